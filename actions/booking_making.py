"""A booking that is made: what, where and when are asked for, then a place is kept."""

from dataclasses import replace
from datetime import datetime

from actions.booking_message import Answer, BookingMessage
from actions.booking_replies import CREATE
from actions.booking_state import BookingState
from actions.booking_times import Times, Wish
from actions.booking_words import corrects
from actions.item_talk import region_of
from bot.bookings.booking import State
from bot.bookings.plan import OfficePlan
from bot.errors import BookingRefused, HoldExpired, KeyReused, NoSuchSlot, SlotFull
from bot.policies.service_items import ServiceItem


class Making:
    """One message that goes on with a booking to be made."""

    def __init__(self, message: BookingMessage) -> None:
        self._message = message
        self._times = Times(message)

    def create(self) -> Answer:
        """The answer to “预约…”, or to a pressed item, office, time or 确认."""
        choice = self._message.choice
        if choice and choice.sure and choice.reference:
            return self.confirm(choice.reference)
        state = self._message.state if self.is_under_way() else BookingState(journey=CREATE)
        return self.go_on(self.with_what_was_said(state))

    def is_under_way(self) -> bool:
        """Whether a booking is being made, and no place is kept yet."""
        state = self._message.state
        return state.journey == CREATE and state.asked in ("item", "office", "when")

    def answers(self, state: BookingState) -> bool:
        """Whether the message says what was asked."""
        message = self._message
        corrected = corrects(message.text)
        if state.asked == "item" or (corrected and message.names_an_item()):
            return message.item_named() is not None
        named = message.said.links.regions or message.office_named()
        where = state.asked == "office" or corrected
        return bool(where and named) or message.when_said()

    def with_what_was_said(self, state: BookingState) -> BookingState:
        """`state` with all that the message names."""
        message, choice = self._message, self._message.choice
        if choice:
            state = replace(
                state, item=choice.item or state.item, office=choice.office or state.office
            )
            return replace(state, start=choice.start.isoformat()) if choice.start else state
        if (item := message.item_named()) and item != state.item:
            state = replace(state, item=item, office=None)
        if message.said.links.regions or not state.region:
            region = region_of(message.said, message.tracker, message.edition.knowledge)
            state = replace(state, region=region)
        here = message.at.plan.find(state.office or "")
        if message.said.links.regions and here and not message.is_near(here, state.region):
            # “还是去无锡吧”
            state = replace(state, office=None)
        if office := message.office_named():
            state = replace(state, office=office)
        return replace(state, when=message.said.text) if message.when_said() else state

    def go_on(self, state: BookingState) -> Answer:
        """Ask for the first thing that is missing, else keep a place."""
        message, replies = self._message, self._message.replies(CREATE)
        named = message.item(state.item)
        item = next((each for each in replies.bookable() if each.id == state.item), None)
        if item is None:
            reply = replies.which_item(named.name if named else None)
            return reply, message.asked(replace(state, item=None), "item")
        offices = [office for office in message.at.plan.offices if item.id in office.items]
        office = next((each for each in offices if each.id == state.office), None)
        if office is None:
            near = [each for each in offices if message.is_near(each, state.region)]
            if len(near) != 1:
                nowhere = state.region if state.region and not near else None
                reply = replies.which_office(item, near or offices, nowhere)
                return reply, message.asked(state, "office")
            office = near[0]
        state = replace(state, office=office.id, region=office.region)
        try:
            return self._at(state, item, office)
        except BookingRefused as refusal:
            # Another time may do.
            again = replace(state, when=None, start=None)
            return replies.refused(refusal), message.asked(again, "when")

    def _at(self, state: BookingState, item: ServiceItem, office: OfficePlan) -> Answer:
        """A place at the chosen time, or times to choose from. BookingRefused."""

        def take(state: BookingState, start: datetime) -> Answer:
            return self._hold(state, wish, start)

        wish = Wish(item, office, take)
        if state.start:
            return take(replace(state, start=None), datetime.fromisoformat(state.start))
        return self._times.answer(state, wish)

    def _hold(self, state: BookingState, wish: Wish, start: datetime) -> Answer:
        message, at = self._message, self._message.at
        key, office, item = message.key("hold"), wish.office, wish.item
        try:
            held = at.desk.hold(message.owner, key, office.id, item.id, start, at.now)
        except KeyReused:
            # The same message has kept a place already: “推迟一天” is not done twice.
            kept = [each for each in message.mine() if each.state is State.HELD]
            if not kept:
                raise HoldExpired from None
            held, start = kept[0], kept[0].start
        except (SlotFull, NoSuchSlot) as error:
            return self._times.others_near(state, wish, start, error)
        day = start.date().isoformat()
        state = replace(state, when=None, day=day, held=held.reference, asked="confirm", choices=())
        reply = message.replies(CREATE).held(held, item, office.region)
        return reply, message.slots(state, item)

    def confirm(self, reference: str) -> Answer:
        """The place that is kept, booked. HoldExpired, UnknownBooking."""
        message, at = self._message, self._message.at
        booked = at.desk.confirm(message.owner, message.key("confirm"), reference, at.now)
        reply = message.replies(CREATE).booked(booked, message.item(booked.item), moved=False)
        # “取消”, said next, is of this one.
        return reply, {"booking": BookingState(reference=booked.reference).slot()}
