"""Days counted as offices count them: the day on which a time begins is not one of them."""

from datetime import date, timedelta

from bot.workdays import is_workday

_DAY = timedelta(days=1)


def after_workdays(start: date, count: int) -> date:
    """The last of `count` workdays that follow `start`. CalendarNotPublished."""
    day = start
    while count:
        day += _DAY
        count -= is_workday(day)
    return day


def workdays_between(start: date, end: date) -> int:
    """How many workdays follow `start`, up to and with `end`. CalendarNotPublished."""
    days = (end - start).days
    return sum(is_workday(start + n * _DAY) for n in range(1, days + 1))
