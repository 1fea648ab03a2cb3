"""Workdays as offices count them, over weekends, holidays and swapped days of 2026."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.applications.deadlines import after_workdays, workdays_between
from bot.errors import CalendarNotPublished
from bot.workdays import is_workday

DAYS = st.dates(date(2020, 1, 1), date(2026, 6, 30))


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 11, 23), 1, date(2026, 11, 24)),
        (date(2026, 11, 20), 1, date(2026, 11, 23)),  # Friday
        (date(2026, 11, 21), 1, date(2026, 11, 23)),  # Saturday
        (date(2026, 9, 30), 1, date(2026, 10, 8)),  # the day before the National Day week
        (date(2026, 9, 18), 1, date(2026, 9, 20)),  # a Sunday that is worked for it
        (date(2026, 11, 20), 0, date(2026, 11, 20)),
    ],
)
def test_the_day_of_the_start_does_not_count(start: date, count: int, end: date) -> None:
    assert after_workdays(start, count) == end


def test_a_year_without_a_calendar_is_said_so() -> None:
    with pytest.raises(CalendarNotPublished):
        after_workdays(date(2026, 12, 30), 5)
    with pytest.raises(CalendarNotPublished):
        workdays_between(date(2026, 12, 30), date(2027, 1, 5))


@given(DAYS, st.integers(1, 40))
def test_the_end_is_a_workday_and_so_many_lie_up_to_it(start: date, count: int) -> None:
    end = after_workdays(start, count)

    assert is_workday(end)
    assert workdays_between(start, end) == count
    assert workdays_between(start, end - timedelta(days=1)) == count - 1


@given(DAYS, st.integers(0, 400))
def test_nothing_lies_between_a_day_and_an_earlier_one(end: date, days: int) -> None:
    assert workdays_between(end, end - timedelta(days=days)) == 0
