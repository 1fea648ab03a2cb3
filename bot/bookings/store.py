"""What the use-cases need of a store. The SQL one is `bot.storage.bookings`."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol, TypeVar

from bot.bookings.booking import Booking, State, Waiting, WaitingState
from bot.bookings.slots import Slot

Result = TypeVar("Result", Booking, Waiting)


@dataclass(frozen=True)
class Wanted:
    """A place to be taken. `reference` is kept when a booking moves, else drawn anew."""

    owner: str
    item: str
    slot: Slot
    state: State
    at: datetime
    bookings_a_day: int
    held_until: datetime | None = None
    offered: bool = False
    reference: str | None = None

    def under(self, reference: str) -> "Wanted":
        """The same for a booking that keeps its reference."""
        return replace(self, reference=reference)


@dataclass(frozen=True)
class Call:
    """One call that writes. `key` and `request` are hashes: who asked, and what exactly."""

    key: str
    request: str
    at: datetime


class Work(Protocol):
    """What may be done inside one transaction."""

    def find(self, reference: str) -> Booking | None:
        """The booking as it is now; nobody else changes it until we are done."""

    def active_of(self, owner: str) -> list[Booking]:
        """What this person holds or has booked."""

    def missed_by(self, owner: str) -> list[datetime]:
        """When each booking began that this person missed."""

    def taken_at(self, office: str, start: datetime) -> int:
        """How many places are taken, holds included whose time is over."""

    def take(self, wanted: Wanted) -> Booking:
        """Take one place. SlotFull; TooManyThatDay when the person has all of that day's."""

    def keep(self, booking: Booking) -> Booking:
        """Write the booking's new state."""

    def lapsed_at(self, office: str, start: datetime, now: datetime) -> list[Booking]:
        """Holds of this slot whose time is over."""

    def join(self, waiting: Waiting) -> Waiting:
        """Add to the waiting list, or find the place that this person has on it."""

    def waiting_of(self, owner: str, office: str, start: datetime) -> Waiting | None:
        """Where this person waits for the slot; nobody else changes it until we are done."""

    def next_waiting(self, office: str, start: datetime) -> Waiting | None:
        """Who has waited longest; no other transaction gets the same."""

    def keep_waiting(self, waiting: Waiting, state: WaitingState) -> None:
        """Write how the waiting ended."""


class BookingStore(Protocol):
    """Where bookings are kept. StoreUnavailable from every method while it does not answer."""

    def once(self, call: Call, kind: type[Result], work: Callable[[Work], Result]) -> Result:
        """Do `work` in one transaction, all or nothing, once for each key.

        The same key again gives the same result, or raises the same BookingRefused; KeyReused
        when it comes with another request. `work` may be run again after a clash: it must
        change nothing but through its Work.
        """

    def tidy(self, work: Callable[[Work], None]) -> None:
        """Do `work` in one transaction. It needs no key when doing it twice is harmless."""

    def find(self, reference: str) -> Booking | None:
        """The booking as it is now."""

    def of_owner(self, owner: str) -> list[Booking]:
        """Everything this person has, earliest first."""

    def waitings_of(self, owner: str) -> list[Waiting]:
        """Where this person still waits, the earliest slot first."""

    def taken(
        self, offices: Collection[str], since: datetime, until: datetime, now: datetime
    ) -> dict[tuple[str, datetime], int]:
        """How many places are taken, by office and start, in slots from `since` to `until`."""

    def lapsed(self, now: datetime) -> list[Booking]:
        """Every hold whose time is over."""

    def waited_for(self, now: datetime) -> list[tuple[str, datetime]]:
        """Every slot to come, by office and start, that somebody waits for."""
