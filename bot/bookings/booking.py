"""A booking and its life."""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from bot.errors import BookingEnded


class State(StrEnum):
    """Where a booking is in its life."""

    HELD = "held"  # while the person confirms
    BOOKED = "booked"
    CANCELLED = "cancelled"
    CHANGED = "changed"  # given back for another place under the same reference
    ATTENDED = "attended"
    MISSED = "missed"
    EXPIRED = "expired"  # a hold that nobody confirmed


NEXT: dict[State, frozenset[State]] = {
    State.HELD: frozenset({State.BOOKED, State.CANCELLED, State.EXPIRED}),
    State.BOOKED: frozenset({State.CANCELLED, State.CHANGED, State.ATTENDED, State.MISSED}),
    **{
        ended: frozenset[State]()
        for ended in (
            State.CANCELLED,
            State.CHANGED,
            State.ATTENDED,
            State.MISSED,
            State.EXPIRED,
        )
    },
}
# In these a place is taken and nobody else can have it.
OCCUPYING = (State.HELD, State.BOOKED, State.ATTENDED, State.MISSED)


class Booking(BaseModel):
    """One booking. `owner` is a keyed hash; `offered` says that it came from the waiting list."""

    model_config = ConfigDict(frozen=True)

    reference: str
    owner: str
    office: str
    item: str
    start: datetime
    end: datetime
    state: State
    held_until: datetime | None = None
    offered: bool = False
    made_at: datetime
    changed_at: datetime

    def to(self, state: State, now: datetime) -> "Booking":
        """The same booking in another state. BookingEnded when its life does not go there."""
        if state not in NEXT[self.state]:
            raise BookingEnded
        return self.model_copy(update={"state": state, "held_until": None, "changed_at": now})

    def lapsed(self, now: datetime) -> bool:
        """Whether it is a hold whose time is over."""
        return self.state is State.HELD and self.held_until is not None and self.held_until <= now

    def seen(self, now: datetime) -> "Booking":
        """As a person sees it: a hold whose time is over has expired, tidied away or not."""
        return self.to(State.EXPIRED, now) if self.lapsed(now) else self


class WaitingState(StrEnum):
    """Where a place on the waiting list is."""

    WAITING = "waiting"
    OFFERED = "offered"
    ENDED = "ended"


class Waiting(BaseModel):
    """Somebody who waits for a place in one full slot."""

    model_config = ConfigDict(frozen=True)

    owner: str
    office: str
    item: str
    start: datetime
    joined_at: datetime
    state: WaitingState = WaitingState.WAITING
