"""On which days offices work, by the State Council's yearly notice (library chinese-calendar)."""

from datetime import date, timedelta
from enum import StrEnum

import chinese_calendar

from bot.errors import CalendarNotPublished

_SATURDAY = 5


class DayKind(StrEnum):
    """What kind of day it is by the notice."""

    WORKDAY = "workday"
    SWAPPED_WORKDAY = "swapped_workday"  # a Saturday or Sunday that is worked for a holiday
    WEEKEND = "weekend"
    HOLIDAY = "holiday"


def day_off(day: date) -> tuple[bool, str | None]:
    """Whether `day` is off, and the library's name of the holiday that it belongs to.

    CalendarNotPublished for a year without a notice; never a guess.
    """
    try:
        rests, holiday = chinese_calendar.get_holiday_detail(day)
    except NotImplementedError:
        raise CalendarNotPublished(day.year) from None
    return rests, holiday


def kind_of(day: date) -> DayKind:
    """The kind of `day`. CalendarNotPublished."""
    rests, holiday = day_off(day)
    if rests:
        return DayKind.HOLIDAY if holiday else DayKind.WEEKEND
    return DayKind.SWAPPED_WORKDAY if day.weekday() >= _SATURDAY else DayKind.WORKDAY


def is_workday(day: date) -> bool:
    """Whether offices work on `day`. CalendarNotPublished."""
    return kind_of(day) in (DayKind.WORKDAY, DayKind.SWAPPED_WORKDAY)


def within_workdays(today: date, day: date, most: int) -> bool:
    """Whether no more than `most` workdays lie after `today` up to `day`.

    Only as much of the calendar is read as the answer needs. CalendarNotPublished.
    """
    passed = 0
    each = today
    while each < day and passed <= most:
        each += timedelta(days=1)
        passed += is_workday(each)
    return passed <= most
