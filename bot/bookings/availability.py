"""What is free: the slots of a day, and the nearest free ones to a slot that is not."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.bookings.plan import OfficePlan, Plan, at
from bot.bookings.slots import Slot, slots_of
from bot.bookings.store import BookingStore
from bot.bookings.window import check_window
from bot.cards import SlotLine
from bot.errors import CalendarNotPublished, ItemNotServed, TooFarAhead


@dataclass(frozen=True)
class FreeSlot:
    """A slot with the number of its places that nobody has."""

    slot: Slot
    free: int


def slot_line(free: FreeSlot, plan: Plan) -> SlotLine:
    """A free slot as a person reads it."""
    office = plan.office(free.slot.office)
    return SlotLine(
        office=office.id,
        office_name=office.name,
        region=office.region,
        demo=office.demo,
        start=free.slot.start.isoformat(),
        end=free.slot.end.isoformat(),
        free=free.free,
    )


@dataclass(frozen=True)
class Availability:
    """Reads the store; what it says may be taken the next moment."""

    store: BookingStore
    plan: Plan

    def of_day(self, office: str, item: str, day: date, now: datetime) -> list[FreeSlot]:
        """Every slot of a day that may be booked. TooSoon, TooFarAhead, CalendarNotPublished."""
        planned = self._serving(office, item)
        self._check(day, now)
        return self._counted(slots_of(planned, day), now)

    def days(self, now: datetime) -> list[date]:
        """The days that may be booked, open or closed, as far as the calendar is known."""
        days = []
        day = now.date() + timedelta(days=self.plan.rules.days_ahead_at_least.value)
        with suppress(TooFarAhead, CalendarNotPublished):
            while True:
                self._check(day, now)
                days.append(day)
                day += timedelta(days=1)
        return days

    def nearest(
        self, office: str, item: str, start: datetime, now: datetime, most: int = 3
    ) -> list[FreeSlot]:
        """Free slots near `start`: at this office, then at others of the item on the same day.

        Up to `most` of each, the nearest in time first; offices of the same region before others.
        """
        here = self._serving(office, item)
        days = self.days(now)
        ahead = [slot for day in days for slot in slots_of(here, day)]
        others = [each for each in self.plan.offices if item in each.items and each != here]
        same_day = [day for day in days if day == start.date()]
        elsewhere = [slot for day in same_day for each in others for slot in slots_of(each, day)]
        regions = {each.id: each.region for each in self.plan.offices}

        def far(found: FreeSlot) -> tuple[bool, timedelta, datetime, str]:
            slot = found.slot
            apart = regions[slot.office] != here.region
            return apart, abs(slot.start - start), slot.start, slot.office

        free = [
            sorted((each for each in self._counted(slots, now) if each.free), key=far)[:most]
            for slots in (ahead, elsewhere)
        ]
        return [*free[0], *free[1]]

    def _check(self, day: date, now: datetime) -> None:
        check_window(self.plan.rules, at(day, time(12)), now)

    def _serving(self, office: str, item: str) -> OfficePlan:
        planned = self.plan.office(office)
        if item not in planned.items:
            raise ItemNotServed
        return planned

    def _counted(self, slots: list[Slot], now: datetime) -> list[FreeSlot]:
        if not slots:
            return []
        starts = [slot.start for slot in slots]
        offices = {slot.office for slot in slots}
        taken = self.store.taken(offices, min(starts), max(starts), now)
        return [
            FreeSlot(slot, max(0, slot.capacity - taken.get((slot.office, slot.start), 0)))
            for slot in slots
        ]
