"""Bookings in words."""

from datetime import date

import pytest

from bot import errors
from bot.bookings.in_words import day_in_words, refusal_in_words, time_in_words
from bot.errors import BlockedForMisses, BookingRefused, CalendarNotPublished
from bot.words import Words
from tests.booking_data import HALF_PAST, NINE, plan
from tests.stack import ROOT

REFUSALS = [
    each
    for each in vars(errors).values()
    if isinstance(each, type) and issubclass(each, BookingRefused) and each is not BookingRefused
]
WORDS = Words.load(ROOT / "domain")


def says(name: str, /, **values: object) -> str:
    return WORDS.say(name, hotline="12333", **values)


def refusal(kind: type[BookingRefused]) -> BookingRefused:
    if kind is CalendarNotPublished:
        return CalendarNotPublished(2027)
    return BlockedForMisses("2026-12-25") if kind is BlockedForMisses else kind()


def test_a_day_and_a_time_are_said_with_the_weekday() -> None:
    assert day_in_words(date(2026, 12, 6)) == "12月6日（周日）"
    assert time_in_words(NINE, HALF_PAST) == "11月25日（周三）09:00—09:30"


@pytest.mark.parametrize("kind", REFUSALS)
def test_every_refusal_has_words_with_and_without_a_plan(kind: type[BookingRefused]) -> None:
    for planned in (plan(), None):
        words = refusal_in_words(refusal(kind), planned, says)
        assert words.endswith("。")
        assert "{" not in words


def test_a_refusal_names_the_rule_or_the_day_it_rests_on() -> None:
    assert "示例。" in refusal_in_words(errors.TooSoon(), plan(), says)
    assert "12月25日（周五）以后" in refusal_in_words(BlockedForMisses("2026-12-25"), plan(), says)
    assert "2027年" in refusal_in_words(CalendarNotPublished(2027), None, says)
