"""A conversation with our actions, with the classifier's verdict given."""

from typing import Any

from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Tracker

from actions.applications import ActionApplications
from actions.bookings import ActionBookings
from actions.chitchat import ActionChitchat
from actions.eligibility import ActionEligibility
from actions.loans import ActionLoans
from actions.one_visit import ActionOneVisit
from actions.policy_info import ActionPolicyInfo
from actions.turn import TopicAction
from actions.unclear import ActionUnclear
from bot.bootstrap import Core
from bot.cards import Reply

ACTIONS: dict[str, type[TopicAction]] = {
    "eligibility_check": ActionEligibility,
    "benefits_screen": ActionEligibility,
    "answer": ActionEligibility,
    "loan_calc": ActionLoans,
    "one_visit": ActionOneVisit,
    "greet": ActionChitchat,
    "nlu_fallback": ActionUnclear,
    "booking_create": ActionBookings,
    "booking_change": ActionBookings,
    "booking_cancel": ActionBookings,
    "booking_query": ActionBookings,
    "status_query": ActionApplications,
}


class Talk:
    """Keeps slots and events as Rasa keeps them."""

    def __init__(self, core: Core, sender: str = "one") -> None:
        self._core = core
        self._sender = sender
        self.slots: dict[str, Any] = {}
        self._events: list[dict[str, Any]] = []

    async def say(
        self,
        text: str,
        intent: str = "nlu_fallback",
        chance: float = 0.9,
        message_id: str | None = None,
        sent_with: dict[str, str] | None = None,
    ) -> Reply:
        """The reply to `text`, which the classifier takes for `intent` with that chance.

        `message_id` is Rasa's own; `sent_with` is what the gateway sends along.
        """
        heard = {"event": "user", "text": text, "timestamp": float(len(self._events))}
        self._events.append({**heard, "metadata": sent_with or {}})
        latest = {
            "message_id": message_id or f"{self._sender}-{len(self._events)}",
            "intent": {"name": intent},
            "intent_ranking": [{"name": intent, "confidence": chance}],
        }
        tracker = Tracker(self._sender, self.slots, latest, self._events, False, None, {}, None)
        dispatcher = CollectingDispatcher()
        action = ACTIONS.get(intent, ActionPolicyInfo)
        events = await action(self._core).run(dispatcher, tracker, {})
        self.slots |= {event["name"]: event["value"] for event in events}
        return Reply.model_validate(dispatcher.messages[0]["custom"])


def told(reply: Reply) -> str:
    """All that the reply says."""
    return "\n".join(message.text for message in reply.messages)
