"""The reference of a booking: eight characters that can be read over the phone.

None looks or sounds like another digit or letter (no 0 O 1 I L U); the last is a check character
by ISO 7064's hybrid system, which finds any one wrong character.
"""

import secrets
import unicodedata
from collections.abc import Callable

from stdnum.iso7064 import mod_37_36

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_DRAWN = 7
_GROUP = 4


def new_reference(draw: Callable[[str], str] = secrets.choice) -> str:
    """A reference that nobody can guess."""
    drawn = "".join(draw(ALPHABET) for _ in range(_DRAWN))
    return f"{drawn}{mod_37_36.calc_check_digit(drawn, ALPHABET)}"


def read_reference(text: str) -> str | None:
    """The reference in `text` as it is stored, however it was spaced; None when it is none."""
    found = plain(text)
    if len(found) == _DRAWN + 1 and mod_37_36.is_valid(found, ALPHABET):
        return found
    return None


def plain(text: str) -> str:
    """The text in capitals, without spaces and marks; the same for every way of writing it."""
    upper = unicodedata.normalize("NFKC", text).upper()
    return "".join(c for c in upper if c not in " -_.·,。、")


def written(reference: str) -> str:
    """As one writes it down: `K7QF-29MX`."""
    return f"{reference[:_GROUP]}-{reference[_GROUP:]}"


def spoken(reference: str) -> str:
    """As one reads it out: `K 7 Q F，2 9 M X`."""
    return "，".join(" ".join(part) for part in (reference[:_GROUP], reference[_GROUP:]))
