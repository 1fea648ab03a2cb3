"""What is done at the counter and by the clock: who came, who did not, what has run out."""

from dataclasses import dataclass
from datetime import datetime

from bot.bookings.booking import Booking, State
from bot.bookings.owner import call_of
from bot.bookings.plan import Plan
from bot.bookings.references import plain, read_reference
from bot.bookings.store import BookingStore, Work
from bot.bookings.waiting import free_lapsed, offer_places
from bot.errors import NotBegun, UnknownBooking


@dataclass(frozen=True)
class Counter:
    """The officer's side of the bookings. `officer` is whoever marks, for the key's sake."""

    store: BookingStore
    plan: Plan
    secret: bytes

    def mark_missed(self, officer: str, key: str, reference: str, now: datetime) -> Booking:
        """Nobody came. NotBegun before the slot begins; BookingEnded unless it was booked."""
        return self._mark(officer, key, reference, State.MISSED, now)

    def mark_attended(self, officer: str, key: str, reference: str, now: datetime) -> Booking:
        """The person came. NotBegun before that day; BookingEnded unless it was booked."""
        return self._mark(officer, key, reference, State.ATTENDED, now)

    def release(self, now: datetime) -> int:
        """Give back every hold whose time is over and offer what is free; how many slots."""
        slots = {(held.office, held.start) for held in self.store.lapsed(now)}
        slots |= set(self.store.waited_for(now))
        for office, start in sorted(slots):
            self._release_slot(office, start, now)
        return len(slots)

    def _release_slot(self, office_id: str, start: datetime, now: datetime) -> None:
        office = self.plan.find(office_id)

        def work(work: Work) -> None:
            if office:
                free_lapsed(work, office, self.plan.rules, start, now)
                offer_places(work, office, self.plan.rules, start, now)
                return
            # An office that the plan no longer holds has nothing to offer.
            for held in work.lapsed_at(office_id, start, now):
                work.keep(held.to(State.EXPIRED, now))

        self.store.tidy(work)

    def _mark(self, officer: str, key: str, reference: str, state: State, now: datetime) -> Booking:
        def work(work: Work) -> Booking:
            read = read_reference(reference)
            booking = work.find(read) if read else None
            if booking is None:
                raise UnknownBooking
            if booking.state is state:
                return booking
            ended = booking.to(state, now)
            early = state is State.ATTENDED and now.date() >= booking.start.date()
            if now < booking.start and not early:
                raise NotBegun
            return work.keep(ended)

        call = call_of(self.secret, officer, key, state.value, {"reference": plain(reference)}, now)
        return self.store.once(call, Booking, work)
