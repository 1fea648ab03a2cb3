"""How long something has lasted: 8个月, 一年半, 三个半月, 一年零三个月, 20天.

Only exact ones have a value: “大半年”, “两年多”, “快一年”, “十来个月” are asked again.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from bot.policies.partial_date import PartialDate
from bot.understanding.quantities import (
    HEDGE_AFTER,
    HEDGE_BEFORE,
    NUMBER,
    NUMERALS,
    read_number,
)

_LONGEST = Decimal(1200)  # months
_HALF = Decimal("0.5")

_PART = (
    rf"(?:(?<![上下前后])[大小多好]?半|{NUMBER})\s?(?:个半|个多|个来|来个|多个|个|多)?\s?"
    r"(?:年|月|周|星期|礼拜|天)"
)
# After 零 or 又 the second part follows a numeral: 11年零3个月.
_SECOND_PART = _PART.replace(rf"(?<![\d{NUMERALS}.])", "")
# “98年” is a year. With the words that make it inexact; no group in it, so that it fits into a
# larger form.
DURATION = (
    rf"(?:{HEDGE_BEFORE}\s?)?(?![6-9]\d\s?年|九[零〇一二三四五六七八九]年)"
    rf"(?:好几个?[年月天]|个把月|{_PART}(?:半|多(?!少))?"
    rf"(?:[零又,]?(?:{_SECOND_PART}))?)(?!度|份|级|龄){HEDGE_AFTER}?"
)
_DURATION = re.compile(DURATION)

_N = r"([^年月周星礼天个半]+)"
_YEARS_AND_MONTHS = re.compile(rf"{_N}年(半)?(?:[零又,]?{_N}个?(半)?月)?")
_MONTHS = re.compile(rf"{_N}个(半)?月")
_MANY_MONTHS = re.compile(rf"{_N}月")
_WEEKS = re.compile(rf"{_N}(?:周|个?(?:星期|礼拜))")
_DAYS = re.compile(rf"{_N}天")


@dataclass(frozen=True, slots=True)
class Duration:
    """Months (a half is possible), or days where nothing longer was said."""

    months: Decimal = Decimal(0)
    days: int = 0

    def before(self, today: date) -> PartialDate:
        """The day that lies so long before `today`; half a month is 15 days."""
        whole = int(self.months)
        days = self.days + int((self.months - whole) * 30)
        day = today - relativedelta(months=whole, days=days)
        return PartialDate(day.year, day.month, day.day)

    def in_unit(self, unit: str) -> Decimal | None:
        """How many 年, 月, 个月 or 天 it is; None where that would be a guess."""
        if unit == "天":
            return Decimal(self.days) if self.days else None
        if self.days:
            return None
        return self.months / 12 if unit == "年" else self.months


def is_duration(text: str) -> bool:
    """Whether `text` is a duration, exact or not."""
    return _DURATION.fullmatch(text) is not None


def read_duration(text: str) -> Duration | None:
    """The duration that the whole of `text` is; None for anything else and for an inexact one."""
    text = re.sub(r"\s", "", text)
    months = _months(text)
    if months is not None:
        return Duration(months=months) if months <= _LONGEST else None
    days = _days(text)
    return Duration(days=days) if days is not None and days <= _LONGEST * 30 else None


def _months(text: str) -> Decimal | None:
    if text == "半年":
        return Decimal(6)
    if match := _YEARS_AND_MONTHS.fullmatch(text):
        years, months = read_number(match[1]), read_number(match[3] or "0")
        if years is None or months is None or (match[2] and match[3]):
            return None
        return years * 12 + (6 if match[2] else 0) + months + (_HALF if match[4] else 0)
    if match := _MONTHS.fullmatch(text):
        months = read_number(match[1])
        return None if months is None else months + (_HALF if match[2] else 0)
    # “3月” is March; only more than twelve can be nothing but months.
    if match := _MANY_MONTHS.fullmatch(text):
        months = read_number(match[1])
        return months if months is not None and months > 12 else None
    return None


def _days(text: str) -> int | None:
    if text == "半个月":
        return 15
    for form, length in ((_WEEKS, 7), (_DAYS, 1)):
        match = form.fullmatch(text)
        number = read_number(match[1]) if match else None
        if number is not None and number == int(number):
            return int(number) * length
    return None
