"""Joining the waiting list of a full slot, leaving it, and seeing what one waits for."""

from dataclasses import dataclass
from datetime import datetime

from bot.bookings.bookable import bookable_slot
from bot.bookings.booking import Waiting, WaitingState
from bot.bookings.owner import call_of, owner_hash
from bot.bookings.plan import Plan
from bot.bookings.store import BookingStore, Work
from bot.bookings.waiting import free_lapsed
from bot.bookings.window import check_misses, is_too_soon
from bot.errors import SlotNotFull, TooManyThatDay, UnknownBooking


@dataclass(frozen=True)
class WaitingList:
    """Over one store and one reading of the plan. Places are offered in `waiting`."""

    store: BookingStore
    plan: Plan
    secret: bytes

    def join(
        self, owner: str, key: str, office: str, item: str, start: datetime, now: datetime
    ) -> Waiting:
        """Wait for a place. SlotNotFull when one is free; TooManyThatDay, and as for booking."""
        hashed = owner_hash(self.secret, owner)
        rules = self.plan.rules

        def work(work: Work) -> Waiting:
            planned, slot = bookable_slot(self.plan, office, item, start, now)
            check_misses(rules, work.missed_by(hashed), now)
            active = [each for each in work.active_of(hashed) if not each.lapsed(now)]
            that_day = [each for each in active if each.start.date() == slot.start.date()]
            if len(that_day) >= rules.bookings_a_day.value:
                raise TooManyThatDay
            free_lapsed(work, planned, rules, slot.start, now)
            if work.taken_at(slot.office, slot.start) < slot.capacity:
                raise SlotNotFull
            return work.join(
                Waiting(owner=hashed, office=office, item=item, start=slot.start, joined_at=now)
            )

        asked = {"office": office, "item": item, "start": start.isoformat()}
        call = call_of(self.secret, owner, key, "wait", asked, now)
        return self.store.once(call, Waiting, work)

    def leave(self, owner: str, key: str, office: str, start: datetime, now: datetime) -> Waiting:
        """Wait no longer. UnknownBooking for who does not wait, or was offered the place."""
        hashed = owner_hash(self.secret, owner)

        def work(work: Work) -> Waiting:
            waiting = work.waiting_of(hashed, office, start)
            if waiting is None:
                raise UnknownBooking
            work.keep_waiting(waiting, WaitingState.ENDED)
            return waiting.model_copy(update={"state": WaitingState.ENDED})

        asked = {"office": office, "start": start.isoformat()}
        return self.store.once(call_of(self.secret, owner, key, "leave", asked, now), Waiting, work)

    def mine(self, owner: str, now: datetime) -> list[Waiting]:
        """What this person waits for and may still get, earliest first."""
        waits = self.store.waitings_of(owner_hash(self.secret, owner))
        return [each for each in waits if not is_too_soon(self.plan.rules, each.start, now)]
