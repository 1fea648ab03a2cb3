"""Who asks, as it is stored: keyed hashes, from which nobody gets back to the person."""

import hmac
import json
from collections.abc import Callable
from datetime import datetime

from bot.bookings.booking import Booking
from bot.bookings.references import read_reference
from bot.bookings.store import Call
from bot.errors import UnknownBooking


def owner_hash(secret: bytes, owner: str) -> str:
    """The person's name in the store."""
    return _keyed(secret, "booking owner", owner)


def owned(
    secret: bytes, find: Callable[[str], Booking | None], owner: str, reference: str
) -> Booking:
    """The person's booking with this reference, however it is written. UnknownBooking."""
    read = read_reference(reference)
    booking = find(read) if read else None
    if booking is None or not hmac.compare_digest(booking.owner, owner_hash(secret, owner)):
        raise UnknownBooking
    return booking


def call_of(
    secret: bytes, owner: str, key: str, action: str, asked: dict[str, str], now: datetime
) -> Call:
    """A call with the idempotency key `key`, which is `owner`'s alone."""
    request = json.dumps([action, asked], sort_keys=True)
    return Call(
        key=_keyed(secret, "booking key", json.dumps([owner, key])),
        request=_keyed(secret, "booking request", request),
        at=now,
    )


def _keyed(secret: bytes, purpose: str, text: str) -> str:
    return hmac.new(secret, f"{purpose}\0{text}".encode(), "sha256").hexdigest()
