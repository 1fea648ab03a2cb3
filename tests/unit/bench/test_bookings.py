import pytest

from bench import bookings
from bench.booking_ways import PLACES, WAYS, counted, prepare, way_of
from bench.bookings_table import lines
from bot.storage.database import connect


def measured(overbooked=0, booked=PLACES, rate=100.0):
    return {"requests_per_second": rate, "booked": booked, "overbooked": overbooked}


@pytest.mark.parametrize("name", WAYS)
def test_whoever_asks_alone_fills_the_slot_and_no_more_whatever_the_way(name, tmp_path):
    engine = connect(f"sqlite:///{tmp_path}/{name}.db")
    prepare(name, engine, ["one", "two"])
    way = way_of(name, engine, ["one", "two"])

    answers = [way.book(f"person {number}", "one") for number in range(PLACES + 1)]

    assert answers == [True] * PLACES + [False]
    assert way.book("person", "two")
    assert counted(engine, ["one", "two"]) == {"one": PLACES, "two": 1}


def test_every_round_has_slots_of_its_own_and_all_its_persons():
    assert len(bookings.OFFICES) == len(set(bookings.OFFICES))
    for each in bookings.ROUNDS:
        slots, persons = bookings.LOADS[each.load]
        assert len(set(each.orders)) == slots * persons


def test_ratios_are_of_one_round_and_given_twice_is_of_all():
    rows = {way: [measured(), measured()] for way in WAYS}
    rows["check_then_insert"] = [measured(3, PLACES + 3, 200.0), measured(4, PLACES + 4, 50.0)]

    figures = bookings._figures(rows)

    assert figures["ours"]["times_check_then_insert"] == 1.25
    assert figures["check_then_insert"]["overbooked"] == 7


def test_a_place_that_ours_leaves_empty_or_gives_twice_ends_the_run():
    rows = {way: [measured()] for way in WAYS}
    rows["ours"] = [measured(booked=PLACES - 1)]

    with pytest.raises(AssertionError):
        bookings._figures(rows)


def test_every_figure_has_its_row_in_the_table():
    figures = bookings._figures({way: [measured()] for way in WAYS})
    held = dict.fromkeys(bookings.LOADS, figures)
    results = {
        "places": PLACES,
        "threads": 16,
        "rounds": 1,
        "loads": {name: {"slots": 1, "persons_a_slot": 2} for name in bookings.LOADS},
        "databases": {name: {"version": "1.2", **held} for name in bookings.DATABASES},
    }

    rows = [line for line in lines(results) if line.startswith(("| SQLite", "| PostgreSQL"))]

    assert len(rows) == len(bookings.DATABASES) * len(bookings.LOADS) * len(WAYS)
    assert all(row.endswith(f"| 100 | 1 | 0 of {PLACES} |") for row in rows)
