"""A booking that is moved to another time; its reference stays."""

from dataclasses import replace
from datetime import datetime

from actions.booking_kept import KeptPlace
from actions.booking_making import Making
from actions.booking_message import Answer, BookingMessage
from actions.booking_own import one_of_mine
from actions.booking_replies import CHANGE
from actions.booking_state import BookingState
from actions.booking_times import Times, Wish
from bot.bookings.booking import Booking, State
from bot.errors import BookingRefused, KeyReused, NoSuchSlot, SlotFull


class Moving:
    """One message that moves a booking."""

    def __init__(self, message: BookingMessage) -> None:
        self._message = message
        self._making = Making(message)
        self._times = Times(message)

    def change(self) -> Answer:
        """The answer to “改预约”: which one, when, or done. BookingRefused."""
        message, choice = self._message, self._message.choice
        booking, several = one_of_mine(message)
        replies = message.replies(CHANGE)
        if several:
            return replies.which_of(several, CHANGE), message.asked(BookingState(CHANGE), "which")
        if booking is None and self._making.is_under_way():
            # “换个时间”, before anything is booked.
            again = replace(message.state, when=None, day=None, start=None)
            return self._making.go_on(self._making.with_what_was_said(again))
        if booking is None:
            return replies.mine([]), {"booking": None}
        if booking.state is State.HELD:
            return KeptPlace(message).change(booking)
        state = BookingState(CHANGE, reference=booking.reference)
        if choice and choice.start:
            wish = self._wish(booking, choice.office or booking.office)
            return wish.take(state, choice.start)
        if not choice and message.state.asked != "which" and message.when_said():
            state = replace(state, when=message.said.text)
        return self._when(state, booking)

    def go_on(self, state: BookingState) -> Answer:
        """The time that was asked for, or asked for again. BookingRefused."""
        return self._when(state, self._message.show(state.reference or ""))

    def _when(self, state: BookingState, booking: Booking) -> Answer:
        wish = self._wish(booking, booking.office)
        # “周五”, then “上午十点”: the day that was named last.
        day = state.day or booking.start.date().isoformat()
        state = replace(state, item=wish.item.id, day=day)
        try:
            return self._times.answer(state, wish)
        except BookingRefused as refusal:
            again = replace(state, when=None)
            reply = self._message.replies(CHANGE).refused(refusal)
            return reply, self._message.asked(again, "when")

    def _wish(self, booking: Booking, office: str) -> Wish:
        def take(state: BookingState, start: datetime) -> Answer:
            return self._move(state, wish, booking, start)

        item = self._message.edition.knowledge.service_items[booking.item]
        wish = Wish(item, self._message.at.plan.office(office), take, booking)
        return wish

    def _move(self, state: BookingState, wish: Wish, booking: Booking, start: datetime) -> Answer:
        message, at = self._message, self._message.at
        key, office = message.key("change"), wish.office.id
        try:
            moved = at.desk.change(message.owner, key, booking.reference, office, start, at.now)
        except (SlotFull, NoSuchSlot) as error:
            return self._times.others_near(state, wish, start, error)
        except KeyReused:
            # “推迟一天” that comes again has moved it already.
            moved = booking
        reply = message.replies(CHANGE).booked(moved, wish.item, moved=True)
        return reply, {"booking": BookingState(reference=moved.reference).slot()}
