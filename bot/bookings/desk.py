"""What a person can do: hold, confirm, book, change, cancel, and see what is theirs.

`owner` is whatever proves who asks (the conversation); only its keyed hash is stored.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.bookings.bookable import bookable_slot, wanted_of
from bot.bookings.booking import Booking, State
from bot.bookings.owner import call_of, owned, owner_hash
from bot.bookings.plan import Plan
from bot.bookings.references import plain
from bot.bookings.slots import Slot
from bot.bookings.store import BookingStore, Work
from bot.bookings.waiting import free_lapsed, offer_freed
from bot.bookings.window import check_change, check_misses
from bot.errors import HoldExpired


@dataclass(frozen=True)
class Desk:
    """The use-cases over one store and one reading of the plan; `secret` keys the hashes."""

    store: BookingStore
    plan: Plan
    secret: bytes

    def hold(
        self, owner: str, key: str, office: str, item: str, start: datetime, now: datetime
    ) -> Booking:
        """Keep a place for some minutes, while the person confirms. Raises what `book` raises."""
        until = now + timedelta(minutes=self.plan.rules.hold_minutes.value)
        take = self._taking(owner, office, item, start, now, State.HELD, until)
        return self._once(owner, key, "hold", _place(office, item, start), now, take)

    def book(
        self, owner: str, key: str, office: str, item: str, start: datetime, now: datetime
    ) -> Booking:
        """Hold and confirm at once.

        UnknownOffice, ItemNotServed, NoSuchSlot, TooSoon, TooFarAhead, CalendarNotPublished,
        BlockedForMisses, TooManyThatDay, SlotFull.
        """
        take = self._taking(owner, office, item, start, now, State.BOOKED, None)
        return self._once(owner, key, "book", _place(office, item, start), now, take)

    def confirm(self, owner: str, key: str, reference: str, now: datetime) -> Booking:
        """Make a booking of a hold. HoldExpired."""

        def work(work: Work) -> Booking:
            booking = owned(self.secret, work.find, owner, reference)
            if booking.state is State.BOOKED:
                return booking
            if booking.lapsed(now) or booking.state is State.EXPIRED:
                raise HoldExpired
            return work.keep(booking.to(State.BOOKED, now))

        return self._once(owner, key, "confirm", {"reference": plain(reference)}, now, work)

    def change(
        self,
        owner: str,
        key: str,
        reference: str,
        office: str | None,
        start: datetime,
        now: datetime,
    ) -> Booking:
        """Move a booking to another slot; its reference stays. The old place is kept if that fails.

        Without `office` it stays where it is.
        TooLateToChange, BookingEnded, and what `book` raises but for misses.
        """
        rules = self.plan.rules

        def work(work: Work) -> Booking:
            old = owned(self.secret, work.find, owner, reference)
            given_back = old.to(State.CHANGED, now)
            check_change(rules, old.start, now)
            new_office, slot = bookable_slot(self.plan, office or old.office, old.item, start, now)
            if (old.office, old.start) == (slot.office, slot.start):
                return old
            free_lapsed(work, new_office, rules, slot.start, now)
            work.keep(given_back)
            wanted = wanted_of(rules, old.owner, old.item, slot, State.BOOKED, now)
            moved = work.take(wanted.under(old.reference))
            offer_freed(work, self.plan, old, now)
            return moved

        asked = {"reference": plain(reference), "office": office or "", "start": start.isoformat()}
        return self._once(owner, key, "change", asked, now, work)

    def cancel(self, owner: str, key: str, reference: str, now: datetime) -> Booking:
        """Give the place back. A booking that is cancelled already stays so. TooLateToChange."""

        def work(work: Work) -> Booking:
            old = owned(self.secret, work.find, owner, reference)
            if old.state in (State.CANCELLED, State.EXPIRED):
                return old
            ended = old.to(State.CANCELLED, now)
            if old.state is State.BOOKED:
                check_change(self.plan.rules, old.start, now)
            work.keep(ended)
            offer_freed(work, self.plan, old, now)
            return ended

        return self._once(owner, key, "cancel", {"reference": plain(reference)}, now, work)

    def mine(self, owner: str, now: datetime) -> list[Booking]:
        """What this person holds or has booked and is not over, earliest first."""
        kept = self.store.of_owner(owner_hash(self.secret, owner))
        return [
            booking
            for booking in kept
            if booking.seen(now).state in (State.HELD, State.BOOKED) and booking.end > now
        ]

    def show(self, owner: str, reference: str, now: datetime) -> Booking:
        """One booking of this person, whatever became of it. UnknownBooking."""
        return owned(self.secret, self.store.find, owner, reference).seen(now)

    def _taking(
        self,
        owner: str,
        office: str,
        item: str,
        start: datetime,
        now: datetime,
        state: State,
        until: datetime | None,
    ) -> Callable[[Work], Booking]:
        """The work that takes a place."""
        hashed = owner_hash(self.secret, owner)
        rules = self.plan.rules

        def work(work: Work) -> Booking:
            planned, slot = bookable_slot(self.plan, office, item, start, now)
            check_misses(rules, work.missed_by(hashed), now)
            self._let_go(work, hashed, slot, now)
            free_lapsed(work, planned, rules, slot.start, now)
            return work.take(wanted_of(rules, hashed, item, slot, state, now, until))

        return work

    def _let_go(self, work: Work, owner: str, slot: Slot, now: datetime) -> None:
        """Who asks for another place has not confirmed the one before: it is given back.

        A place that the waiting list offered is kept, unless it is of the same day.
        """
        for held in work.active_of(owner):
            same_day = held.start.date() == slot.start.date()
            if held.state is State.HELD and (same_day or not held.offered or held.lapsed(now)):
                work.keep(held.to(State.EXPIRED, now))
                if (held.office, held.start) != (slot.office, slot.start):
                    offer_freed(work, self.plan, held, now)

    def _once(
        self,
        owner: str,
        key: str,
        action: str,
        asked: dict[str, str],
        now: datetime,
        work: Callable[[Work], Booking],
    ) -> Booking:
        call = call_of(self.secret, owner, key, action, asked, now)
        return self.store.once(call, Booking, work)


def _place(office: str, item: str, start: datetime) -> dict[str, str]:
    return {"office": office, "item": item, "start": start.isoformat()}
