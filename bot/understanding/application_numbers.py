"""Numbers of applications: named as such, or letters and digits as a bureau numbers them.

The references of our own bookings look alike and stay: one reads them, and they open nothing.
"""

import re
from collections.abc import Iterator

from bot.bookings.references import read_reference
from bot.identity.numbers import NumberKind, looks_like_id_number, read_number
from bot.understanding.digits import heard_digits, plain_digits

# From the start to before the end, and the number in its one written form, if it has one.
Place = tuple[int, int, str | None]
_CUE = re.compile(
    r"(?<!预约)(?P<of>申请|受理|办件|业务|流水|回执|登记|办理)?(?:编号|单号|号|查询码|受理码)"
    r"\s*(?:就?是|为|叫|:)?\s*"
    r"(?P<number>[A-Za-z]{0,8}[\-_ ]?\d(?:[\-_. ]{0,2}\d){5,23})(?![A-Za-z0-9])"
)
_GLUED = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{1,8}\d{6,24}(?![A-Za-z0-9])")
_HYPHENED = re.compile(r"(?<![A-Za-z0-9])[A-Z]{1,8}(?:-?\d{2,24}){1,4}(?![A-Za-z0-9-])")
_FEWEST = 8
_SIX = re.compile(r"(?:\D*\d){6}")
_CURRENCY = re.compile(r"(?:RMB|CNY|USD|HKD|EUR)\d", re.IGNORECASE)
_CODE = re.compile(r"(?:code|yzm)\d{6}", re.IGNORECASE)
_UNIT = re.compile(
    r"(?:\.\d{1,2})?\s*(?:多|余|来|几)?(?:元|块|圆|万|亿|角|人民币|rmb)", re.IGNORECASE
)
_FRACTION = re.compile(r"\.\d{1,2}(?!\d)")
_MONEY = re.compile(r"(?:[¥￥$]\s*|\d\.)$")
_DATE = re.compile(r"(?:19|20)\d\d[\-.]\d{1,2}[\-.]\d{1,2}")


def application_numbers(text: str) -> Iterator[Place]:
    """Each number that letters or the words before it show to be one of an application.

    One that is shown by both comes twice.
    """
    # Digits in characters only where there are no others: “流水号320500887一共几位”.
    for plain in (plain_digits(text), heard_digits(text)):
        for match in _CUE.finditer(plain):
            written = match["number"]
            ours = read_reference(written) and not match["of"]
            if not ours and not _DATE.fullmatch(written) and _is_named(match):
                yield *match.span("number"), application_value(written)
    for form in (_GLUED, _HYPHENED):
        for match in form.finditer(text):
            written = match[0]
            if not _SIX.match(written) or _CURRENCY.match(written) or _CODE.fullmatch(written):
                continue
            if not read_reference(written) and not is_amount(text, *match.span()):
                yield *match.span(), application_value(written)


def is_amount(text: str, start: int, end: int) -> bool:
    """Whether the digits there are an amount of money or part of a decimal."""
    return bool(_UNIT.match(text, end) or _FRACTION.match(text, end) or _MONEY.search(text[:start]))


def _is_named(match: re.Match[str]) -> bool:
    """A few digits may be a month; “号” alone stands before all sorts of numbers."""
    if match["number"].isdigit() and len(match["number"]) < _FEWEST:
        return False
    said = match[0][: match.start("number") - match.start()]
    return bool(match["of"]) or not said.startswith("号")


def application_value(written: str) -> str | None:
    """The number in its one written form; None when nobody would read it as one."""
    plain = written.replace("_", "")
    # Looked at first: what is like an ID number is not to be looked up as one.
    if looks_like_id_number(re.sub(r"[\s\-.]", "", plain)):
        return None
    number = read_number(plain)
    return number.value if number and number.kind is NumberKind.APPLICATION_NUMBER else None
