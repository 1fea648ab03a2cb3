"""The hours in which people may be disturbed."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.notices.hours import QuietHours
from tests.booking_data import moment

CLOCK = st.times().filter(lambda at: at != time.max)
TICK = timedelta(microseconds=1)


def test_from_eight_to_twenty_people_may_be_disturbed() -> None:
    hours = QuietHours()

    assert not hours.may_disturb(moment("11-25 08:00") - TICK)
    assert hours.may_disturb(moment("11-25 08:00"))
    assert hours.may_disturb(moment("11-25 20:00") - TICK)
    assert not hours.may_disturb(moment("11-25 20:00"))


def test_a_moment_of_another_zone_counts_in_shanghai_s_time() -> None:
    assert QuietHours().may_disturb(datetime(2026, 11, 25, 0, 0, tzinfo=UTC))
    assert not QuietHours().may_disturb(datetime(2026, 11, 25, 12, 0, tzinfo=UTC))


@given(st.lists(CLOCK, min_size=2, max_size=2, unique=True).map(sorted))
def test_the_first_moment_belongs_to_the_hours_and_the_last_does_not(edges: list[time]) -> None:
    opens, closes = edges
    hours = QuietHours(opens, closes)
    day = moment("11-25 00:00")
    first, last = (datetime.combine(day.date(), each, day.tzinfo) for each in edges)

    assert hours.may_disturb(first)
    assert hours.may_disturb(last - TICK)
    assert not hours.may_disturb(last)
    assert not hours.may_disturb(first - TICK)


def test_hours_that_never_open_are_refused() -> None:
    with pytest.raises(ValueError, match="before"):
        QuietHours(time(20), time(8))
