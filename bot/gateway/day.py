"""A day, and a moment, in a request."""

from datetime import date, datetime
from typing import Annotated

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from bot.bookings.plan import in_shanghai


def _written(value: object) -> object:
    """A day is written 2026-01-31; pydantic alone would take a number of seconds as well."""
    if not isinstance(value, str):
        raise PydanticCustomError("date_parsing", "a date is written YYYY-MM-DD")
    return value


def _moment(value: object) -> object:
    """A moment is written 2026-12-01T09:00; without a zone it is Shanghai's."""
    wrong = PydanticCustomError("moment_parsing", "a moment is written YYYY-MM-DDTHH:MM")
    if not isinstance(value, str) or "T" not in value.upper():
        raise wrong
    try:
        return in_shanghai(datetime.fromisoformat(value))
    except (ValueError, OverflowError):
        raise wrong from None


Moment = Annotated[datetime, BeforeValidator(_moment)]
Day = Annotated[date, BeforeValidator(_written)]
