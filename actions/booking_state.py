"""What the conversation knows of a booking under way. It holds ids and times, never a name."""

from dataclasses import asdict, dataclass, fields
from typing import Any

from bot.bookings.booking import Booking


@dataclass(frozen=True)
class BookingState:
    """`asked` is what waits for an answer: item, office, when, confirm, which or sure.

    `when` is how the person said the time, `day` the one talked of, `start` a chosen slot. `held`
    refers to a place that is kept, `reference` to the booking which is moved or given back;
    `asides` counts the other topics since it was asked. `choices` are what the buttons send.
    """

    journey: str = "booking_create"
    asked: str | None = None
    item: str | None = None
    office: str | None = None
    region: str | None = None
    when: str | None = None
    day: str | None = None
    start: str | None = None
    held: str | None = None
    reference: str | None = None
    asides: int = 0
    choices: tuple[str, ...] = ()

    def slot(self) -> dict[str, Any]:
        """As the conversation keeps it."""
        return {name: value for name, value in asdict(self).items() if value}


def waiting_for_a_yes(held: Booking) -> BookingState:
    """The place that is kept for the conversation waits to be confirmed."""
    day = held.start.date().isoformat()
    return BookingState(
        asked="confirm", item=held.item, office=held.office, day=day, held=held.reference
    )


def read_booking_state(slots: dict[str, Any]) -> BookingState:
    """What the conversation's slots hold; an empty state where there is none."""
    kept = slots.get("booking")
    known = {field.name for field in fields(BookingState)}
    if not isinstance(kept, dict) or not kept.keys() <= known:
        return BookingState()
    return BookingState(**{**kept, "choices": tuple(kept.get("choices") or ())})
