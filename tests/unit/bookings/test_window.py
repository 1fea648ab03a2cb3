"""When one may book, change and cancel."""

from datetime import timedelta

import pytest

from bot.bookings.window import check_change, check_misses, check_window
from bot.errors import (
    BlockedForMisses,
    CalendarNotPublished,
    TooFarAhead,
    TooLateToChange,
    TooSoon,
)
from tests.booking_data import NINE, NOW, moment, plan

RULES = plan().rules


@pytest.mark.parametrize("start", ["11-25 00:00", "11-25 09:00", "12-01 23:59"])
def test_from_tomorrow_to_the_fifth_workday_one_may_book(start: str) -> None:
    check_window(RULES, moment(start), NOW)


@pytest.mark.parametrize("start", ["11-24 23:59", "11-24 09:00", "11-23 09:00"])
def test_today_and_what_is_past_is_too_soon(start: str) -> None:
    with pytest.raises(TooSoon):
        check_window(RULES, moment(start), NOW)


@pytest.mark.parametrize("start", ["12-02 00:00", "12-31 09:00"])
def test_the_sixth_workday_is_too_far_ahead(start: str) -> None:
    with pytest.raises(TooFarAhead):
        check_window(RULES, moment(start), NOW)


def test_at_the_end_of_a_year_without_a_next_notice_it_is_not_guessed() -> None:
    start = moment("01-04 09:00").replace(year=2027)
    with pytest.raises(CalendarNotPublished):
        check_window(RULES, start, moment("12-31 09:00"))
    check_window(RULES, moment("12-31 09:00"), moment("12-30 09:00"))


def test_to_the_minute_one_may_change_until_two_hours_before() -> None:
    check_change(RULES, NINE, NINE - timedelta(hours=2))
    with pytest.raises(TooLateToChange):
        check_change(RULES, NINE, NINE - timedelta(minutes=119))


def test_misses_of_more_than_a_month_ago_do_not_count() -> None:
    check_misses(RULES, [moment("10-24 10:00"), moment("11-20 09:00")], NOW)
    with pytest.raises(BlockedForMisses) as refused:
        check_misses(RULES, [moment("10-25 10:00"), moment("11-20 09:00")], NOW)
    assert refused.value.until == "2026-11-25"


def test_with_many_misses_the_block_lasts_until_few_enough_are_left() -> None:
    missed = [moment(text) for text in ("11-03 09:00", "11-10 09:00", "11-17 09:00")]
    with pytest.raises(BlockedForMisses) as refused:
        check_misses(RULES, missed, NOW)
    assert refused.value.until == "2026-12-10"
