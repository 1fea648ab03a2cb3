"""A place that is kept until it is confirmed: confirmed, given back, or another instead."""

from dataclasses import replace

from actions.booking_ending import Ending
from actions.booking_making import Making
from actions.booking_message import Answer, BookingMessage
from actions.booking_replies import CREATE
from actions.booking_state import BookingState, waiting_for_a_yes
from actions.booking_words import confirms, keeps_a_place, lets_go, wants_another_time
from bot.bookings.booking import Booking
from bot.outcomes import Outcome
from bot.understanding.short_replies import stops
from bot.understanding.when import When


class KeptPlace:
    """One message that may be about the place."""

    def __init__(self, message: BookingMessage) -> None:
        self._message = message
        self._making = Making(message)
        self._ending = Ending(message)

    def answer(self, state: BookingState) -> Answer | None:
        """The answer while `state` waits to be confirmed; None for something else."""
        message, text = self._message, self._message.text
        if message.stands(state):
            return self._making.confirm(state.held or "") if confirms(text) else None
        held = message.held(state)
        keeps = held is not None and keeps_a_place(text)
        if wants_another_time(text) and not message.when_said():
            again = replace(state, held=None, when=None, day=None, start=None)
            self._ending.give_back(state)
            return self._making.go_on(again)
        if not keeps and (lets_go(text) or stops(text)):
            return self._ending.let_go(state)
        if confirms(text):
            return self._making.confirm(state.held or "")
        when = message.read(text)
        if isinstance(when, When) and when.shift and held:
            start = (held.start + when.shift).isoformat()
            return self._instead(state, replace(state, when=None, held=None, start=start), held)
        if when is not None:
            return self._instead(state, replace(state, when=text, held=None, start=None), held)
        return self.asked_again(state, held) if keeps and held else None

    def change(self, held: Booking) -> Answer:
        """“改预约”, of a place that has no reference to keep yet: another is kept instead."""
        message = self._message
        state = waiting_for_a_yes(held)
        if message.state.asked == "which":
            return self.asked_again(state, held)
        choice = message.choice
        if choice and choice.start:
            office, start = choice.office or state.office, choice.start.isoformat()
            other = replace(state, office=office, held=None, start=start)
            return self._instead(state, other, held)
        return self.answer(state) or self.asked_again(state, held)

    def asked_again(self, state: BookingState, held: Booking) -> Answer:
        """The place once more, and whether it is to be booked."""
        item = self._message.edition.knowledge.service_items[held.item]
        reply = self._message.replies(CREATE).held(held, item, state.region)
        return reply, self._message.asked(state, "confirm")

    def _instead(self, state: BookingState, other: BookingState, held: Booking | None) -> Answer:
        """Another time: the place that is kept is given back with the new one, and not before."""
        reply, slots = self._making.go_on(other)
        if held is None or reply.status != Outcome.BOOKING_REFUSED:
            return reply, slots
        messages = [*reply.messages, self._message.replies(CREATE).still_held(held)]
        kept = {"booking": state.slot()}
        return reply.model_copy(update={"messages": messages}), {**slots, **kept}
