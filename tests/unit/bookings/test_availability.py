"""What is free."""

import pytest

from bot.errors import ItemNotServed, TooFarAhead, TooSoon, UnknownOffice
from tests.booking_data import HALF_PAST, ITEM, NINE, NOW, People, moment, office, plan
from tests.fake_bookings import MemoryBookings


@pytest.fixture
def people() -> People:
    return People(MemoryBookings(), plan())


def test_a_day_shows_every_slot_with_its_free_places(people: People) -> None:
    people.book("ann")
    found = people.availability.of_day("one", ITEM, NINE.date(), NOW)

    assert [each.free for each in found] == [1, 2, 2, 2, 2, 2]


def test_a_day_that_cannot_be_booked_is_refused_by_name(people: People) -> None:
    free = people.availability
    with pytest.raises(TooSoon):
        free.of_day("one", ITEM, NOW.date(), NOW)
    with pytest.raises(TooFarAhead):
        free.of_day("one", ITEM, moment("12-02 09:00").date(), NOW)
    with pytest.raises(UnknownOffice):
        free.of_day("nowhere", ITEM, NINE.date(), NOW)
    with pytest.raises(ItemNotServed):
        free.of_day("far", "loan", NINE.date(), NOW)


def test_the_nearest_are_before_and_after_and_on_other_days(people: People) -> None:
    people.plan = plan(
        office(
            "one",
            capacity=1,
            week={"wednesday": ["09:00-10:30"], "thursday": ["09:00-09:30"]},
        )
    )
    people.book("ann", HALF_PAST)

    found = people.availability.nearest("one", ITEM, HALF_PAST, NOW)
    assert [f"{each.slot.start:%d %H:%M}" for each in found] == ["25 09:00", "25 10:00", "26 09:00"]


def test_offices_of_the_same_region_come_before_others(people: People) -> None:
    found = people.availability.nearest("one", ITEM, NINE, NOW, most=6)

    elsewhere = [each.slot.office for each in found if each.slot.office != "one"]
    assert elsewhere == ["two", "two", "two", "far", "far", "far"]


def test_a_start_outside_the_window_still_finds_what_is_free(people: People) -> None:
    found = people.availability.nearest("one", ITEM, moment("12-20 09:00"), NOW)

    assert [f"{each.slot.start:%m-%d %H:%M}" for each in found] == [
        "12-01 14:30",
        "12-01 14:00",
        "12-01 10:30",
    ]


def test_at_the_end_of_the_known_calendar_what_is_known_is_offered(people: People) -> None:
    now = moment("12-30 10:00")
    found = people.availability.nearest("one", ITEM, moment("12-31 09:00"), now)

    assert {each.slot.start.date() for each in found} == {moment("12-31 09:00").date()}
