"""Who is reminded of what: one notice for each appointment, and for each place that is offered.

A moved appointment is another one. What is put down twice is sent once, by its key.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Protocol

from bot.bookings.booking import Booking, State
from bot.bookings.contacts import Contact, Contacts
from bot.bookings.in_words import day_in_words
from bot.bookings.plan import SHANGHAI, Plan, at
from bot.bookings.references import written
from bot.notices.notice import Notice, Template
from bot.notices.queue import Queue

_DAY = timedelta(days=1)
_REMINDER, _OFFER = "reminder", "offer"


@dataclass(frozen=True)
class ReminderRules:
    """Reminders begin at `day_before` on the day before the start, and `after_booking` at the
    soonest after it was booked; they end `until_hours` before the start. Our own choice."""

    day_before: time = time(9)
    until_hours: int = 2
    after_booking: timedelta = timedelta(hours=2)


class BookingsToRemind(Protocol):
    """The bookings of everybody. The SQL one is `bot.storage.bookings_to_remind`."""

    def booked_between(self, since: datetime, until: datetime) -> list[Booking]:
        """What is booked and starts from `since` to `until`, earliest first. StoreUnavailable."""

    def offered(self, now: datetime) -> list[Booking]:
        """Places that are held for somebody from the waiting list. StoreUnavailable."""


@dataclass(frozen=True)
class Reminders:
    """The use-case over its stores; `find` is BookingStore.find."""

    bookings: BookingsToRemind
    find: Callable[[str], Booking | None]
    contacts: Contacts
    queue: Queue
    item_name: Callable[[str], str]
    rules: ReminderRules = ReminderRules()

    def remind(self, plan: Plan, now: datetime) -> int:
        """Put down every reminder that is due; how many are new. StoreUnavailable.

        Whoever left no phone is not reminded, nor is anybody sent to an office that the plan
        holds no more.
        """
        now = now.astimezone(SHANGHAI)
        latest = at(now.date() + 2 * _DAY, time())
        booked = self.bookings.booked_between(now, latest)
        due = [each for each in booked if _begins(self.rules, each) <= now]
        offered = self.bookings.offered(now)
        put = 0
        for booking, contact in self._reached([*due, *offered]):
            notice = self._notice(plan, booking, contact, now)
            if notice and now < notice.until:
                put += self.queue.put(notice)
        return put

    def still_wanted(self, notice: Notice, now: datetime) -> bool:
        """Whether a notice is true yet, and its person to be reached. StoreUnavailable."""
        if notice.template is Template.CODE:
            return True
        kind, reference, start = notice.key.split(":", 2)
        booking = self.find(reference)
        if booking is None or booking.start != datetime.fromisoformat(start):
            return False
        state = State.BOOKED if kind == _REMINDER else State.HELD
        if booking.state is not state or booking.lapsed(now) or booking.start <= now:
            return False
        return booking.owner in self.contacts.of_owners([booking.owner])

    def _reached(self, bookings: Iterable[Booking]) -> list[tuple[Booking, Contact]]:
        """Those that nothing was put down for yet, and whose owner left a phone."""
        keys = {_key(booking): booking for booking in bookings}
        known = self.queue.known(keys) if keys else set()
        fresh = [booking for key, booking in keys.items() if key not in known]
        owners = {booking.owner for booking in fresh}
        contacts = self.contacts.of_owners(owners) if owners else {}
        return [(each, contacts[each.owner]) for each in fresh if each.owner in contacts]

    def _notice(
        self, plan: Plan, booking: Booking, contact: Contact, now: datetime
    ) -> Notice | None:
        office = plan.find(booking.office)
        if office is None:
            return None
        values = {
            "item": self.item_name(booking.item),
            "office": office.name,
            "time": _told(booking.start),
        }
        if booking.state is State.HELD:
            until = booking.held_until or now
            values["until"] = f"{until.astimezone(SHANGHAI):%H:%M}"
            template, begins = Template.PLACE_OFFERED, now
        else:
            until = booking.start - timedelta(hours=self.rules.until_hours)
            values["reference"] = written(booking.reference)
            template, begins = Template.BOOKING_REMINDER, _begins(self.rules, booking)
        return Notice(_key(booking), template, contact.phone, values, begins, until)


def _begins(rules: ReminderRules, booking: Booking) -> datetime:
    day_before = at(booking.start.astimezone(SHANGHAI).date() - _DAY, rules.day_before)
    return max(day_before, booking.changed_at + rules.after_booking)


def _key(booking: Booking) -> str:
    kind = _OFFER if booking.state is State.HELD else _REMINDER
    return f"{kind}:{booking.reference}:{booking.start.isoformat()}"


def _told(start: datetime) -> str:
    """12月3日（周四）09:00"""
    day = start.astimezone(SHANGHAI)
    return f"{day_in_words(day.date())}{day:%H:%M}"
