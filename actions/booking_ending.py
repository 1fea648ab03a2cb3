"""A booking or a place that is given back."""

from actions.booking_message import Answer, BookingMessage
from actions.booking_own import one_of_mine
from actions.booking_replies import CANCEL, CHANGE
from actions.booking_state import BookingState, waiting_for_a_yes
from actions.booking_words import asks_for_money, cancels, confirms, keeps_a_booking
from bot.bookings.booking import Booking, State
from bot.understanding.short_replies import yes_or_no


class Ending:
    """One message that gives something back."""

    def __init__(self, message: BookingMessage) -> None:
        self._message = message

    def cancel(self) -> Answer:
        """The answer to “取消预约”: which one, whether one is sure, or done. BookingRefused."""
        message, choice = self._message, self._message.choice
        if choice and choice.reference and choice.sure:
            return self.end(choice.reference)
        booking, several = one_of_mine(message)
        replies = message.replies(CANCEL)
        if several:
            return replies.which_of(several, CANCEL), message.asked(BookingState(CANCEL), "which")
        if booking is None:
            if message.state.asked:
                return self.let_go(message.state)
            return replies.mine([]), {"booking": None}
        if booking.state is State.HELD:
            return self.end(booking.reference)
        return self.ask_whether_sure(booking)

    def ask_whether_sure(self, booking: Booking) -> Answer:
        """It is given back only after a yes."""
        state = BookingState(CANCEL, reference=booking.reference, asked="sure")
        return self._message.replies(CANCEL).sure_to_cancel(booking), {"booking": state.slot()}

    def asked_about(self) -> Answer | None:
        """The answer to “取消要钱吗”: the rule. What is kept is kept; None where nothing is."""
        message, mine = self._message, self._message.mine()
        if not mine:
            return None
        held = message.held(message.state)
        booking = held or (mine[0] if len(mine) == 1 else None)
        money = asks_for_money(message.text)
        reply = message.replies(CANCEL).about_cancelling(booking, money)
        if booking and booking.state is State.HELD:
            return reply, {"booking": waiting_for_a_yes(booking).slot()}
        if message.state.asked not in (None, "sure"):
            return reply, {}
        # A yes to this gives nothing back; “取消” is of this one.
        one = BookingState(reference=booking.reference).slot() if booking else None
        return reply, {"booking": one}

    def rule(self) -> Answer:
        """By which rule one may cancel, where nothing is booked."""
        message = self._message
        money = asks_for_money(message.text)
        return message.replies(CANCEL).about_cancelling(None, money), {}

    def when_sure(self, state: BookingState) -> Answer | None:
        """The answer to whether one is sure; None for something else. BookingRefused."""
        text = self._message.text
        if keeps_a_booking(text) or yes_or_no(text, "") is False:
            return self.kept(state)
        return self.end(state.reference or "") if confirms(text) or cancels(text) else None

    def kept(self, state: BookingState) -> Answer:
        """It was not cancelled after all. UnknownBooking."""
        booking = self._message.show(state.reference or "")
        return self._message.replies(CANCEL).kept(booking), {"booking": None}

    def let_go(self, state: BookingState) -> Answer:
        """What is kept is given back, what was asked is left."""
        held = self._message.held(state)
        if held:
            return self.end(held.reference)
        if stands := self._message.stands(state):
            # “算了”, while it is moved, leaves it; whoever gives up what was confirmed is asked.
            moved = state.journey == CHANGE
            return self.kept(state) if moved else self.ask_whether_sure(stands)
        replies = self._message.replies(state.journey)
        return replies.ended("utter_booking_left", None), {"booking": None}

    def give_back(self, state: BookingState) -> None:
        """The place that is kept is given back, while another time is asked for."""
        message, at = self._message, self._message.at
        if state.held:
            at.desk.cancel(message.owner, message.key("cancel"), state.held, at.now)

    def end(self, reference: str) -> Answer:
        """A booking, or a place that is kept, given back. BookingRefused."""
        message, at = self._message, self._message.at
        before = message.show(reference)
        ended = at.desk.cancel(message.owner, message.key("cancel"), reference, at.now)
        was_held = before.state in (State.HELD, State.EXPIRED)
        words = "utter_booking_let_go" if was_held else "utter_booking_cancelled"
        reply = message.replies(CANCEL).ended(words, None if was_held else ended)
        return reply, {"booking": None}
