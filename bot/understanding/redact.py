"""Take personal numbers out of a text before anything else reads it."""

import re

from stdnum import luhn
from stdnum.cn import ric

TOKENS = re.compile(r"\[(?:身份证号|银行卡号|手机号)\]")

# Digits in groups, as people write long numbers: 6222 0200 0000 0000 000, 138-1234-5678.
_RUN = re.compile(r"\+?\d+(?:[ \-]\d+)*[Xx]?")
_GROUP = re.compile(r"\d+[Xx]?")
_MOBILE = re.compile(r"(?:86|0086)?1[3-9]\d{9}")


def redact(text: str) -> str:
    """`text` (already NFKC) with ID, mobile and bank-card numbers replaced by what they were."""
    return _RUN.sub(lambda run: _redact_run(run[0]), text)


def _redact_run(run: str) -> str:
    """Replace, from the left, the longest sequence of groups that is a personal number."""
    groups = list(_GROUP.finditer(run))
    first = 0
    while first < len(groups):
        for last in range(len(groups) - 1, first - 1, -1):
            token = _token([group[0] for group in groups[first : last + 1]])
            if token:
                # A plus sign belongs to the number it stands before.
                before = run[: groups[first].start()].removesuffix("+")
                end = groups[last].end()
                return before + token + _redact_run(run[end:])
        first += 1
    return run


def _token(groups: list[str]) -> str | None:
    number = "".join(groups)
    if _is_id(number) or _is_old_id(number):
        return "[身份证号]"
    # Dates are groups of two; the groups of a card have four and more.
    if all(len(group) >= 4 for group in groups[:-1]) and _is_bank_card(number):
        return "[银行卡号]"
    if _MOBILE.fullmatch(number):
        return "[手机号]"
    return None


def _is_id(number: str) -> bool:
    if not re.fullmatch(r"\d{17}[\dXx]", number):
        return False
    # A mistyped check digit still names a person: anything with a birth date is taken out.
    return bool(ric.is_valid(number.upper())) or _has_birth_date(number[6:14])


def _is_old_id(number: str) -> bool:
    return bool(re.fullmatch(r"\d{15}", number)) and _has_birth_date("19" + number[6:12])


def _has_birth_date(text: str) -> bool:
    match = re.fullmatch(r"(?:19|20)\d\d(\d\d)(\d\d)", text)
    return match is not None and 1 <= int(match[1]) <= 12 and 1 <= int(match[2]) <= 31


def _is_bank_card(number: str) -> bool:
    return bool(re.fullmatch(r"\d{16,19}", number)) and bool(luhn.is_valid(number))
