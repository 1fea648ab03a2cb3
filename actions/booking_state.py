"""What the conversation knows of a booking under way. It holds ids and times, never a name."""

from dataclasses import asdict, dataclass, fields
from typing import Any


@dataclass(frozen=True)
class BookingState:
    """`asked` is what waits for an answer: item, office, when, confirm, which or sure.

    `when` is how the person said the time, `day` the one talked of, `start` a chosen slot. `held`
    refers to a place that is kept, `reference` to the booking which is moved or given back;
    `asides` counts the other topics since it was asked.
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

    def slot(self) -> dict[str, Any]:
        """As the conversation keeps it."""
        return {name: value for name, value in asdict(self).items() if value not in (None, 0)}


def read_booking_state(slots: dict[str, Any]) -> BookingState:
    """What the conversation's slots hold; an empty state where there is none."""
    kept = slots.get("booking")
    known = {field.name for field in fields(BookingState)}
    if not isinstance(kept, dict) or not kept.keys() <= known:
        return BookingState()
    return BookingState(**kept)
