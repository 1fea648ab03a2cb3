"""Marking who came, in an officer's words."""

from datetime import timedelta

import pytest

from bot.bookings.attendance import mark
from bot.bookings.booking import State
from bot.words import Words
from tests.booking_data import NINE, NOW, People, plan
from tests.fake_bookings import MemoryBookings
from tests.stack import ROOT

WORDS = Words.load(ROOT / "domain")


def says(name: str, /, **values: object) -> str:
    return WORDS.say(name, hotline="12333", **values)


@pytest.fixture
def people() -> People:
    return People(MemoryBookings(), plan())


@pytest.mark.parametrize(
    ("came", "state", "words"), [(True, State.ATTENDED, "到了"), (False, State.MISSED, "没来")]
)
def test_a_booking_is_marked_by_its_reference_as_it_is_read_out(
    people: People, came: bool, state: State, words: str
) -> None:
    made = people.book("ann")
    heard = f"{made.reference[:4].lower()} {made.reference[4:]}"
    now = NINE + timedelta(minutes=20)
    first = mark(people.counter, says, heard, came, now)

    assert first == mark(people.counter, says, made.reference, came, now)
    assert first.done
    assert words in first.text
    assert f"{made.reference[:4]}-{made.reference[4:]}" in first.text
    assert "11月25日（周三）09:00" in first.text
    assert people.desk.show("ann", made.reference, now).state is state


def test_what_cannot_be_marked_is_told_why(people: People) -> None:
    made = people.book("ann")

    early = mark(people.counter, says, made.reference, False, NOW)
    assert (early.done, early.text) == (False, "还没到预约的时间。")
    unknown = mark(people.counter, says, "23456789", True, NOW)
    assert not unknown.done
    assert "没有查到这个预约号" in unknown.text
    people.cancel("ann", made)
    ended = mark(people.counter, says, made.reference, True, NINE)
    assert not ended.done
    assert "已经取消" in ended.text
