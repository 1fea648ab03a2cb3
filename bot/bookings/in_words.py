"""Bookings in words: a day, a time, and why something cannot be."""

from collections.abc import Callable
from datetime import date, datetime

from bot.bookings.plan import Plan
from bot.errors import BlockedForMisses, BookingRefused, CalendarNotPublished

# Gives the prepared sentence of a name, filled in.
Says = Callable[..., str]
_WEEKDAYS = "一二三四五六日"
# Which rule of the plan a refusal rests on.
_RULE = {
    "TooSoon": "days_ahead_at_least",
    "TooFarAhead": "workdays_ahead_at_most",
    "TooManyThatDay": "bookings_a_day",
    "BlockedForMisses": "misses_a_month",
    "TooLateToChange": "change_until_hours",
}


def day_in_words(day: date) -> str:
    """12月3日（周四）"""
    return f"{day.month}月{day.day}日（周{_WEEKDAYS[day.weekday()]}）"


def time_in_words(start: datetime, end: datetime) -> str:
    """12月3日（周四）09:00—09:30"""
    return f"{day_in_words(start.date())}{start:%H:%M}—{end:%H:%M}"


def refusal_in_words(refusal: BookingRefused, plan: Plan | None, says: Says) -> str:
    """Why it cannot be so, with the rule of `plan` that says it."""
    if isinstance(refusal, CalendarNotPublished):
        return says("utter_booking_unpublished", year=refusal.year)
    kind = type(refusal).__name__
    rule = getattr(plan.rules, _RULE[kind]).text if plan and kind in _RULE else ""
    until = ""
    if isinstance(refusal, BlockedForMisses):
        until = day_in_words(date.fromisoformat(refusal.until))
    return says(f"utter_booking_refused_{kind}", rule=rule, until=until)
