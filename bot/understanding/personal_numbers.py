"""Where the numbers of persons and firms stand in a text, and what each of them is.

What looks like one is found, too, though a digit was mistyped: it has no value then.
"""

import re
from collections.abc import Callable, Iterator
from typing import Literal

from stdnum import luhn

from bot.identity.numbers import PROVINCE, NumberKind, looks_like_id_number
from bot.understanding.application_numbers import (
    Place,
    application_numbers,
    application_value,
    is_amount,
)
from bot.understanding.credit_codes import credit_codes, mistyped_credit_codes
from bot.understanding.digits import Window, plain_digits, windows
from bot.understanding.id_numbers import read_id

Kind = NumberKind | Literal["bank_card"]
Span = tuple[int, int, Kind, str | None]
_Read = Callable[[Window], "Place | None"]
_MOBILE = re.compile(r"(?:(?:00)?86|0)?(1[3-9]\d{9})")
_OWN_MOBILE = re.compile(r"1[3-9]\d{9}")
_COUNTRY = re.compile(r"[(\[]?\+?$")
# How people group the eleven digits; in another way only with one and the same mark.
_SHAPES = {(11,), (3, 4, 4), (4, 4, 3), (3, 3, 5), (4, 3, 4), (3, 8), (7, 4), (5, 6), (4, 7)}
# The first digits of cards of banks (ISO/IEC 7812); no date of ours begins with them.
_CARD = re.compile(r"(?:[4569]|3[4-9]|2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720))\d+")
_YEAR_FIRST = re.compile(r"(?:19|20)\d\d")
_LANDLINE = re.compile(r"(?:010|02\d)\d{8}|0[3-9]\d{2}\d{7,8}|[48]00\d{7}")
_TOGETHER = re.compile(r"(?<!\d)\d{20,}(?!\d)")


def personal_numbers(text: str) -> list[Span]:
    """Every number of a person or a firm in `text`, left to right, none within another.

    The surer one goes first: an ID number with its check character before a card, a card before
    the mobile number that its last digits could be, what is merely long at the end.
    """
    spans: list[Span] = []
    for kind, finds in _FINDERS:
        # What was found is no longer there for the next one.
        rest = list(text)
        for start, end, *_ in spans:
            rest[start:end] = "\0" * (end - start)
        for start, end, value in finds("".join(rest)):
            if all(end <= taken[0] or start >= taken[1] for taken in spans):
                spans.append((start, end, kind, value))
    return sorted(spans, key=lambda span: span[0])


def _in_windows(read: _Read) -> Callable[[str], Iterator[Place]]:
    """Finds, from the left, the longest sequence of groups that `read` takes."""

    def finds(text: str) -> Iterator[Place]:
        after = 0
        for window in windows(text):
            if window.start >= after and (place := read(window)):
                after = place[1]
                yield place

    return finds


def _id_number(window: Window) -> Place | None:
    digits, end = window.digits, window.end
    if len(digits) == 17 and window.x_end:
        digits, end = f"{digits}X", window.x_end
    if len(digits) not in (15, 18) or not (_in_one_piece(window) or PROVINCE.match(digits)):
        return None
    value = read_id(digits)
    return (window.start, end, value) if value else None


def _mistyped_id(window: Window) -> Place | None:
    digits = window.digits
    like = looks_like_id_number(digits) and (_in_one_piece(window) or PROVINCE.match(digits))
    return (window.start, window.end, None) if like else None


def _with_x(window: Window) -> Place | None:
    """Nothing else has 17 digits and an X, whichever of them is wrong."""
    x_end = window.x_end if len(window.digits) == 17 else None
    return (window.start, x_end, None) if x_end else None


def _bank_card(window: Window) -> Place | None:
    digits = window.digits
    if not 16 <= len(digits) <= 19 or not _CARD.fullmatch(digits) or not luhn.is_valid(digits):
        return None
    if any(_MOBILE.fullmatch(group.digits) for group in window.groups) or window.after_letter:
        return None
    return window.start, window.end, digits


def _mistyped_card(window: Window) -> Place | None:
    """A UnionPay card as it stands on the card, in fours."""
    sizes, digits = window.sizes, window.digits
    fours = len(sizes) > 3 and set(sizes[:-1]) == {4} and sizes[-1] <= 4
    return (window.start, window.end, None) if fours and digits.startswith("62") else None


def _mobile(window: Window) -> Place | None:
    match = _MOBILE.fullmatch(window.digits)
    if not match or not _grouped_like_a_mobile(window, len(window.digits) - 11):
        return None
    # 150亿 is written so, too.
    if match[1].endswith("000000") and is_amount(window.text, window.start, window.end):
        return None
    before = _COUNTRY.search(window.text, 0, window.start)
    plus = before is not None and "+" in before[0]
    return (before.start() if before and plus else window.start), window.end, match[1]


def _grouped_like_a_mobile(window: Window, country: int) -> bool:
    sizes = window.sizes
    alone = country and sizes[0] == country
    own = sizes[1:] if alone else (sizes[0] - country, *sizes[1:])
    if own in _SHAPES:
        return True
    dated = len(own) > 2 and _YEAR_FIRST.match(window.digits) and own[0] == 4 and own[1] <= 2
    return len(window.marks) == 1 and not dated


def _long_number(window: Window) -> Place | None:
    digits = window.digits
    if len(window.groups) > 1 or len(digits) < 10 or _LANDLINE.fullmatch(digits):
        return None
    # Nobody speaks of so much money; an ID number may stand in it.
    amount = len(digits) < 15 and is_amount(window.text, window.start, window.end)
    return None if amount else (window.start, window.end, application_value(digits))


def _in_one_piece(window: Window) -> bool:
    return len(window.sizes) == 1


def _together(wanted: NumberKind) -> Callable[[str], Iterator[Place]]:
    """ID and mobile numbers that were written without a space between them."""

    def finds(text: str) -> Iterator[Place]:
        for run in _TOGETHER.finditer(plain_digits(text)):
            for start, end, kind, value in _parts(run[0]) or ():
                if kind is wanted:
                    yield run.start() + start, run.start() + end, value

    return finds


def _parts(digits: str) -> list[Span] | None:
    """The numbers that `digits` is made of, all of it; else None."""
    parts: list[Span] = []
    at = 0
    while at < len(digits):
        if value := read_id(digits[at : at + 18]):
            parts.append((at, at + 18, NumberKind.ID_NUMBER, value))
        elif _OWN_MOBILE.match(digits, at):
            parts.append((at, at + 11, NumberKind.MOBILE, digits[at : at + 11]))
        else:
            return None
        at = parts[-1][1]
    return parts


_FINDERS: tuple[tuple[Kind, Callable[[str], Iterator[Place]]], ...] = (
    (NumberKind.ID_NUMBER, _in_windows(_id_number)),
    (NumberKind.CREDIT_CODE, credit_codes),
    (NumberKind.ID_NUMBER, _in_windows(_with_x)),
    ("bank_card", _in_windows(_bank_card)),
    (NumberKind.MOBILE, _in_windows(_mobile)),
    (NumberKind.APPLICATION_NUMBER, application_numbers),
    (NumberKind.CREDIT_CODE, mistyped_credit_codes),
    (NumberKind.ID_NUMBER, _in_windows(_mistyped_id)),
    ("bank_card", _in_windows(_mistyped_card)),
    (NumberKind.ID_NUMBER, _together(NumberKind.ID_NUMBER)),
    (NumberKind.MOBILE, _together(NumberKind.MOBILE)),
    # What stood beside an ID number without a space.
    (NumberKind.MOBILE, _in_windows(_mobile)),
    (NumberKind.APPLICATION_NUMBER, _in_windows(_long_number)),
)
