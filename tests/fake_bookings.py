"""A BookingStore in memory, which keeps to the same promises as the SQL one."""

from collections.abc import Callable, Collection
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime

from bot.bookings.booking import OCCUPYING, Booking, State, Waiting, WaitingState
from bot.bookings.references import new_reference
from bot.bookings.store import Call, Result, Wanted, Work
from bot.errors import BookingRefused, KeyReused, SlotFull, StoreUnavailable, TooManyThatDay


@dataclass
class MemoryWork:
    """Everything there is; a transaction works on it and is undone by a copy."""

    bookings: list[Booking] = field(default_factory=list)
    waitings: list[Waiting] = field(default_factory=list)

    def find(self, reference: str) -> Booking | None:
        at = self._at(reference)
        return None if at is None else self.bookings[at]

    def active_of(self, owner: str) -> list[Booking]:
        active = (State.HELD, State.BOOKED)
        return [each for each in self.bookings if each.owner == owner and each.state in active]

    def missed_by(self, owner: str) -> list[datetime]:
        return [
            each.start
            for each in self.bookings
            if each.owner == owner and each.state is State.MISSED
        ]

    def taken_at(self, office: str, start: datetime) -> int:
        return len(self._occupying(office, start))

    def take(self, wanted: Wanted) -> Booking:
        slot = wanted.slot
        that_day = [
            each
            for each in self.bookings
            if each.owner == wanted.owner
            and each.state in OCCUPYING
            and each.start.date() == slot.start.date()
        ]
        if len(that_day) >= wanted.bookings_a_day:
            raise TooManyThatDay
        if self.taken_at(slot.office, slot.start) >= slot.capacity:
            raise SlotFull
        booking = Booking(
            reference=wanted.reference or new_reference(),
            owner=wanted.owner,
            office=slot.office,
            item=wanted.item,
            start=slot.start,
            end=slot.end,
            state=wanted.state,
            held_until=wanted.held_until,
            offered=wanted.offered,
            made_at=wanted.at,
            changed_at=wanted.at,
        )
        self.bookings.append(booking)
        return booking

    def keep(self, booking: Booking) -> Booking:
        at = self._at(booking.reference)
        assert at is not None
        self.bookings[at] = booking
        return booking

    def lapsed_at(self, office: str, start: datetime, now: datetime) -> list[Booking]:
        return [each for each in self._occupying(office, start) if each.lapsed(now)]

    def join(self, waiting: Waiting) -> Waiting:
        found = self.waiting_of(waiting.owner, waiting.office, waiting.start)
        if found is None:
            self.waitings.append(waiting)
        return found or waiting

    def waiting_of(self, owner: str, office: str, start: datetime) -> Waiting | None:
        for each in self.waitings:
            same = (each.owner, each.office, each.start) == (owner, office, start)
            if same and each.state is WaitingState.WAITING:
                return each
        return None

    def next_waiting(self, office: str, start: datetime) -> Waiting | None:
        for each in self.waitings:
            slot = (each.office, each.start)
            if slot == (office, start) and each.state is WaitingState.WAITING:
                return each
        return None

    def keep_waiting(self, waiting: Waiting, state: WaitingState) -> None:
        at = self.waitings.index(waiting)
        self.waitings[at] = waiting.model_copy(update={"state": state})

    def _at(self, reference: str) -> int | None:
        for at, each in enumerate(self.bookings):
            if each.reference == reference and each.state is not State.CHANGED:
                return at
        return None

    def _occupying(self, office: str, start: datetime) -> list[Booking]:
        return [
            each
            for each in self.bookings
            if (each.office, each.start) == (office, start) and each.state in OCCUPYING
        ]


class MemoryBookings:
    """Keeps everything; `down` makes it fail as a lost database does."""

    def __init__(self) -> None:
        self.down = False
        self.kept = MemoryWork()
        self.calls: dict[str, tuple[str, Booking | Waiting | BookingRefused]] = {}

    def once(self, call: Call, kind: type[Result], work: Callable[[Work], Result]) -> Result:
        self._check()
        if call.key not in self.calls:
            before = deepcopy(self.kept)
            answer: Booking | Waiting | BookingRefused
            try:
                answer = work(self.kept)
            except BookingRefused as refusal:
                self.kept, answer = before, refusal
            except BaseException:
                self.kept = before
                raise
            self.calls[call.key] = (call.request, answer)
        request, answer = self.calls[call.key]
        if request != call.request:
            raise KeyReused
        if isinstance(answer, BookingRefused):
            raise type(answer)(*answer.args)
        assert isinstance(answer, kind)
        return answer

    def tidy(self, work: Callable[[Work], None]) -> None:
        self._check()
        work(self.kept)

    def find(self, reference: str) -> Booking | None:
        self._check()
        return self.kept.find(reference)

    def of_owner(self, owner: str) -> list[Booking]:
        self._check()
        kept = [b for b in self.kept.bookings if b.owner == owner and b.state != State.CHANGED]
        return sorted(kept, key=lambda booking: booking.start)

    def waitings_of(self, owner: str) -> list[Waiting]:
        self._check()
        waits = [w for w in self.kept.waitings if w.owner == owner]
        waits = [w for w in waits if w.state is WaitingState.WAITING]
        return sorted(waits, key=lambda waiting: waiting.start)

    def taken(
        self, offices: Collection[str], since: datetime, until: datetime, now: datetime
    ) -> dict[tuple[str, datetime], int]:
        self._check()
        counts: dict[tuple[str, datetime], int] = {}
        for each in self.kept.bookings:
            there = each.office in offices and since <= each.start <= until
            if there and each.state in OCCUPYING and not each.lapsed(now):
                counts[each.office, each.start] = counts.get((each.office, each.start), 0) + 1
        return counts

    def lapsed(self, now: datetime) -> list[Booking]:
        self._check()
        return [each for each in self.kept.bookings if each.lapsed(now)]

    def waited_for(self, now: datetime) -> list[tuple[str, datetime]]:
        self._check()
        waiting = WaitingState.WAITING
        waits = [w for w in self.kept.waitings if w.state is waiting and w.start > now]
        return list({(each.office, each.start) for each in waits})

    def _check(self) -> None:
        if self.down:
            raise StoreUnavailable("down")
