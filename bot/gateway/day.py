"""A day in a request body."""

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError


def _written(value: object) -> object:
    """A day is written 2026-01-31; pydantic alone would take a number of seconds as well."""
    if not isinstance(value, str):
        raise PydanticCustomError("date_parsing", "a date is written YYYY-MM-DD")
    return value


Day = Annotated[date, BeforeValidator(_written)]
