"""What every action reads from the tracker and sends back."""

from abc import abstractmethod
from typing import Any, ClassVar

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, Tracker
from rasa_sdk.types import DomainDict

from actions import checklist_talk, loan_talk
from actions.booking_talk import BookingTurn
from actions.check_talk import Answer, CheckTurn
from actions.earlier import Earlier
from actions.follow_up import follow_up
from actions.identity_talk import IdentityTurn
from actions.in_context import (
    ANSWERS,
    asked_for_oneself,
    list_asked_for,
    meant_here,
    ours_after_all,
    told_of_oneself,
)
from actions.patience import Patience
from actions.plain_words import wants_a_person
from actions.pointing import of_others
from actions.said import Said, heard_intent
from actions.second_need import offering
from actions.steering import Steering
from actions.trail import Back, Trail
from actions.turned_off import turned_off
from bot.bootstrap import Core
from bot.cards import Button, Card, Message, Reply, Topic
from bot.outcomes import Outcome
from bot.policies.store import Edition
from bot.understanding.steering import Steer

__all__ = ["Said", "TopicAction"]


class TopicAction(Action):
    """An action of ours: named, built with its parts, given what the person said."""

    named: ClassVar[str]
    # Intents after which an open question is asked again: nothing was understood, or said.
    understood_nothing: ClassVar[frozenset[str]] = frozenset()
    # Every action by its name, so that a turn can be told again by the action that told it.
    _known: ClassVar[dict[str, type["TopicAction"]]] = {}

    def __init_subclass__(cls) -> None:
        cls._known[cls.named] = cls

    def __init__(self, core: Core) -> None:
        self._core = core

    def name(self) -> str:
        return self.named

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        edition = self._core.knowledge.edition
        said = Said.read(tracker, edition)
        action: TopicAction = self
        said = ours_after_all(self._core, edition, tracker, said)
        said = list_asked_for(edition, said)
        check = self.check_turn(said, tracker, edition)
        meant = asked_for_oneself(said, check)
        meant = told_of_oneself(self._core, edition, tracker, meant, check)
        if meant.intent != said.intent:
            said, check = meant, self.check_turn(meant, tracker, edition)
        if said.intent != heard_intent(tracker):
            action = self._known[ANSWERS[said.intent]](self._core)
        steering = Steering(self._core, edition, tracker, said, check)
        trail = Trail.read(tracker.slots)
        back = trail.back(tracker.slots) if steering.steer is Steer.BACK else None
        if back:
            reply, slots, trail = self._told_again(back, tracker, edition)
        elif steered := steering.answer():
            reply, slots = self._reminding(*steered, said, tracker, edition, check)
            trail = trail.beside(tracker.slots, slots)
        else:
            reply, slots = action._told(said, tracker, edition, check)
            turn = (said.text, said.intent, action.named)
            trail = trail.after(turn, reply, tracker.slots, slots)
        if said.second:
            reply = offering(said.second, reply, edition.answerer)
        earlier = Earlier.read(tracker.slots, edition.knowledge).after(reply)
        reply, patience = Patience.read(tracker.slots).keep(reply, edition.answerer)
        slots = {**slots, "patience": patience, "offered": _offered(reply)}
        if reply.status != Outcome.STARTED_OVER:
            slots |= {"trail": trail.slot(), "earlier": earlier}
        # The gateway takes the whole reply as one message.
        dispatcher.utter_message(json_message=reply.model_dump(mode="json"))
        return [SlotSet(name, value) for name, value in slots.items()]

    def _told(self, said: Said, tracker: Tracker, edition: Edition, check: CheckTurn) -> Answer:
        """What is under way takes the message first, then the topic of its intent."""
        if wants_a_person(said.text):
            # Whatever is under way.
            reply, slots = self.respond(said, tracker, edition)
            return self._reminding(reply, slots, said, tracker, edition, check)
        if off := turned_off(self._core, edition, tracker.slots, said, check):
            return off, {}
        # “我不是特困职工” is said of the list that is gone through, once the check was answered.
        waits = check.check is not None and check.check.waits
        taken = (
            IdentityTurn(self._core, edition, tracker, said).carry_on()
            or BookingTurn(self._core, edition, tracker, said).carry_on()
            or loan_talk.carry_on(self._core, edition, tracker, said.text, said.links, check)
            or (check.carry_on() if waits else None)
            or checklist_talk.go_through(self._core, edition, tracker, said.text, said.links)
            or (None if waits else check.carry_on())
            or (check.not_understood() if said.intent in self.understood_nothing else None)
            or follow_up(self._core, edition, tracker, said)
            or meant_here(self._core, edition, tracker, said)
            or (check.not_understood() if check.only_tells() else None)
        )
        if not taken and (elsewhere := of_others(self._core, edition, tracker, said)):
            taken = elsewhere, {}
        reply, slots = taken or self.respond(said, tracker, edition)
        return self._reminding(reply, check.remembered(slots), said, tracker, edition, check)

    def _reminding(
        self,
        reply: Reply,
        slots: dict[str, Any],
        said: Said,
        tracker: Tracker,
        edition: Edition,
        check: CheckTurn,
    ) -> Answer:
        """`reply` with what waits to be gone on with: at most one thing asks."""
        if reply.status == Outcome.STARTED_OVER:
            return reply, slots
        identity = IdentityTurn(self._core, edition, tracker, said)
        reply, slots = identity.after_an_aside(reply, slots)
        reply, slots = BookingTurn(self._core, edition, tracker, said).after_an_aside(reply, slots)
        loan = loan_talk.LoanTurn(self._core, edition, tracker, said.text, said.links)
        bubbles = len(reply.messages)
        reply, slots = loan.after_an_aside(reply, slots)
        if len(reply.messages) == bubbles:
            reply, slots = check.after_an_aside(reply, slots)
        asks = len(reply.messages) > bubbles
        return checklist_talk.after_an_aside(edition, tracker, reply, slots, quiet=asks)

    def _told_again(
        self, back: Back, tracker: Tracker, edition: Edition
    ) -> tuple[Reply, dict[str, Any], Trail]:
        """The turn before the last one, as if the last one had not been."""
        step = back.step
        before = Tracker(
            tracker.sender_id,
            back.slots,
            {"intent": {"name": step.intent}},
            [{"event": "user", "text": step.text}],
            False,
            None,
            {},
            None,
        )
        action = self._known[step.action](self._core)
        said = Said.read(before, edition)
        check = action.check_turn(said, before, edition)
        reply, slots = action._told(said, before, edition, check)
        first, *others = reply.messages
        text = f"{edition.answerer.says('utter_back')}\n{first.text}"
        reply = reply.model_copy(
            update={"messages": [first.model_copy(update={"text": text}), *others]}
        )
        turn = (step.text, step.intent, step.action)
        trail = back.trail.after(turn, reply, back.slots, slots)
        undone = {n: v for n, v in back.slots.items() if tracker.slots.get(n) != v}
        return reply, {**undone, **slots}, trail

    # -- what topics use

    def check_turn(self, said: Said, tracker: Tracker, edition: Edition) -> CheckTurn:
        """The message as part of a check of conditions."""
        return CheckTurn(self._core, edition, tracker, said.text, said.intent, said.links)

    @abstractmethod
    def respond(
        self, said: Said, tracker: Tracker, edition: Edition
    ) -> tuple[Reply, dict[str, Any]]:
        """The reply, and the slots to set."""

    def simple_reply(
        self,
        journey: str,
        outcome: Outcome,
        text: str,
        card: Card | None = None,
        buttons: list[Button] | None = None,
    ) -> Reply:
        """A reply of one message that is about no policy."""
        message = Message(text=text, card=card, buttons=buttons or [])
        topic = Topic(journey=journey)
        return Reply(messages=[message], status=outcome, topic=topic, as_of=self._core.today())


def _offered(reply: Reply) -> list[str] | None:
    """The policies that the person is asked to choose from."""
    several = reply.status == Outcome.CLARIFY and len(reply.topic.policies) > 1
    return list(reply.topic.policies) if several else None
