"""A booking that is talked about: what, where, when, then a place that is kept, then confirmed.

One message in, one call at the desk, one reply out; what is under way is kept in one slot.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import cached_property
from typing import Any

from rasa_sdk.interfaces import Tracker

from actions.booking_replies import CANCEL, CHANGE, CREATE, QUERY, BookingReplies
from actions.booking_state import BookingState, read_booking_state
from actions.item_talk import region_of
from actions.said import Said
from bot.bookings.availability import Availability, FreeSlot
from bot.bookings.booking import Booking, State
from bot.bookings.choices import read_booking_choice
from bot.bookings.desk import Desk
from bot.bookings.plan import OfficePlan, Plan
from bot.bookings.plan import at as moment
from bot.bookings.references import read_reference
from bot.bookings.slots import slots_of
from bot.bootstrap import BookingParts, Core
from bot.cards import Message, Reply, Topic
from bot.errors import BookingRefused, KeyReused, NoSuchSlot, SlotFull
from bot.outcomes import ASKING, Outcome
from bot.policies.one_visit_replies import meant
from bot.policies.service_items import ServiceItem
from bot.policies.store import Edition
from bot.understanding.short_replies import stops, yes_or_no
from bot.understanding.statements import asks
from bot.understanding.when import NoSuchTime, NotPublished, When, read_when
from bot.understanding.when_times import DayPart

Answer = tuple[Reply, dict[str, Any]]
_TIMES_OFFERED = 4
_NOON = time(12)
_OURS = ("booking_", "inform")
# After so many other topics what was asked is left.
_ASIDES = 2
# So much beside a day may still be no more than an answer: “下周三上午可以吗”.
_LITTLE = 3
_REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 \-]{6,14}[A-Za-z0-9]")
_CONFIRMS = re.compile(
    r"(?:好的?|行|可以|没问题|确[认定](?:预约|取消|要取消)?|取消吧|就这个|就它|就约这个|对的?|是的?|嗯+|恩+|要[的得]?|ok|约吧|定了|订了|没错|中|成|得)"
    r"(?:吧|呀|啊|了|的|哈|谢谢|,|，|。|！|!| )*",
    re.IGNORECASE,
)
_OTHER_TIME = re.compile(
    r"换(?:个|一个)?(?:时间|时段|别的|一天)|改(?:个)?时间|别的时间|时间不行|没空"
)
_LETS_GO = re.compile(r"不(?:约|预约|要|去|用)了|算了|取消|别约了|先不约")
_NOT_CANCELLED = r"(?:(?<!要)不|没有?|别)(?:要|用|想|是|说|打算)*取消|留着"
_KEEPS_HELD = re.compile(_NOT_CANCELLED)
_KEEPS = re.compile(rf"{_NOT_CANCELLED}|还是去")
_CANCELS = re.compile(r"取消|不(?:约|预约|要|去|用)了|别约了|先不约")


@dataclass(frozen=True)
class _At:
    """The desk as it is for one message."""

    desk: Desk
    plan: Plan
    free: Availability
    now: datetime


class BookingTurn:
    """One message, as far as it is about bookings."""

    def __init__(self, core: Core, edition: Edition, tracker: Tracker, said: Said) -> None:
        self._core = core
        self._edition = edition
        self._tracker = tracker
        self._said = said
        self._choice = read_booking_choice(said.text)
        self.state = read_booking_state(tracker.slots)
        self._owner = tracker.sender_id

    @cached_property
    def _at(self) -> _At | None:
        """The desk, looked for only where a message is about bookings; None without a plan."""
        parts = self._core.bookings
        plan = parts.appointments.plan if parts else None
        return _at_desk(parts, plan) if parts and plan else None

    # -- the message as a whole

    def answer(self, intent: str) -> Answer:
        """The answer to a message about bookings."""
        if self._at is None:
            today = self._core.today()
            # Without a plan there is nothing to write but that.
            return _unavailable(self._edition, intent, today), {"booking": None}
        intent = self._choice.intent if self._choice else intent
        try:
            if intent == QUERY:
                return self._replies(QUERY).mine(self._mine()), {}
            if intent == CANCEL:
                return self._cancel()
            if intent == CHANGE:
                return self._change()
            return self._create()
        except BookingRefused as refusal:
            return self._replies(intent).refused(refusal), {"booking": None}

    def carry_on(self) -> Answer | None:
        """The answer, where the message goes on with what was asked; None for one of its own."""
        state = self.state
        if not state.asked or self._said.text.startswith("/") or self._at is None:
            return None
        of_this = state.asked in ("item", "which") or self._said.intent.startswith("booking_")
        if self._said.links.policies and not of_this:
            return None
        if self._asks_something_else():
            return None
        try:
            return self._carried_on(state)
        except BookingRefused as refusal:
            return self._replies(state.journey).refused(refusal), {"booking": None}

    def stop(self) -> Answer | None:
        """“算了”: what is kept is given back, what was asked is left."""
        if not self.state.asked or self._at is None:
            return None
        held = self._held()
        if held and _KEEPS_HELD.search(self._said.text):
            return self._on_confirming(self.state, self._said.text)
        if self.state.asked != "sure":
            return self._let_go()
        try:
            # “取消” is what was asked, “算了” is not.
            return self._on_cancelling(self.state, self._said.text) or self._kept()
        except BookingRefused as refusal:
            return self._replies(CANCEL).refused(refusal), {"booking": None}

    def after_an_aside(self, reply: Reply, slots: dict[str, Any]) -> Answer:
        """`reply` to something else, and the place that is still kept.

        Where another question is open, or after two asides, a day or a yes is no longer for us.
        """
        state = self.state
        if not state.asked or "booking" in slots or self._at is None:
            return reply, slots
        if reply.status == Outcome.STARTED_OVER:
            return reply, slots
        left = reply.status in ASKING or state.asides + 1 >= _ASIDES
        after = replace(state, asked=None if left else state.asked, asides=state.asides + 1)
        slots = {**slots, "booking": after.slot()}
        held = self._held() if state.asked == "confirm" else None
        if held is None:
            return reply, slots
        messages = [*reply.messages, self._replies(CREATE).still_held(held)]
        return reply.model_copy(update={"messages": messages}), slots

    # -- making one

    def _create(self) -> Answer:
        choice = self._choice
        if choice and choice.sure and choice.reference:
            return self._confirm(choice.reference)
        state = BookingState(journey=CREATE)
        if self._is_making_one():
            state = self.state
        return self._go_on(self._with_what_was_said(state))

    def _is_making_one(self) -> bool:
        """Whether a booking is being made, and no place is kept yet."""
        return self.state.journey == CREATE and self.state.asked in ("item", "office", "when")

    def _with_what_was_said(self, state: BookingState) -> BookingState:
        choice = self._choice
        if choice:
            state = replace(
                state, item=choice.item or state.item, office=choice.office or state.office
            )
            return replace(state, start=choice.start.isoformat()) if choice.start else state
        if (item := self._item_named()) and item != state.item:
            state = replace(state, item=item, office=None)
        if self._said.links.regions or not state.region:
            state = replace(
                state, region=region_of(self._said, self._tracker, self._edition.knowledge)
            )
        if office := self._office_named():
            state = replace(state, office=office)
        if self._when_said():
            state = replace(state, when=self._said.text)
        return state

    def _go_on(self, state: BookingState) -> Answer:
        """Ask for the first thing that is missing, else keep a place."""
        at, replies = self._desk(), self._replies(CREATE)
        knowledge = self._edition.knowledge
        bookable = {item.id for item in replies.bookable()}
        if state.item is None or state.item not in bookable:
            named = knowledge.service_items.get(state.item or "")
            reply = replies.which_item(named.name if named else None)
            return reply, self._asked(replace(state, item=None), "item")
        item = knowledge.service_items[state.item]
        offices = [office for office in at.plan.offices if item.id in office.items]
        office = next((each for each in offices if each.id == state.office), None)
        if office is None:
            near = [each for each in offices if self._is_near(each, state.region)]
            if len(near) == 1:
                office = near[0]
            else:
                nowhere = state.region if state.region and not near else None
                reply = replies.which_office(item, near or offices, nowhere)
                return reply, self._asked(state, "office")
        state = replace(state, office=office.id, region=office.region)
        try:
            if state.start:
                start = datetime.fromisoformat(state.start)
                return self._hold(replace(state, start=None), item, office, start)
            return self._times(state, item, office, self._hold)
        except BookingRefused as refusal:
            # Another time may do.
            again = replace(state, when=None, start=None)
            return replies.refused(refusal), self._asked(again, "when")

    def _hold(
        self, state: BookingState, item: ServiceItem, office: OfficePlan, start: datetime
    ) -> Answer:
        at, replies = self._desk(), self._replies(CREATE)
        try:
            held = at.desk.hold(self._owner, self._key("hold"), office.id, item.id, start, at.now)
        except (SlotFull, NoSuchSlot) as error:
            return self._others_near(state, item, office, start, error)
        day = start.date().isoformat()
        state = replace(state, when=None, day=day, held=held.reference, asked="confirm")
        return replies.held(held, item, office.region), self._slots(state, item)

    def _confirm(self, reference: str) -> Answer:
        at = self._desk()
        booked = at.desk.confirm(self._owner, self._key("confirm"), reference, at.now)
        item = self._edition.knowledge.service_items.get(booked.item)
        return self._replies(CREATE).booked(booked, item, moved=False), {"booking": None}

    # -- which time

    def _times(
        self,
        state: BookingState,
        item: ServiceItem,
        office: OfficePlan,
        take: Callable[[BookingState, ServiceItem, OfficePlan, datetime], Answer],
        moving: Booking | None = None,
    ) -> Answer:
        """Offer times; where exactly one is meant, `take` it."""
        at, replies = self._desk(), self._replies(state.journey)
        says = self._edition.answerer.says
        when = self._read(state.when)
        asked = self._asked(state, "when")
        if isinstance(when, NotPublished):
            text = says("utter_booking_unpublished", year=when.year)
            return replies.unclear_day(text), self._asked(replace(state, when=None), "when")
        if isinstance(when, NoSuchTime):
            text = says("utter_booking_no_such_time", said=when.said)
            return replies.unclear_day(text), self._asked(replace(state, when=None), "when")
        if when and when.shift and moving:
            return take(state, item, office, moving.start + when.shift)
        if when is None or (when.earliest and not when.days):
            free = at.free.nearest(office.id, item.id, at.now, at.now, _TIMES_OFFERED)
            free = [each for each in free if each.slot.office == office.id]
            words = "utter_booking_change_when" if moving else "utter_booking_when"
            values = {"office": office.name, "item": item.name}
            if moving:
                values["time"] = replies.time(moving.start, moving.end)
            return replies.times(says(words, **values), item, free, moving), asked
        named = [day for day in when.days if day not in when.not_days]
        if not named and state.day and not when.any_day:
            # “换成下午三点” is of the day that was talked of.
            named = [date.fromisoformat(state.day)]
        days = named or [day for day in self._next_days() if day not in when.not_days]
        free, refusal = self._free_on(office, item, days)
        fitting = [each for each in free if _fits(each, when)]
        if when.time and when.exact and len(named) == 1:
            return self._at_that_time(state, item, office, days[0], when, take, refusal, moving)
        if fitting:
            text = says("utter_booking_times", office=office.name, item=item.name)
            if len(named) == 1:
                # “上午十点” may follow.
                asked = self._asked(replace(state, day=named[0].isoformat()), "when")
            return replies.times(text, item, fitting[:_TIMES_OFFERED], moving), asked
        if refusal and not free and named:
            raise refusal
        day = replies.day(days[0])
        near = self._near(office, item, moment(days[0], when.time or time(9)))
        text = says("utter_booking_nothing_then", day=day)
        return replies.times(text, item, near, moving, Outcome.BOOKING_REFUSED), asked

    def _at_that_time(
        self,
        state: BookingState,
        item: ServiceItem,
        office: OfficePlan,
        day: date,
        when: When,
        take: Callable[[BookingState, ServiceItem, OfficePlan, datetime], Answer],
        refusal: BookingRefused | None,
        moving: Booking | None,
    ) -> Answer:
        """The slot of that very time: taken, or what is near it."""
        assert when.time
        if refusal:
            raise refusal
        wanted = moment(day, when.time)
        slots = slots_of(office, day)
        if any(slot.start == wanted for slot in slots):
            return take(state, item, office, wanted)
        if not any(slot.start <= wanted < slot.end for slot in slots):
            return self._others_near(state, item, office, wanted, NoSuchSlot(), moving)
        # It begins a little earlier or later: whoever came at that hour might be too late.
        free, _ = self._free_on(office, item, [day])
        near = sorted(free, key=lambda each: abs(each.slot.start - wanted))[:_TIMES_OFFERED]
        near.sort(key=lambda each: each.slot.start)
        says = self._edition.answerer.says
        text = says("utter_booking_times", office=office.name, item=item.name)
        reply = self._replies(state.journey).times(text, item, near, moving)
        return reply, self._asked(replace(state, day=day.isoformat()), "when")

    def _others_near(
        self,
        state: BookingState,
        item: ServiceItem,
        office: OfficePlan,
        start: datetime,
        why: BookingRefused,
        moving: Booking | None = None,
    ) -> Answer:
        replies, says = self._replies(state.journey), self._edition.answerer.says
        near = self._near(office, item, start)
        time = f"{replies.day(start.date())}{start:%H:%M}"
        words = "utter_booking_full" if isinstance(why, SlotFull) else "utter_booking_not_open"
        if not near:
            words = "utter_booking_full_nothing_near"
        reply = replies.times(says(words, time=time), item, near, moving, Outcome.BOOKING_REFUSED)
        day = start.date().isoformat()
        return reply, self._asked(replace(state, when=None, day=day), "when")

    def _near(self, office: OfficePlan, item: ServiceItem, start: datetime) -> list[FreeSlot]:
        at = self._desk()
        return at.free.nearest(office.id, item.id, start, at.now)[:_TIMES_OFFERED]

    def _free_on(
        self, office: OfficePlan, item: ServiceItem, days: Sequence[date]
    ) -> tuple[list[FreeSlot], BookingRefused | None]:
        """The free slots of `days`, and why the first day that cannot be booked cannot."""
        at = self._desk()
        free: list[FreeSlot] = []
        refusal: BookingRefused | None = None
        for day in days:
            try:
                free += [
                    each for each in at.free.of_day(office.id, item.id, day, at.now) if each.free
                ]
            except BookingRefused as error:
                refusal = refusal or error
        return free, refusal

    def _next_days(self) -> list[date]:
        """“上午”, of whatever day: those that may be booked."""
        at = self._desk()
        first = at.now.date().toordinal() + at.plan.rules.days_ahead_at_least.value
        return [date.fromordinal(first + ahead) for ahead in range(7)]

    # -- one of one's own

    def _cancel(self) -> Answer:
        choice = self._choice
        if choice and choice.reference and choice.sure:
            return self._end(choice.reference)
        booking, several = self._one_of_mine()
        replies = self._replies(CANCEL)
        if several:
            return replies.which_of(several, CANCEL), self._asked(BookingState(CANCEL), "which")
        if booking is None:
            return self._let_go() if self.state.asked else (replies.mine([]), {"booking": None})
        if booking.state is State.HELD:
            return self._end(booking.reference)
        state = BookingState(CANCEL, reference=booking.reference, asked="sure")
        return replies.sure_to_cancel(booking), {"booking": state.slot()}

    def _end(self, reference: str) -> Answer:
        at = self._desk()
        before = at.desk.show(self._owner, reference, at.now)
        ended = at.desk.cancel(self._owner, self._key("cancel"), reference, at.now)
        was_held = before.state in (State.HELD, State.EXPIRED)
        words = "utter_booking_let_go" if was_held else "utter_booking_cancelled"
        return self._replies(CANCEL).ended(words, None if was_held else ended), {"booking": None}

    def _change(self) -> Answer:
        choice = self._choice
        booking, several = self._one_of_mine()
        replies = self._replies(CHANGE)
        if several:
            return replies.which_of(several, CHANGE), self._asked(BookingState(CHANGE), "which")
        if booking is None and self._is_making_one():
            # “换个时间”, before anything is booked.
            again = replace(self.state, when=None, day=None, start=None)
            return self._go_on(self._with_what_was_said(again))
        if booking is None:
            return replies.mine([]), {"booking": None}
        if booking.state is State.HELD:
            return self._change_held(booking)
        state = BookingState(CHANGE, reference=booking.reference)
        if choice and choice.start:
            return self._move(state, booking, choice.office or booking.office, choice.start)
        if not choice and self.state.asked != "which" and self._when_said():
            state = replace(state, when=self._said.text)
        return self._move_when(state, booking)

    def _change_held(self, held: Booking) -> Answer:
        """A place that waits to be confirmed has no reference to keep: another is kept instead."""
        state = BookingState(
            CREATE,
            asked="confirm",
            item=held.item,
            office=held.office,
            day=held.start.date().isoformat(),
            held=held.reference,
        )
        which, self.state = self.state.asked == "which", state
        if which:
            return self._asked_again(state, held)
        if self._choice and self._choice.start:
            start = self._choice.start.isoformat()
            office = self._choice.office or state.office
            return self._instead(replace(state, office=office, held=None, start=start), held)
        return self._on_confirming(state, self._said.text) or self._asked_again(state, held)

    def _move_when(self, state: BookingState, booking: Booking) -> Answer:
        at = self._desk()
        office = at.plan.office(booking.office)
        item = self._edition.knowledge.service_items[booking.item]

        def take(
            state: BookingState, _: ServiceItem, office: OfficePlan, start: datetime
        ) -> Answer:
            return self._move(state, booking, office.id, start)

        # “周五”, then “上午十点”: the day that was named last.
        day = state.day or booking.start.date().isoformat()
        state = replace(state, item=item.id, day=day)
        try:
            return self._times(state, item, office, take, booking)
        except BookingRefused as refusal:
            again = replace(state, when=None)
            return self._replies(CHANGE).refused(refusal), self._asked(again, "when")

    def _move(self, state: BookingState, booking: Booking, office: str, start: datetime) -> Answer:
        at = self._desk()
        item = self._edition.knowledge.service_items.get(booking.item)
        try:
            moved = at.desk.change(
                self._owner, self._key("change"), booking.reference, office, start, at.now
            )
        except (SlotFull, NoSuchSlot) as error:
            assert item
            planned = at.plan.office(office)
            return self._others_near(state, item, planned, start, error, booking)
        except KeyReused:
            # “推迟一天” that comes again has moved it already.
            moved = booking
        return self._replies(CHANGE).booked(moved, item, moved=True), {"booking": None}

    def _one_of_mine(self) -> tuple[Booking | None, list[Booking]]:
        """The booking that is meant; or those that may be."""
        at = self._desk()
        named = self._choice.reference if self._choice else self._reference_said()
        if named:
            return at.desk.show(self._owner, named, at.now), []
        mine = self._mine()
        if len(mine) > 1 and self.state.reference:
            mine = [each for each in mine if each.reference == self.state.reference] or mine
        links = self._said.links
        item = self._item_named() if links.service_items or links.policies else None
        mine = [each for each in mine if each.item == item] or mine
        when = self._read(self._said.text) if self.state.asked == "which" else None
        if isinstance(when, When):
            mine = [each for each in mine if each.start.date() in when.days] or mine
        return (mine[0], []) if len(mine) == 1 else (None, mine)

    # -- going on

    def _carried_on(self, state: BookingState) -> Answer | None:
        text = self._said.text.strip()
        if state.asked == "confirm":
            return self._on_confirming(state, text)
        if state.asked == "sure":
            return self._on_cancelling(state, text)
        if stops(text) or _LETS_GO.fullmatch(text):
            return self._let_go()
        if state.journey == CHANGE and state.reference and self._when_said():
            at = self._desk()
            booking = at.desk.show(self._owner, state.reference, at.now)
            return self._move_when(replace(state, when=text), booking)
        if state.asked == "which" and self._says_which():
            return self._cancel() if state.journey == CANCEL else self._change()
        if state.journey == CREATE and self._says_what_was_asked(state):
            return self._go_on(self._with_what_was_said(state))
        return None

    def _asks_something_else(self) -> bool:
        """“今天南京下雨吗” names a day and a place, and is no answer."""
        when = self._read(self._said.text)
        text = self._said.text
        rest = text[: when.start] + text[when.end :] if isinstance(when, When) else text
        foreign = not self._said.intent.startswith(_OURS)
        return foreign and asks(text) and len(rest) > _LITTLE

    def _says_which(self) -> bool:
        links = self._said.links
        named = links.service_items or links.policies
        return bool(named) or self._reference_said() is not None or self._when_said()

    def _says_what_was_asked(self, state: BookingState) -> bool:
        links = self._said.links
        if state.asked == "item":
            return self._item_named() is not None
        if state.asked == "office" and (links.regions or self._office_named()):
            return True
        return self._when_said()

    def _on_cancelling(self, state: BookingState, text: str) -> Answer | None:
        if _KEEPS.search(text) or yes_or_no(text, "") is False:
            return self._kept()
        if _CONFIRMS.fullmatch(text) or (_CANCELS.search(text) and not asks(text)):
            return self._end(state.reference or "")
        return None

    def _on_confirming(self, state: BookingState, text: str) -> Answer | None:
        held = self._held()
        keeps = held is not None and _KEEPS_HELD.search(text) is not None
        if _OTHER_TIME.search(text) and not self._when_said():
            again = replace(state, held=None, when=None, day=None, start=None)
            self._give_back(state)
            return self._go_on(again)
        if not keeps and (_LETS_GO.search(text) or stops(text)):
            return self._let_go()
        if _CONFIRMS.fullmatch(text):
            return self._confirm(state.held or "")
        when = self._read(text)
        if isinstance(when, When) and when.shift and held:
            start = (held.start + when.shift).isoformat()
            return self._instead(replace(state, when=None, held=None, start=start), held)
        if when is not None:
            return self._instead(replace(state, when=text, held=None, start=None), held)
        return self._asked_again(state, held) if keeps and held else None

    def _asked_again(self, state: BookingState, held: Booking) -> Answer:
        item = self._edition.knowledge.service_items[held.item]
        reply = self._replies(CREATE).held(held, item, state.region)
        return reply, self._asked(state, "confirm")

    def _instead(self, other: BookingState, held: Booking | None) -> Answer:
        """Another time: the place that is kept is given back with the new one, and not before."""
        reply, slots = self._go_on(other)
        if held is None or reply.status != Outcome.BOOKING_REFUSED:
            return reply, slots
        messages = [*reply.messages, self._replies(CREATE).still_held(held)]
        kept = {"booking": self.state.slot()}
        return reply.model_copy(update={"messages": messages}), {**slots, **kept}

    def _let_go(self) -> Answer:
        held = self._held()
        if held:
            return self._end(held.reference)
        return self._replies(self.state.journey).ended("utter_booking_left", None), {
            "booking": None
        }

    def _give_back(self, state: BookingState) -> None:
        at = self._desk()
        if state.held:
            at.desk.cancel(self._owner, self._key("cancel"), state.held, at.now)

    def _kept(self) -> Answer:
        at = self._desk()
        booking = at.desk.show(self._owner, self.state.reference or "", at.now)
        return self._replies(CANCEL).kept(booking), {"booking": None}

    def _held(self) -> Booking | None:
        if not self.state.held:
            return None
        held = [each for each in self._mine() if each.reference == self.state.held]
        return held[0] if held and held[0].state is State.HELD else None

    # -- what was said

    def _item_named(self) -> str | None:
        links = self._said.links
        slots = {} if links.service_items or links.policies else self._tracker.slots
        bookable = {item.id for item in self._replies(CREATE).bookable()}
        found = meant(links, slots, self._edition).items
        several = [item.id for item in found if item.id in bookable] or [i.id for i in found]
        return several[0] if len(several) == 1 else None

    def _office_named(self) -> str | None:
        named = [o.id for o in self._desk().plan.offices if o.name in self._said.text]
        return named[0] if len(named) == 1 else None

    def _reference_said(self) -> str | None:
        for match in _REFERENCE.finditer(self._said.text):
            if found := read_reference(match[0]):
                return found
        return None

    def _when_said(self) -> bool:
        return self._read(self._said.text) is not None

    def _read(self, text: str | None) -> When | NoSuchTime | NotPublished | None:
        if not text or text.startswith("/"):
            return None
        return read_when(text, self._desk().now)

    def _is_near(self, office: OfficePlan, region: str | None) -> bool:
        return region is None or self._edition.knowledge.concerns(office.region, region)

    # -- parts

    def _desk(self) -> _At:
        assert self._at
        return self._at

    def _mine(self) -> list[Booking]:
        at = self._desk()
        return at.desk.mine(self._owner, at.now)

    def _key(self, action: str) -> str:
        """One key a message: the same message that comes again does nothing twice."""
        latest = self._tracker.latest_message or {}
        return f"{action}:{latest.get('message_id') or latest.get('timestamp') or self._said.text}"

    def _replies(self, journey: str) -> BookingReplies:
        return BookingReplies(self._edition, self._desk().plan, journey, self._core.today())

    def _asked(self, state: BookingState, what: str) -> dict[str, Any]:
        item = self._edition.knowledge.service_items.get(state.item or "")
        return self._slots(replace(state, asked=what, asides=0), item)

    def _slots(self, state: BookingState, item: ServiceItem | None) -> dict[str, Any]:
        slots: dict[str, Any] = {"booking": state.slot()}
        if item:
            # “要带什么” afterwards is about this.
            slots |= {"service_item": item.id, "policy": item.policy, "version": None}
        return slots


def _at_desk(parts: BookingParts, plan: Plan) -> _At:
    desk = Desk(parts.store, plan, parts.secret)
    return _At(desk, plan, Availability(parts.store, plan), parts.now())


def _unavailable(edition: Edition, journey: str, today: date) -> Reply:
    message = Message(
        text=edition.answerer.says("utter_booking_unavailable"),
        card=edition.answerer.contact_card(),
    )
    topic = Topic(journey=journey)
    return Reply(messages=[message], status=Outcome.NOT_OFFERED, topic=topic, as_of=today)


def _fits(free: FreeSlot, when: When) -> bool:
    """Whether a slot lies in the part of the day that is meant, and is no other time."""
    start = free.slot.start.time()
    if when.time and not (free.slot.start.time() <= when.time < free.slot.end.time()):
        return when.time <= start if not when.exact else False
    if when.until and free.slot.end.time() > when.until:
        return False
    lies = {DayPart.MORNING: start < _NOON, DayPart.AFTERNOON: start >= _NOON}
    lies |= {DayPart.EVENING: False, DayPart.ANY: True}
    wanted = lies[when.part] if when.part else True
    return wanted and not (when.not_part and lies[when.not_part])
