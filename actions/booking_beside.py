"""What may be said at any point: of the waiting list, and questions about cancelling."""

from actions.booking_ending import Ending
from actions.booking_making import Making
from actions.booking_message import Answer, BookingMessage
from actions.booking_waiting import WaitingTalk
from actions.booking_words import (
    asks_about_cancelling,
    asks_whose_turn,
    confirms,
    leaves_the_list,
    speaks_of_waiting,
    waits_no_longer,
    without_the_list,
)
from bot.understanding.statements import asks


class Beside:
    """One message that needs no question before it."""

    def __init__(self, message: BookingMessage) -> None:
        self._message = message
        self._making = Making(message)
        self._ending = Ending(message)
        self._waiting = WaitingTalk(message)

    def may_be(self) -> bool:
        """Whether the words alone make it likely."""
        message, text = self._message, self._message.text
        # “高铁票候补要多久” is anybody's waiting list.
        foreign = message.said.links.matters or message.said.intent == "out_of_scope"
        ours = message.state.asked or not foreign
        waits = speaks_of_waiting(text) or waits_no_longer(text)
        return bool(ours and waits) or self._is_of_cancelling() or self._confirms_again()

    def answer(self) -> Answer | None:
        """The answer to what is of the waiting list, or asks about cancelling."""
        message, text = self._message, self._message.text
        if self._is_of_cancelling():
            return self._ending.asked_about()
        if self._confirms_again():
            return self._making.confirm(message.state.reference or "")
        if leaves_the_list(text) or (waits_no_longer(text) and self._waiting.waits()):
            return self._waiting.leave()
        if not speaks_of_waiting(text):
            return None
        offered = self._waiting.offered()
        if len(offered) == 1 and confirms(without_the_list(text)):
            return self._making.confirm(offered[0].reference)
        if asks_whose_turn(text):
            return self._waiting.listed()
        if not asks(text) and message.when_said():
            return self._waiting.or_booked()
        return self._waiting.how()

    def _confirms_again(self) -> bool:
        """“确认预约”, said once more after “约好了”."""
        state, text = self._message.state, self._message.text
        just_booked = state.reference is not None and state.asked is None
        return just_booked and text.startswith("确") and confirms(text)

    def _is_of_cancelling(self) -> bool:
        """“取消的话怎么办”, where a booking may be meant."""
        said, asked = self._message.said, self._message.state.asked
        named = said.links.policies or said.links.service_items
        ours = asked in ("confirm", "sure") or said.intent.startswith("booking_")
        ours = ours or ("取消" in said.text and not named)
        return bool(ours) and asks_about_cancelling(said.text)
