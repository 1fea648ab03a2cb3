"""A small invented plan, and the words in which tests about bookings speak."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from bot.bookings.availability import Availability
from bot.bookings.booking import Booking, Waiting
from bot.bookings.counter import Counter
from bot.bookings.desk import Desk
from bot.bookings.plan import SHANGHAI, Plan
from bot.bookings.store import BookingStore
from bot.bookings.waiting_list import WaitingList

SECRET = b"k" * 32
ITEM = "registration"
HOURS = ["09:00-11:00", "14:00-15:00"]
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")


def office(id: str, **more: Any) -> dict[str, Any]:
    """An office of two places a slot of half an hour."""
    return {
        "id": id,
        "name": f"演示窗口 {id}",
        "region": "示甲市",
        "demo": True,
        "items": [ITEM],
        "slot_minutes": 30,
        "capacity": 2,
        "week": {day: HOURS for day in WEEKDAYS},
        "swapped_workday": ["09:00-10:00"],
        **more,
    }


def figure(value: int) -> dict[str, Any]:
    return {"value": value, "text": "示例。"}


RULES = {
    "days_ahead_at_least": figure(1),
    "workdays_ahead_at_most": figure(5),
    "change_until_hours": figure(2),
    "bookings_a_day": figure(1),
    "misses_a_month": figure(2),
    "hold_minutes": figure(5),
    "offer_minutes": figure(30),
}


def plan(*offices: dict[str, Any], **rules: int) -> Plan:
    """A plan of these offices, or of three; rules may be altered by name."""
    held = offices or (
        office("one"),
        office("two", items=[ITEM, "loan"], slot_minutes=60),
        office("far", region="示乙市", week={"thursday": HOURS, "wednesday": HOURS}),
    )
    altered = {name: figure(value) for name, value in rules.items()}
    return Plan.model_validate({"rules": {**RULES, **altered}, "offices": list(held)})


def moment(text: str) -> datetime:
    """`11-25 09:00` of 2026 in Shanghai."""
    return datetime.strptime(f"2026-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=SHANGHAI)


# A Tuesday; one may book from Wednesday to the Tuesday after.
NOW = moment("11-24 10:00")
NINE = moment("11-25 09:00")
HALF_PAST = moment("11-25 09:30")
NEXT_DAY = moment("11-26 09:00")


@dataclass
class People:
    """Everybody who books over one store. Each call has a key of its own unless one is given."""

    store: BookingStore
    plan: Plan

    @property
    def desk(self) -> Desk:
        return Desk(self.store, self.plan, SECRET)

    @property
    def counter(self) -> Counter:
        return Counter(self.store, self.plan, SECRET)

    @property
    def availability(self) -> Availability:
        return Availability(self.store, self.plan)

    def book(self, who: str, start: datetime = NINE, **more: Any) -> Booking:
        return self.desk.book(**self._asked(who, start, more))

    def hold(self, who: str, start: datetime = NINE, **more: Any) -> Booking:
        return self.desk.hold(**self._asked(who, start, more))

    @property
    def waiting_list(self) -> WaitingList:
        return WaitingList(self.store, self.plan, SECRET)

    def wait(self, who: str, start: datetime = NINE, **more: Any) -> Waiting:
        return self.waiting_list.join(**self._asked(who, start, more))

    def leave(self, who: str, start: datetime = NINE, **more: Any) -> Waiting:
        given = {"key": key(), "office": "one", "now": NOW, **more}
        return self.waiting_list.leave(owner=who, start=start, **given)

    def confirm(self, who: str, booking: Booking, now: datetime = NOW) -> Booking:
        return self.desk.confirm(who, key(), booking.reference, now)

    def cancel(self, who: str, booking: Booking, now: datetime = NOW) -> Booking:
        return self.desk.cancel(who, key(), booking.reference, now)

    def change(
        self, who: str, booking: Booking, start: datetime, office: str = "one", now: datetime = NOW
    ) -> Booking:
        return self.desk.change(who, key(), booking.reference, office, start, now)

    def miss(self, booking: Booking, now: datetime) -> Booking:
        return self.counter.mark_missed("officer", key(), booking.reference, now)

    def free(self, start: datetime = NINE, now: datetime = NOW, office: str = "one") -> int:
        found = self.availability.of_day(office, ITEM, start.date(), now)
        return next(each.free for each in found if each.slot.start == start)

    def _asked(self, who: str, start: datetime, more: dict[str, Any]) -> dict[str, Any]:
        given = {"key": key(), "office": "one", "item": ITEM, "now": NOW, **more}
        return {"owner": who, "start": start, **given}


def key() -> str:
    """An idempotency key that nobody has used."""
    return uuid4().hex
