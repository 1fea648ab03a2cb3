"""A booking that is talked about: what, where, when, then a place that is kept, then confirmed.

One message in, one call at the desk, one reply out; what is under way is kept in one slot.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from rasa_sdk.interfaces import Tracker

from actions.booking_beside import Beside
from actions.booking_ending import Ending
from actions.booking_kept import KeptPlace
from actions.booking_making import Making
from actions.booking_message import Answer, BookingMessage
from actions.booking_moving import Moving
from actions.booking_own import says_which
from actions.booking_picks import are_waits, picked, with_choices
from actions.booking_replies import CANCEL, CHANGE, CREATE, QUERY
from actions.booking_state import BookingState
from actions.booking_waiting import WaitingTalk
from actions.booking_words import (
    asks_about_cancelling,
    asks_what_is_booked,
    asks_whether_it_is_cancelled,
    confirms,
    corrects,
    gives_up,
    keeps_a_place,
    only_lets_go,
    says_nothing_yet,
)
from actions.said import Said
from bot.bootstrap import Core
from bot.cards import Message, Reply, Topic
from bot.errors import BookingRefused
from bot.outcomes import ASKING, Outcome
from bot.policies.store import Edition
from bot.understanding.short_replies import stops
from bot.understanding.statements import asks
from bot.understanding.when import When

_OURS = ("booking_", "inform")
# After so many other topics what was asked is left.
_ASIDES = 2
# So much beside a day may still be no more than an answer: “下周三上午可以吗”.
_LITTLE = 3


class BookingTurn:
    """One message, as far as it is about bookings."""

    def __init__(self, core: Core, edition: Edition, tracker: Tracker, said: Said) -> None:
        self._message = BookingMessage(core, edition, tracker, said)
        self._making = Making(self._message)
        self._ending = Ending(self._message)
        self._waiting = WaitingTalk(self._message)
        self._beside = Beside(self._message)

    def answer(self, intent: str) -> Answer:
        """The answer to a message about bookings."""
        message = self._message
        if message.found is None:
            # Without a plan there is nothing to write but that.
            return _unavailable(message.edition, intent, message.core.today()), {"booking": None}
        intent = message.choice.intent if message.choice else intent
        told = self._told(intent, lambda: self._answered(intent))
        assert told
        return told

    def carry_on(self) -> Answer | None:
        """The answer, where the message goes on with what was asked; None for one of its own."""
        message, state, said = self._message, self._message.state, self._message.said
        if said.text.startswith("/") or not (state.asked or self._beside.may_be()):
            return None
        if message.found is None:
            return None
        message.choice = picked(state, message.text)
        if message.choice:
            return self.answer(message.choice.intent)
        beside = self._told(QUERY, self._beside.answer)
        if beside or not state.asked:
            return beside
        of_this = state.asked in ("item", "which") or said.intent.startswith("booking_")
        of_this = of_this or corrects(message.text)
        if said.links.policies and not of_this:
            return None
        if self._asks_something_else():
            return None
        return self._told(state.journey, lambda: self._carried_on(state))

    def stop(self) -> Answer | None:
        """“算了”: what is kept is given back, what was asked is left; “取消” is asked back."""
        state, text = self._message.state, self._message.text
        ours = state.asked or state.reference or asks_about_cancelling(text)
        if not ours or self._message.found is None:
            return None
        return self._told(CANCEL, self._stopped)

    def after_an_aside(self, reply: Reply, slots: dict[str, Any]) -> Answer:
        """`reply` to something else, and the place that is still kept.

        Where another question is open, or after two asides, a day or a yes is no longer for us.
        """
        message, state = self._message, self._message.state
        if state.reference and not state.asked and "booking" not in slots:
            return reply, {**slots, "booking": None}
        if not state.asked or "booking" in slots or message.found is None:
            return reply, slots
        if reply.status == Outcome.STARTED_OVER:
            return reply, slots
        left = reply.status in ASKING or state.asides + 1 >= _ASIDES
        after = replace(state, asked=None if left else state.asked, asides=state.asides + 1)
        slots = {**slots, "booking": after.slot()}
        held = message.held(state) if state.asked == "confirm" else None
        if held is None:
            return reply, slots
        messages = [*reply.messages, message.replies(CREATE).still_held(held)]
        return reply.model_copy(update={"messages": messages}), slots

    # -- what it is

    def _told(self, journey: str, answer: Callable[[], Answer | None]) -> Answer | None:
        """The answer with all that it has to keep and to tell; a refusal in words."""
        try:
            answered = answer()
        except BookingRefused as refusal:
            reply = self._message.replies(journey).refused(refusal)
            answered = reply, {"booking": None}
        if answered is None:
            return None
        reply, slots = answered
        return self._waiting.telling(reply, with_choices(slots, reply.messages))

    def _answered(self, intent: str) -> Answer:
        message, choice, text = self._message, self._message.choice, self._message.text
        if choice and choice.wait and intent == CANCEL:
            return self._waiting.leave()
        if choice and choice.wait:
            return self._waiting.join(choice)
        lists = asks_whether_it_is_cancelled(text) or asks_what_is_booked(text)
        if intent == QUERY or (lists and not choice):
            return self._waiting.listed()
        if intent == CANCEL and not choice and asks_about_cancelling(text):
            return self._ending.asked_about() or self._ending.rule()
        if intent == CANCEL:
            return self._cancelled()
        if intent == CHANGE:
            return Moving(message).change()
        return self._waiting.or_booked()

    def _carried_on(self, state: BookingState) -> Answer | None:
        message, text = self._message, self._message.text
        if state.asked == "confirm":
            return KeptPlace(message).answer(state)
        if state.asked == "sure":
            return self._ending.when_sure(state)
        if stops(text) or only_lets_go(text):
            return self._ending.let_go(state)
        if says_nothing_yet(text) and state.asides == 0:
            return self._asked_again(state)
        if state.journey == CHANGE and state.reference and message.when_said():
            return Moving(message).go_on(replace(state, when=text))
        if state.asked == "which" and says_which(message):
            return self._which(state)
        if state.journey == CREATE and self._making.answers(state):
            return self._making.go_on(self._making.with_what_was_said(state))
        return None

    def _cancelled(self) -> Answer:
        """What is to be given back; a place that is kept only if the words may mean that."""
        message = self._message
        held = message.held(message.state)
        if held and not message.choice and not gives_up(message.text):
            return KeptPlace(message).asked_again(message.state, held)
        return self._ending.cancel()

    def _which(self, state: BookingState) -> Answer:
        if are_waits(state):
            return self._waiting.leave()
        return self._ending.cancel() if state.journey == CANCEL else Moving(self._message).change()

    def _asked_again(self, state: BookingState) -> Answer:
        """“好的”, to “什么时候去”, asks again; “确认” means a place that was offered."""
        text = self._message.text
        sure = confirms(text) and text.startswith("确")
        offered = self._waiting.offered() if sure else []
        if len(offered) == 1:
            return self._making.confirm(offered[0].reference)
        if state.asked == "which":
            return self._which(state)
        if state.journey == CHANGE and state.reference:
            return Moving(self._message).go_on(state)
        return self._making.go_on(state)

    def _stopped(self) -> Answer | None:
        message, state, text = self._message, self._message.state, self._message.text
        if asks_whether_it_is_cancelled(text):
            return self._waiting.listed()
        if asks_about_cancelling(text):
            return self._ending.asked_about()
        if not state.asked:
            # “取消”, after “约好了”.
            ours = state.reference and "取消" in text
            return (
                self._ending.ask_whether_sure(message.show(state.reference or "")) if ours else None
            )
        if keeps_a_place(message.said.text) and message.held(state):
            return KeptPlace(message).answer(state)
        if state.asked != "sure":
            return self._ending.let_go(state)
        # “取消” is what was asked, “算了” is not.
        return self._ending.when_sure(state) or self._ending.kept(state)

    def _asks_something_else(self) -> bool:
        """“今天南京下雨吗” names a day and a place, and is no answer."""
        said = self._message.said
        when = self._message.read(said.text)
        text = said.text
        rest = text[: when.start] + text[when.end :] if isinstance(when, When) else text
        foreign = not said.intent.startswith(_OURS)
        return foreign and asks(text) and len(rest) > _LITTLE


def _unavailable(edition: Edition, journey: str, today: date) -> Reply:
    message = Message(
        text=edition.answerer.says("utter_booking_unavailable"),
        card=edition.answerer.contact_card(),
    )
    topic = Topic(journey=journey)
    return Reply(messages=[message], status=Outcome.NOT_OFFERED, topic=topic, as_of=today)
