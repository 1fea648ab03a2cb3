"""Which time: those that are free are offered; exactly one that is meant is taken."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from actions.booking_message import Answer, BookingMessage
from actions.booking_replies import CREATE
from actions.booking_state import BookingState
from bot.bookings.availability import FreeSlot
from bot.bookings.booking import Booking
from bot.bookings.choices import BookingChoice
from bot.bookings.in_words import day_in_words, time_in_words
from bot.bookings.plan import OfficePlan
from bot.bookings.plan import at as moment
from bot.bookings.slots import slots_of
from bot.errors import BookingRefused, NoSuchSlot, SlotFull
from bot.outcomes import Outcome
from bot.policies.service_items import ServiceItem
from bot.understanding.statements import asks
from bot.understanding.when import NoSuchTime, NotPublished, When
from bot.understanding.when_times import DayPart

_OFFERED = 4
# More than the slots that can be booked.
_ALL = 1000
_NOON = time(12)
_MORNING = time(9)


@dataclass(frozen=True)
class Wish:
    """What is to be done, and where; `moving` is the booking that is to be moved there.

    `take` books or moves to the one time that is meant.
    """

    item: ServiceItem
    office: OfficePlan
    take: Callable[[BookingState, datetime], Answer]
    moving: Booking | None = None


class Times:
    """Answers of one message that is about a time."""

    def __init__(self, message: BookingMessage) -> None:
        self._message = message

    def answer(self, state: BookingState, wish: Wish) -> Answer:
        """The time that `state.when` means, taken; else times to choose from. BookingRefused."""
        message = self._message
        when = message.read(state.when)
        if isinstance(when, NotPublished | NoSuchTime):
            return self._unclear(state, when)
        if when and when.shift and wish.moving:
            return wish.take(state, wish.moving.start + when.shift)
        if when is None or (when.earliest and not when.days):
            return self._nearest(state, wish, when)
        named = [day for day in when.days if day not in when.not_days]
        if not named and state.day and not when.any_day:
            # “换成下午三点” is of the day that was talked of.
            named = [date.fromisoformat(state.day)]
        if when.time and when.exact and len(named) == 1:
            return self._at_that_time(state, wish, named[0], when.time)
        return self._on(state, wish, named, when)

    def others_near(
        self, state: BookingState, wish: Wish, start: datetime, why: BookingRefused
    ) -> Answer:
        """What is free near `start`, which is full or closed."""
        message, replies = self._message, self._message.replies(state.journey)
        near = self._near(wish, start)
        time = f"{day_in_words(start.date())}{start:%H:%M}"
        words = "utter_booking_full" if isinstance(why, SlotFull) else "utter_booking_not_open"
        if not near:
            words = "utter_booking_full_nothing_near"
        text = message.says(words, time=time)
        waiting = None
        if isinstance(why, SlotFull) and not wish.moving:
            item, office = wish.item.id, wish.office.id
            waiting = BookingChoice(intent=CREATE, item=item, office=office, start=start, wait=True)
        refused = Outcome.BOOKING_REFUSED
        reply = replies.times(text, wish.item, near, wish.moving, refused, waiting)
        again = replace(state, when=None, day=start.date().isoformat())
        return reply, message.asked(again, "when")

    def _unclear(self, state: BookingState, when: NotPublished | NoSuchTime) -> Answer:
        """Why the time that was named cannot be told."""
        message = self._message
        if isinstance(when, NotPublished):
            text = message.says("utter_booking_unpublished", year=when.year)
        else:
            text = message.says("utter_booking_no_such_time", said=when.said)
        reply = message.replies(state.journey).unclear_day(text)
        return reply, message.asked(replace(state, when=None), "when")

    def _nearest(self, state: BookingState, wish: Wish, when: When | None) -> Answer:
        """The first free times, where none was named; the very first is taken if that is meant."""
        message, replies = self._message, self._message.replies(state.journey)
        at, moving = message.at, wish.moving
        free = at.free.nearest(wish.office.id, wish.item.id, at.now, at.now, _ALL)
        free = [each for each in free if each.slot.office == wish.office.id]
        free = [each for each in free if when is None or _fits(each, when)][:_OFFERED]
        if free and when and not moving and not asks(state.when or ""):
            # “越快越好”
            return wish.take(state, free[0].slot.start)
        words = "utter_booking_change_when" if moving else "utter_booking_when"
        values = {"office": wish.office.name, "item": wish.item.name}
        if moving:
            values["time"] = time_in_words(moving.start, moving.end)
        reply = replies.times(message.says(words, **values), wish.item, free, moving)
        return reply, message.asked(state, "when")

    def _on(self, state: BookingState, wish: Wish, named: Sequence[date], when: When) -> Answer:
        """The free times of the days that are named, or of any; of the part that is meant."""
        message, replies = self._message, self._message.replies(state.journey)
        at = message.at
        days = named or [day for day in at.free.days(at.now) if day not in when.not_days]
        free, refusal = self._free_on(wish, days)
        fitting = [each for each in free if _fits(each, when)]
        if fitting:
            if len(named) == 1:
                # “上午十点” may follow.
                state = replace(state, day=named[0].isoformat())
            return self._offered(state, wish, fitting[:_OFFERED])
        if refusal and not free and named:
            raise refusal
        day = days[0] if days else at.now.date()
        near = self._near(wish, moment(day, when.time or _MORNING))
        text = message.says("utter_booking_nothing_then", day=day_in_words(day))
        reply = replies.times(text, wish.item, near, wish.moving, Outcome.BOOKING_REFUSED)
        return reply, message.asked(state, "when")

    def _at_that_time(self, state: BookingState, wish: Wish, day: date, hour: time) -> Answer:
        """The slot of that very time: taken, or what is near it."""
        free, refusal = self._free_on(wish, [day])
        if refusal:
            raise refusal
        wanted = moment(day, hour)
        slots = slots_of(wish.office, day)
        if any(slot.start == wanted for slot in slots):
            return wish.take(state, wanted)
        if not any(slot.start <= wanted < slot.end for slot in slots):
            return self.others_near(state, wish, wanted, NoSuchSlot())
        # It begins a little earlier or later: whoever came at that hour might be too late.
        near = sorted(free, key=lambda each: abs(each.slot.start - wanted))[:_OFFERED]
        near.sort(key=lambda each: each.slot.start)
        return self._offered(replace(state, day=day.isoformat()), wish, near)

    def _offered(self, state: BookingState, wish: Wish, free: Sequence[FreeSlot]) -> Answer:
        message = self._message
        text = message.says("utter_booking_times", office=wish.office.name, item=wish.item.name)
        reply = message.replies(state.journey).times(text, wish.item, free, wish.moving)
        return reply, message.asked(state, "when")

    def _near(self, wish: Wish, start: datetime) -> list[FreeSlot]:
        at = self._message.at
        return at.free.nearest(wish.office.id, wish.item.id, start, at.now)[:_OFFERED]

    def _free_on(
        self, wish: Wish, days: Sequence[date]
    ) -> tuple[list[FreeSlot], BookingRefused | None]:
        """The free slots of `days`, and why the first day that cannot be booked cannot."""
        at = self._message.at
        free: list[FreeSlot] = []
        refusal: BookingRefused | None = None
        for day in days:
            try:
                found = at.free.of_day(wish.office.id, wish.item.id, day, at.now)
            except BookingRefused as error:
                refusal = refusal or error
            else:
                free += [each for each in found if each.free]
        return free, refusal


def _fits(free: FreeSlot, when: When) -> bool:
    """Whether a slot lies in the part of the day that is meant, and is no other time."""
    start = free.slot.start.time()
    if when.time and not (start <= when.time < free.slot.end.time()):
        return when.time <= start if not when.exact else False
    if when.until and free.slot.end.time() > when.until:
        return False
    lies = {DayPart.MORNING: start < _NOON, DayPart.AFTERNOON: start >= _NOON}
    lies |= {DayPart.EVENING: False, DayPart.ANY: True}
    wanted = lies[when.part] if when.part else True
    return wanted and not (when.not_part and lies[when.not_part])
