"""The waiting list of a full slot: joined, left, and the place that is offered from it."""

from datetime import datetime
from typing import Any

from actions.booking_ending import Ending
from actions.booking_making import Making
from actions.booking_message import Answer, BookingMessage
from actions.booking_picks import picked, with_choices
from actions.booking_replies import CANCEL, CREATE, QUERY
from actions.booking_state import BookingState, read_booking_state, waiting_for_a_yes
from actions.booking_waiting_replies import WaitingReplies
from actions.booking_words import speaks_of_waiting
from bot.bookings.booking import Booking, State
from bot.bookings.choices import BookingChoice
from bot.bookings.waiting_list import WaitingList
from bot.cards import Message, Reply
from bot.errors import SlotNotFull, UnknownBooking
from bot.outcomes import Outcome
from bot.understanding.when import When


class WaitingTalk:
    """One message, as far as it is about the waiting list."""

    def __init__(self, message: BookingMessage) -> None:
        self._message = message

    def listed(self) -> Answer:
        """All that is booked and waited for; what was asked stays so."""
        message, mine = self._message, self._message.mine()
        reply = message.replies(QUERY).mine(mine, self._bubbles())
        if message.state.asked or len(mine) != 1 or mine[0].state is not State.BOOKED:
            return reply, {}
        # “取消”, said next, is of this one.
        return reply, {"booking": BookingState(reference=mine[0].reference).slot()}

    def or_booked(self) -> Answer:
        """The next step of a booking; “候补” takes the list of a slot that is full."""
        message = self._message
        reply, slots = Making(message).create()
        kept = with_choices(slots, reply.messages)
        if speaks_of_waiting(message.text) and reply.status == Outcome.BOOKING_REFUSED:
            choice = picked(read_booking_state(kept), message.text)
            if choice and choice.wait:
                return self.join(choice)
        return reply, slots

    def join(self, choice: BookingChoice) -> Answer:
        """Wait for a place; one that is free by now is kept at once. BookingRefused."""
        message, at = self._message, self._message.at
        item, office, start = choice.item, choice.office, choice.start
        if not (item and office and start):
            return Making(message).create()
        key, line = message.key("wait"), self._list()
        try:
            waiting = line.join(message.owner, key, office, item, start, at.now)
        except SlotNotFull:
            state = BookingState(item=item, office=office, start=start.isoformat())
            reply, slots = Making(message).go_on(state)
            told = Message(text=message.says("utter_booking_waits_already_free"))
            return reply.model_copy(update={"messages": [told, *reply.messages]}), slots
        return self._replies(CREATE).joined(waiting), {"booking": None}

    def leave(self) -> Answer:
        """Wait no longer: for what is chosen, or for all there is if it is one."""
        message, choice = self._message, self._message.choice
        if choice and choice.office and choice.start:
            return self._leave(choice.office, choice.start)
        waits = self._list().mine(message.owner, message.at.now)
        when = message.read(message.text)
        if isinstance(when, When):
            waits = [each for each in waits if each.start.date() in when.days] or waits
        if len(waits) == 1:
            return self._leave(waits[0].office, waits[0].start)
        if not waits and (offered := self.offered()):
            return Ending(message).end(offered[0].reference)
        if not waits:
            return self._replies(CANCEL).waits_for_none(), {}
        state = BookingState(CANCEL)
        return self._replies(CANCEL).which(waits), message.asked(state, "which")

    def waits(self) -> bool:
        """Whether this conversation waits for anything."""
        return bool(self._list().mine(self._message.owner, self._message.at.now))

    def _bubbles(self) -> list[Message]:
        """All that is waited for, a bubble each."""
        waits = self._list().mine(self._message.owner, self._message.at.now)
        return [self._replies(QUERY).bubble(each) for each in waits]

    def how(self) -> Answer:
        """What a waiting list is; what was asked stays so."""
        return self._replies(CREATE).how(), {}

    def offered(self) -> list[Booking]:
        """The places that were offered from the list and wait to be confirmed."""
        mine = self._message.mine()
        return [each for each in mine if each.state is State.HELD and each.offered]

    def telling(self, reply: Reply, slots: dict[str, Any]) -> Answer:
        """`reply`, and the place that waits for this conversation, if the reply tells of none.

        A yes confirms it where nothing else is asked.
        """
        state = self._message.state
        known = slots["booking"] if "booking" in slots else state.slot()
        known = known or {}
        offered = [each for each in self.offered() if each.reference != known.get("held")]
        if not offered:
            return reply, slots
        told = {getattr(message.card, "reference", None) for message in reply.messages}
        untold = [each for each in offered if each.reference not in told]
        bubbles = [self._replies(CREATE).offered(each) for each in untold]
        # A question stays last: “第一个” is said to that.
        asks = known.get("asked") is not None
        messages = [*bubbles, *reply.messages] if asks else [*reply.messages, *bubbles]
        reply = reply.model_copy(update={"messages": messages})
        if len(offered) == 1 and not known.get("asked"):
            slots = {**slots, "booking": waiting_for_a_yes(offered[0]).slot()}
        return reply, slots

    def _leave(self, office: str, start: datetime) -> Answer:
        message = self._message
        key, now = message.key("leave"), message.at.now
        try:
            self._list().leave(message.owner, key, office, start, now)
        except UnknownBooking:
            return self._replies(CANCEL).waits_for_none(), {}
        return self._replies(CANCEL).left(), {"booking": None}

    def _list(self) -> WaitingList:
        desk = self._message.at.desk
        return WaitingList(desk.store, desk.plan, desk.secret)

    def _replies(self, journey: str) -> WaitingReplies:
        message = self._message
        return WaitingReplies(message.edition, message.at.plan, journey, message.core.today())
