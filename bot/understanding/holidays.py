"""When the named holidays lie, by the State Council's yearly notice (library chinese-calendar)."""

from collections.abc import Callable
from datetime import date, timedelta

from bot.errors import CalendarNotPublished
from bot.workdays import day_off, is_workday

# The library's name of each holiday by what people call it.
NAMES = {
    **dict.fromkeys(("元旦", "阳历年"), "New Year's Day"),
    **dict.fromkeys(("春节", "农历年"), "Spring Festival"),
    **dict.fromkeys(("清明",), "Tomb-sweeping Day"),
    **dict.fromkeys(("五一", "劳动节"), "Labour Day"),
    **dict.fromkeys(("端午",), "Dragon Boat Festival"),
    **dict.fromkeys(("中秋",), "Mid-autumn Festival"),
    **dict.fromkeys(("国庆", "十一"), "National Day"),
}
_DAY = timedelta(days=1)


def holiday(name: str | None, today: date) -> tuple[date, date]:
    """First and last day off of the holiday that is now or comes next; None for any holiday.

    Weekends beside it belong to it. CalendarNotPublished where the notice is not out yet.
    """
    first = today
    while not _is_of(name, first):
        first += _DAY
    last = first
    while not _works(first - _DAY):
        first -= _DAY
    while not is_workday(last + _DAY):
        last += _DAY
    return first, last


def first_workday(days: list[date]) -> date | None:
    """The first of `days` on which offices work. CalendarNotPublished."""
    return next(filter(is_workday, days), None)


def workday_from(day: date, step: Callable[[date], date] = lambda day: day + _DAY) -> date:
    """The first workday from `day` on, in the direction of `step`. CalendarNotPublished."""
    while not is_workday(day):
        day = step(day)
    return day


def _is_of(name: str | None, day: date) -> bool:
    rests, found = day_off(day)
    return bool(rests and found and name in (None, found))


def _works(day: date) -> bool:
    """As is_workday; what lies before the first published year is not looked for."""
    try:
        return is_workday(day)
    except CalendarNotPublished:
        return True
