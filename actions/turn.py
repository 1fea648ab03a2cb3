"""What every action reads from the tracker and sends back."""

from abc import abstractmethod
from dataclasses import dataclass
from typing import Any, ClassVar

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, Tracker
from rasa_sdk.types import DomainDict

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

    def __init__(self, core: Core) -> None:
        self._core = core

    def name(self) -> str:
        return self.named

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        edition = self._core.knowledge.edition
        reply, slots = self.respond(Said.read(tracker, edition), tracker, edition)
        # The gateway takes the whole reply as one message.
        dispatcher.utter_message(json_message=reply.model_dump(mode="json"))
        return [SlotSet(name, value) for name, value in slots.items()]

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
