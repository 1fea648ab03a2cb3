"""One-time codes: drawn, read as people type them, and compared as keyed hashes."""

import hmac
import re
import secrets
import unicodedata

from bot.identity.rules import MOST_DIGITS
from bot.sealing import Sealer

_KIND = "code"


def draw_digits(count: int) -> str:
    """`count` digits that nobody can foresee."""
    return "".join(secrets.choice("0123456789") for _ in range(count))


def read_code(text: str) -> str:
    """The digits of a code, however they are spaced or widened; empty when it is no code."""
    plain = re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", text))
    return plain if re.fullmatch(rf"[0-9]{{1,{MOST_DIGITS}}}", plain) else ""


def code_digest(sealer: Sealer, challenge: str, code: str) -> str:
    """What is kept of a code: of no use for another challenge."""
    return sealer.digest(_KIND, f"{challenge} {code}")


def is_code(sealer: Sealer, challenge: str, code: str, kept: str) -> bool:
    """Whether `code` is the one that `kept` was made of; it takes as long either way."""
    made = sealer.digests(_KIND, f"{challenge} {code}")
    return sum(hmac.compare_digest(each, kept) for each in made) > 0
