"""Which slots a day has."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bookings.plan import OfficePlan
from bot.bookings.slots import slot_at, slots_of
from bot.errors import CalendarNotPublished, NoSuchSlot
from tests.booking_data import NINE, WEEKDAYS, moment, office

DAY = date(2026, 11, 25)


def planned(**more: object) -> OfficePlan:
    return OfficePlan.model_validate(office("one", **more))


def begins(one: OfficePlan, day: date = DAY) -> list[str]:
    return [f"{slot.start:%H:%M}" for slot in slots_of(one, day)]


def test_slots_fill_the_hours_one_after_another() -> None:
    assert begins(planned()) == ["09:00", "09:30", "10:00", "10:30", "14:00", "14:30"]


def test_no_slot_goes_beyond_the_hours() -> None:
    assert begins(planned(slot_minutes=50)) == ["09:00", "09:50", "14:00"]


def test_after_a_break_slots_begin_anew() -> None:
    rests = ["09:40-09:50", "10:50-14:10"]

    assert begins(planned(breaks=rests)) == ["09:00", "09:50", "10:20", "14:10"]


def test_a_break_may_take_a_whole_stretch() -> None:
    assert begins(planned(breaks=["13:00-16:00"])) == ["09:00", "09:30", "10:00", "10:30"]


def test_a_holiday_has_no_slots_and_a_swapped_saturday_has() -> None:
    assert begins(planned(), date(2026, 10, 1)) == []
    assert begins(planned(), date(2026, 11, 28)) == []
    assert begins(planned(), date(2026, 10, 10)) == ["09:00", "09:30"]


def test_a_year_that_is_not_published_has_no_slots_to_guess() -> None:
    with pytest.raises(CalendarNotPublished):
        slots_of(planned(), date(2027, 1, 4))


def test_a_slot_is_found_by_its_start_alone() -> None:
    assert slot_at(planned(), NINE).end == NINE + timedelta(minutes=30)
    for start in (moment("11-25 09:01"), moment("11-25 12:00"), moment("11-28 09:00")):
        with pytest.raises(NoSuchSlot):
            slot_at(planned(), start)


def clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


@st.composite
def spans(draw: st.DrawFn, most: int) -> list[str]:
    """Stretches of a day that do not overlap."""
    cuts = sorted(draw(st.sets(st.integers(0, 1439), max_size=2 * most)))
    return [f"{clock(a)}-{clock(b)}" for a, b in zip(cuts[::2], cuts[1::2], strict=False)]


@given(spans(3), spans(3), st.integers(5, 240))
def test_slots_never_overlap_nor_leave_the_hours_nor_touch_a_break(
    hours: list[str], breaks: list[str], minutes: int
) -> None:
    week = {day: hours for day in WEEKDAYS}
    one = planned(week=week, breaks=breaks, slot_minutes=minutes)
    slots = slots_of(one, DAY)

    for earlier, later in pairwise(slots):
        assert earlier.end <= later.start
    for slot in slots:
        assert slot.end - slot.start == timedelta(minutes=minutes)
        start, end = slot.start.time(), slot.end.time()
        assert any(span.begins <= start and end <= span.ends for span in one.week.wednesday)
        assert not any(rest.begins < end and start < rest.ends for rest in one.breaks)
        assert slot_at(one, slot.start) == slot
