"""Days of a person's life as people say them: 去年底, 3月份, 2025.3.15, 上个月, 半年前.

A date is as precise as it was said. A month without a year is the last such one, today's included.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from bot.policies.partial_date import PartialDate
from bot.understanding.durations import DURATION, read_duration
from bot.understanding.quantities import read_number

_CHINESE = "零〇一二三四五六七八九"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]|十|[一二三四五六七八九])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|[二廿]?十?[一二三四五六七八九]|[二]?十)"
_DAY_END = r"(?:[日号]|(?![\d个人岁年天块元万千百点.多来几]))"
_IN_MONTH = r"(?:初|底|末|中旬|上旬|下旬|中)"
_IN_YEAR = (
    rf"(?:的?\s?(?P<month>{_MONTH})\s?月(?:份|{_IN_MONTH}|的?\s?(?P<day>{_DAY}){_DAY_END})?"
    rf"|的?年?(?P<part>[初底末])|的?(?:上半年|下半年|年中))?"
)
_RELATIVE_YEAR = {
    "大前年": -3,
    "前年": -2,
    "去年": -1,
    "上一年": -1,
    "上年": -1,
    "今年": 0,
    "本年": 0,
    "明年": 1,
    "后年": 2,
}
_RELATIVE_DAY = {"大前天": -3, "前天": -2, "前日": -2, "昨天": -1, "昨日": -1, "今天": 0, "今日": 0}
_RELATIVE_MONTH = {"上上": -2, "上": -1, "这": 0, "本": 0, "下": 1}
_WEEKDAYS = "一二三四五六日"

# Each form that a date is said in. The order matters: “10年前” is no year 2010.
_FORMS = {
    "ago": rf"(?P<ago>{DURATION})(?:之|以)?前(?![天日年])",
    "day": rf"(?P<word>{'|'.join(_RELATIVE_DAY)})",
    "year": rf"(?P<year>(?:19|20)\d\d|[一二][{_CHINESE}]{{3}})\s?年(?!级|前)(?:度|份)?{_IN_YEAR}",
    "relative_year": rf"(?P<word>{'|'.join(_RELATIVE_YEAR)})(?:度|份)?{_IN_YEAR}",
    "dotted": (
        rf"(?<!\d)(?P<year>(?:19|20)\d\d)\s?[-./]\s?(?P<month>{_MONTH})"
        rf"(?:(?:\s?[-./]\s?)(?P<day>{_DAY}))?(?![\d./-])"
    ),
    "digits": r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d)",
    "short_year": (
        rf"(?<![\d{_CHINESE}十百])(?P<year>\d\d|[{_CHINESE}]{{2}})年(?![级前了多半来])份?{_IN_YEAR}"
    ),
    "month": (
        rf"(?<![\d{_CHINESE}十.])(?P<month>{_MONTH})\s?月(?![嫂薪供])"
        rf"(?:份|{_IN_MONTH}|\s?(?P<day>{_DAY}){_DAY_END})?"
    ),
    "relative_month": (
        rf"(?P<word>{'|'.join(_RELATIVE_MONTH)})个?月份?(?:的?(?P<day>{_DAY})[日号]|{_IN_MONTH})?"
    ),
    "week": r"(?P<word>上上|上|这|本)个?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])?",
    "new_year": r"(?<!\d)年初",
    "bare_year": r"(?P<year>20\d\d|\d\d)",
}
# In a text, two digits are a year only in “23届”, or as “23年” where it can be no duration.
_IN_TEXT = {
    **_FORMS,
    "short_year": (
        rf"(?:(?<=[我是在于,，。 ])|^|(?=\d\d年\s?的?\s?(?:{_MONTH}\s?月|[初底末]))|(?=[06789]))"
        + _FORMS["short_year"]
    ),
    "bare_year": r"(?<![\d.])(?:20\d\d(?![\d.年元块人万千百个%/-])|\d\d(?=届))",
}


def _without_names(form: str) -> str:
    return re.sub(r"\?P<\w+>", "?:", form)


# Any date; no group in it, so that it fits into a larger form.
DATE = "(?:" + "|".join(map(_without_names, _IN_TEXT.values())) + ")"
_COMPILED = {name: re.compile(form) for name, form in _FORMS.items()}
_YEARS = range(1900, 2101)


def read_date(text: str, today: date) -> PartialDate | None:
    """The date that the whole of `text` is; None for anything else, and for a day that is none."""
    text = text.strip()
    for name, form in _COMPILED.items():
        if match := form.fullmatch(text):
            try:
                found = _READERS[name](match, today)
                if found:
                    date(found.year, found.month or 1, found.day or 1)
            except (ValueError, OverflowError):
                return None
            return found if found and found.year in _YEARS else None
    return None


def _ago(match: re.Match[str], today: date) -> PartialDate | None:
    """“三年前” names a year, “8个月前” a month, “5天前” a day."""
    duration = read_duration(match["ago"])
    if duration is None:
        return None
    day = duration.before(today)
    if duration.days:
        return day
    return PartialDate(day.year, None if "年" in match["ago"] else day.month)


def _day(match: re.Match[str], today: date) -> PartialDate:
    return _of(today + timedelta(days=_RELATIVE_DAY[match["word"]]))


def _year(match: re.Match[str], today: date) -> PartialDate | None:
    return _in_year(_digits(match["year"]), match)


def _relative_year(match: re.Match[str], today: date) -> PartialDate | None:
    return _in_year(today.year + _RELATIVE_YEAR[match["word"]], match)


def _numbers(match: re.Match[str], today: date) -> PartialDate | None:
    return PartialDate(_digits(match["year"]), _small(match["month"]), _small(match["day"]))


def _short_year(match: re.Match[str], today: date) -> PartialDate | None:
    """“98年” is 1998, “24年” 2024; “七八年” alone is seven or eight years."""
    number = _digits(match["year"])
    alone = match["month"] is None and match["part"] is None
    if alone and not match["year"].isascii() and number % 10 == number // 10 + 1:
        return None
    century = 2000 if number <= today.year % 100 + 10 else 1900
    return _in_year(century + number, match)


def _month(match: re.Match[str], today: date) -> PartialDate | None:
    month, day = _small(match["month"]), _small(match["day"])
    assert month is not None
    # 02-29 may need a leap year, so the day is compared as a pair of numbers.
    to_come = (month, day or 1) > (today.month, today.day)
    return PartialDate(today.year - to_come, month, day)


def _relative_month(match: re.Match[str], today: date) -> PartialDate:
    first = today.replace(day=1) + relativedelta(months=_RELATIVE_MONTH[match["word"]])
    return PartialDate(first.year, first.month, _small(match["day"]))


def _week(match: re.Match[str], today: date) -> PartialDate | None:
    """A week is said as the month that all of it lies in, a day of it as that day."""
    monday = today - timedelta(days=today.weekday() - 7 * _RELATIVE_MONTH[match["word"]])
    if match["weekday"]:
        return _of(monday + timedelta(days=_WEEKDAYS.index(match["weekday"].replace("天", "日"))))
    sunday = monday + timedelta(days=6)
    if monday.year != sunday.year:
        return None
    return PartialDate(monday.year, monday.month if monday.month == sunday.month else None)


def _bare_year(match: re.Match[str], today: date) -> PartialDate:
    return PartialDate(int(match["year"]) % 100 + 2000)


def _new_year(match: re.Match[str], today: date) -> PartialDate:
    return PartialDate(today.year, 1)


_READERS: dict[str, Callable[[re.Match[str], date], PartialDate | None]] = {
    "ago": _ago,
    "day": _day,
    "year": _year,
    "relative_year": _relative_year,
    "dotted": _numbers,
    "digits": _numbers,
    "short_year": _short_year,
    "month": _month,
    "relative_month": _relative_month,
    "week": _week,
    "new_year": _new_year,
    "bare_year": _bare_year,
}


def _of(day: date) -> PartialDate:
    return PartialDate(day.year, day.month, day.day)


def _in_year(year: int, match: re.Match[str]) -> PartialDate:
    if match["part"]:
        return PartialDate(year, 1 if match["part"] == "初" else 12)
    return PartialDate(year, _small(match["month"]), _small(match["day"]))


def _small(text: str | None) -> int | None:
    number = read_number(text.replace("廿", "二十")) if text else None
    return None if number is None else int(number)


def _digits(text: str) -> int:
    return int("".join(c if c.isascii() else str(_CHINESE.replace("〇", "").find(c)) for c in text))
