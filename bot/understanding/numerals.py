"""The value of a numeral: 四十六, 一百二, 一千零五, 1.2万, 1万5千, 二零二五.

What is not a well-formed numeral has no value. Our own, as cn2an 0.5.24 reads 百百二 as 120.
"""

import re
from decimal import Decimal

_DIGITS = {numeral: digit for digit, numeral in enumerate("零一二三四五六七八九")} | {"两": 2}
_UNITS = {"亿": 10**8, "万": 10**4, "千": 1000, "百": 100, "十": 10}
_SAME = str.maketrans(
    {"俩": "两", "仨": "三", "〇": "零", "w": "万", "W": "万", "k": "千", "K": "千"}
)
_SPELLED = re.compile(r"[零一二三四五六七八九]{3,}")
# Two small numerals side by side are a range: 三四个, 二三十, 十七八, 一两百.
_RANGE = re.compile(r"[一二两三四五六七八九]{2}")


def value_of(numeral: str) -> Decimal | None:
    """The value of a numeral in digits, words or both, without spaces; None for anything else."""
    numeral = numeral.translate(_SAME).replace("廿", "二十")
    if _SPELLED.fullmatch(numeral):
        return Decimal("".join(str(_DIGITS[digit]) for digit in numeral))
    return None if _RANGE.search(numeral) else _value(numeral)


def _value(numeral: str) -> Decimal | None:
    if re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", numeral):
        return _tidy(Decimal(numeral))
    for unit, size in _UNITS.items():
        head, found, tail = numeral.partition(unit)
        if found:
            return _with_unit(head, size, tail)
    whole, point, fraction = numeral.partition("点")
    if point and whole in _DIGITS and all(digit in _DIGITS for digit in fraction):
        digits = "".join(str(_DIGITS[digit]) for digit in fraction)
        return _tidy(Decimal(f"{_DIGITS[whole]}.{digits or 0}"))
    return Decimal(_DIGITS[numeral]) if numeral in _DIGITS else None


def _with_unit(head: str, size: int, tail: str) -> Decimal | None:
    """`head` times the unit, and what follows it: less than the unit, or its tenths (一万二)."""
    # 十五 and 一百十五 leave the one out.
    times = Decimal(1) if size == 10 and not head else _value(head)
    if not times or (size < 10**4 and times >= 10 and not head.isascii()) or times >= 10**4:
        return None
    if not tail:
        return _tidy(times * size)
    rest = _value(tail.removeprefix("零"))
    if rest is None or rest >= size or times != int(times):
        return None
    tenths = len(tail) == 1 and size > 10
    return times * size + (rest * size / 10 if tenths else rest)


def _tidy(number: Decimal) -> Decimal:
    """12000.0 as 12000."""
    return Decimal(int(number)) if number == int(number) else number
