"""What every action reads from the tracker and sends back."""

from abc import abstractmethod
from dataclasses import dataclass
from typing import Any, ClassVar

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, Tracker
from rasa_sdk.types import DomainDict

from actions.check_talk import CheckTurn
from actions.checklist_talk import go_through, paused
from actions.loan_talk import carry_on
from bot.bootstrap import Core
from bot.cards import Button, Card, Message, Reply, Topic
from bot.outcomes import Outcome
from bot.policies.linking import Links
from bot.policies.model import Policy
from bot.policies.store import Edition


@dataclass(frozen=True)
class Said:
    """The person's latest message."""

    text: str
    intent: str
    links: Links

    @classmethod
    def read(cls, tracker: Tracker, edition: Edition) -> "Said":
        """The latest message of `tracker` with the names in it."""
        # The event holds what was said; `latest_message` what the classifier saw: no names.
        text = next(e["text"] for e in reversed(tracker.events) if e.get("event") == "user") or ""
        intent = (tracker.latest_message.get("intent") or {}).get("name") or ""
        return cls(text, intent, edition.linker.link(text))

    def policy(self, edition: Edition) -> Policy | None:
        """The one policy that is named, if it is one."""
        named = {policy for mention in self.links.policies for policy in mention.policies}
        return edition.knowledge.policies[named.pop()] if len(named) == 1 else None


class TopicAction(Action):
    """An action of ours: named, built with its parts, given what the person said."""

    named: ClassVar[str]
    # Intents after which an open question is asked again: nothing was understood, or said.
    understood_nothing: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, core: Core) -> None:
        self._core = core

    def name(self) -> str:
        return self.named

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        edition = self._core.knowledge.edition
        said = Said.read(tracker, edition)
        check = self.check_turn(said, tracker, edition)
        taken = (
            carry_on(self._core, edition, tracker, said.text, said.links)
            or check.carry_on()
            or go_through(self._core, edition, tracker, said.text, said.links)
            or (check.not_understood() if said.intent in self.understood_nothing else None)
        )
        reply, slots = taken or self.respond(said, tracker, edition)
        reply, slots = check.after_an_aside(reply, check.remembered(paused(tracker, slots)))
        # The gateway takes the whole reply as one message.
        dispatcher.utter_message(json_message=reply.model_dump(mode="json"))
        return [SlotSet(name, value) for name, value in slots.items()]

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
