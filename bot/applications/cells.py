"""One cell each: what it says, or in words why it cannot be used. Never the value itself."""

import re
import unicodedata
from datetime import date

from bot.applications.application import NAME_LENGTH, NOTE_LENGTH, PERSON_KINDS
from bot.applications.table import Cell
from bot.identity.numbers import Number, NumberKind, looks_like_id_number, read_number

_EARLIEST = date(2000, 1, 1)
_DAY = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d\d)(\d\d))(?:[T ].*)?")
_SCIENTIFIC = re.compile(r"\d(?:\.\d*)?E\+?\d+", re.IGNORECASE)
# From here on a number of Excel is not exact any more.
_EXACT = 10**15
_SPOILT = "Excel 把它变成了数字，请把这一列设为“文本”再填"


class BadCell(Exception):
    """Why a cell cannot be used, for the officer."""


def application_number(cell: Cell) -> Number:
    """The bureau's number."""
    number = _number(cell, exact=True)
    if number is None or number.kind is not NumberKind.APPLICATION_NUMBER:
        raise BadCell("不是编号：要 10 到 24 位数字，或字母后面至少 6 位数字")
    return number


def person_number(cell: Cell) -> Number:
    """The ID number of a person or the credit code of a firm."""
    number = _number(cell, exact=False)
    if number is None or number.kind not in PERSON_KINDS:
        if looks_like_id_number(_plain(cell).upper()):
            raise BadCell("身份证号的校验码对不上，请核对有没有抄错")
        raise BadCell("不是有效的身份证号或统一社会信用代码，请核对")
    return number


def mobile(cell: Cell) -> Number | None:
    """The mobile number; None where nothing is written."""
    if cell == "":
        return None
    number = _number(cell, exact=True)
    if number is None or number.kind is not NumberKind.MOBILE:
        raise BadCell("不是手机号：要 11 位，以 1 开头")
    return number


def name(cell: Cell) -> str:
    """The name of a person or firm."""
    text = " ".join(unicodedata.normalize("NFKC", str(cell)).split())
    if isinstance(cell, int | float | date) or text.isdigit():
        raise BadCell("不是名称")
    return _short(text, NAME_LENGTH) or _missing()


def note(cell: Cell) -> str | None:
    """An officer's short text; None where nothing is written."""
    return _short(" ".join(str(cell).split()), NOTE_LENGTH) or None


def day(cell: Cell, today: date) -> date:
    """A day that is not to come."""
    if isinstance(cell, date):
        read = cell
    elif isinstance(cell, int | float) and not 19000000 < cell < 22000000:
        raise BadCell("Excel 把日期变成了数字，请把这一列设为“日期”或“文本”")
    else:
        match = _DAY.fullmatch(_plain(cell, spaces=True))
        if match is None:
            raise BadCell("不是日期，要写成 2026-11-24")
        year, month, number = match[1], match[2] or match[4], match[3] or match[5]
        try:
            read = date(int(year), int(month), int(number))
        except ValueError:
            raise BadCell("没有这一天，请核对") from None
    if read > today:
        raise BadCell("日期还没有到，请核对")
    if read < _EARLIEST:
        raise BadCell(f"日期太早，请核对（最早 {_EARLIEST.year} 年）")
    return read


def yes(cell: Cell) -> bool:
    """是 or 否; nothing is 否."""
    text = _plain(cell)
    if text not in ("是", "否", ""):
        raise BadCell("只能写“是”或“否”")
    return text == "是"


def text(cell: Cell) -> str:
    """A text that must be there."""
    return _plain(cell, spaces=True) or _missing()


def _number(cell: Cell, exact: bool) -> Number | None:
    """`exact` says that a number of Excel will do, as long as all its digits are there."""
    if isinstance(cell, int | float) and not (exact and cell == int(cell) and 0 <= cell < _EXACT):
        raise BadCell(_SPOILT)
    plain = str(int(cell)) if isinstance(cell, int | float) else _plain(cell)
    if _SCIENTIFIC.fullmatch(plain) and ("+" in plain or "." in plain):
        raise BadCell(_SPOILT)
    return read_number(plain or _missing())


def _plain(cell: Cell, spaces: bool = False) -> str:
    text = unicodedata.normalize("NFKC", str(cell)).strip()
    return text if spaces else re.sub(r"\s", "", text)


def _short(text: str, most: int) -> str:
    if len(text) > most:
        raise BadCell(f"太长了，最多 {most} 个字")
    return text


def _missing() -> str:
    raise BadCell("是空的，请补上")
