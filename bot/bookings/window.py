"""When one may book, change and cancel."""

from datetime import datetime, timedelta

from dateutil.relativedelta import relativedelta

from bot.bookings.plan import Rules
from bot.errors import BlockedForMisses, TooFarAhead, TooLateToChange, TooSoon
from bot.workdays import within_workdays


def check_window(rules: Rules, start: datetime, now: datetime) -> None:
    """TooSoon or TooFarAhead when a slot that begins at `start` cannot be booked now.

    CalendarNotPublished when that cannot be told yet.
    """
    if is_too_soon(rules, start, now):
        raise TooSoon
    if not within_workdays(now.date(), start.date(), rules.workdays_ahead_at_most.value):
        raise TooFarAhead


def is_too_soon(rules: Rules, start: datetime, now: datetime) -> bool:
    """Whether a slot that begins at `start` is past, or too near to be booked."""
    return start.date() < now.date() + timedelta(days=rules.days_ahead_at_least.value)


def check_change(rules: Rules, start: datetime, now: datetime) -> None:
    """TooLateToChange when a booking that begins at `start` may no longer be given back."""
    if now > start - timedelta(hours=rules.change_until_hours.value):
        raise TooLateToChange


def check_misses(rules: Rules, missed: list[datetime], now: datetime) -> None:
    """BlockedForMisses while as many misses as the rule allows lie within the last month.

    The source does not say how long one is blocked; so it ends when a month has passed.
    """
    since = now - relativedelta(months=1)
    recent = sorted(start for start in missed if start > since)
    allowed = rules.misses_a_month.value
    if len(recent) >= allowed:
        until = recent[-allowed] + relativedelta(months=1)
        raise BlockedForMisses(until.date().isoformat())
