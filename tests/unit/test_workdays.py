"""On which days offices work."""

from datetime import date, timedelta

import pytest

from bot.errors import CalendarNotPublished
from bot.workdays import DayKind, is_workday, kind_of, within_workdays


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2026, 11, 24), DayKind.WORKDAY),
        (date(2026, 11, 28), DayKind.WEEKEND),
        (date(2026, 10, 1), DayKind.HOLIDAY),
        (date(2026, 10, 10), DayKind.SWAPPED_WORKDAY),
        (date(2026, 2, 28), DayKind.SWAPPED_WORKDAY),
        (date(2026, 1, 2), DayKind.HOLIDAY),
        (date(2025, 10, 11), DayKind.SWAPPED_WORKDAY),
    ],
)
def test_each_day_is_of_the_kind_that_the_notice_says(day: date, kind: DayKind) -> None:
    assert kind_of(day) is kind


def test_the_whole_of_2026_is_known() -> None:
    days = [date(2026, 1, 1) + timedelta(days=each) for each in range(365)]

    swapped = [day for day in days if kind_of(day) is DayKind.SWAPPED_WORKDAY]
    assert swapped == [
        date(2026, 1, 4),
        date(2026, 2, 14),
        date(2026, 2, 28),
        date(2026, 5, 9),
        date(2026, 9, 20),
        date(2026, 10, 10),
    ]
    assert sum(is_workday(day) for day in days) == 248


@pytest.mark.parametrize("year", [2027, 2050, 1999])
def test_a_year_without_a_notice_is_never_guessed(year: int) -> None:
    with pytest.raises(CalendarNotPublished) as refused:
        kind_of(date(year, 1, 4))
    assert refused.value.year == year


def test_only_as_much_of_the_calendar_is_read_as_is_needed() -> None:
    today = date(2026, 12, 29)

    assert within_workdays(today, date(2026, 12, 31), 5)
    assert not within_workdays(today, date(2027, 1, 4), 1)
    with pytest.raises(CalendarNotPublished):
        within_workdays(today, date(2027, 1, 4), 5)


def test_a_holiday_does_not_count_among_the_workdays_ahead() -> None:
    today = date(2026, 9, 29)

    # 30 September, then the holiday until the 7th; the 8th, the 9th, and Saturday the 10th.
    assert within_workdays(today, date(2026, 10, 10), 4)
    assert not within_workdays(today, date(2026, 10, 10), 3)
