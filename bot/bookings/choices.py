"""What a button of a booking stands for, as Rasa's `/intent{"entity": "value"}` text."""

import json
import re
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, field_validator, model_validator

from bot.bookings.plan import in_shanghai
from bot.bookings.references import read_reference

Intent = Literal["booking_create", "booking_change", "booking_cancel", "booking_query"]
_FORM = re.compile(r"/(booking_create|booking_change|booking_cancel|booking_query)(\{.*\})?")
_ID = re.compile(r"[a-z][a-z0-9_]{0,63}")


class BookingChoice(BaseModel):
    """What is chosen: an item, an office, a slot, or one of one's bookings.

    `sure` confirms: a hold for `booking_create`, the end of a booking for `booking_cancel`.
    `wait` joins the waiting list of a full slot with `booking_create`, and leaves it with
    `booking_cancel`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    intent: Intent
    item: str | None = None
    office: str | None = None
    start: datetime | None = None
    reference: str | None = None
    sure: bool = False
    wait: bool = False

    @field_validator("item", "office")
    @classmethod
    def _is_an_id(cls, value: str | None) -> str | None:
        if value is not None and not _ID.fullmatch(value):
            raise ValueError("not an id")
        return value

    @field_validator("start")
    @classmethod
    def _in_shanghai(cls, value: datetime | None) -> datetime | None:
        return None if value is None else in_shanghai(value)

    @model_validator(mode="after")
    def _names_a_booking(self) -> "BookingChoice":
        if self.reference is not None and read_reference(self.reference) is None:
            raise ValueError("not a reference")
        if self.sure and self.reference is None:
            raise ValueError("sure of nothing")
        if self.wait and not (self.office and self.start):
            raise ValueError("waits for nothing")
        return self

    @property
    def payload(self) -> str:
        """The text that pressing the button sends."""
        named = self.model_dump(mode="json", exclude_defaults=True, exclude={"intent"})
        return f"/{self.intent}{json.dumps(named, ensure_ascii=False) if named else ''}"


def read_booking_choice(text: str) -> BookingChoice | None:
    """The choice that `text` is; None for any other text."""
    match = _FORM.fullmatch(text.strip())
    if match is None:
        return None
    try:
        named = json.loads(match[2] or "{}")
        return BookingChoice.model_validate({**named, "intent": match[1]})
    except (ValueError, TypeError, RecursionError):
        return None
