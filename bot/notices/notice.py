"""A short message that waits to be sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Template(StrEnum):
    """What a notice says; each channel has words, or a provider's template, for each of them."""

    CODE = "code"  # {code, minutes}
    BOOKING_REMINDER = "booking_reminder"  # {item, office, time, reference}
    PLACE_OFFERED = "place_offered"  # {item, office, time, until}


@dataclass(frozen=True)
class Notice:
    """One short message.

    `key` is what it is sent once for; `to` a sealed mobile number, or None where there is nobody
    to send it to: such a notice is written down all the same and never sent. `values` fill the
    template; they are sealed when stored. It is not sent before `not_before` nor after `until`.
    `quiet` ones keep to the hours in which people may be disturbed.
    """

    key: str
    template: Template
    to: str | None
    values: Mapping[str, str]
    not_before: datetime
    until: datetime
    quiet: bool = True


class Outbox(Protocol):
    """Where notices wait. The SQL one is `bot.storage.notices`. StoreUnavailable."""

    def put(self, notice: Notice) -> bool:
        """Write it down; False when its key is there already, sent or not."""
