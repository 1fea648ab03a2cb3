"""What every action reads from the tracker and sends back."""

from dataclasses import dataclass

from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Tracker

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


def send(dispatcher: CollectingDispatcher, reply: Reply) -> None:
    """Hand `reply` to the gateway as one message."""
    dispatcher.utter_message(json_message=reply.model_dump(mode="json"))


def simple_reply(
    core: Core,
    journey: str,
    outcome: Outcome,
    text: str,
    card: Card | None = None,
    buttons: list[Button] | None = None,
) -> Reply:
    """A reply of one message that is about no policy."""
    message = Message(text=text, card=card, buttons=buttons or [])
    return Reply(
        messages=[message], status=outcome, topic=Topic(journey=journey), as_of=core.today()
    )
