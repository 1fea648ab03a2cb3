"""What was not understood, and what is not our business."""

from typing import Any

from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, Tracker
from rasa_sdk.types import DomainDict

from actions.turn import Said, send, simple_reply
from bot.bootstrap import Core
from bot.cards import Message, Reply, Topic
from bot.outcomes import Outcome
from bot.policies.model import Aspect, Policy
from bot.policies.replies import aspect_buttons, candidates, policy_buttons
from bot.policies.store import Edition

_ASPECTS = [
    Aspect.CONDITIONS,
    Aspect.AMOUNT,
    Aspect.MATERIALS,
    Aspect.PROCEDURE,
    Aspect.VALIDITY,
]


class ActionUnclear(Action):
    """Asks back with buttons; the second time in a row it gives the hotline as well."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def name(self) -> str:
        return "action_unclear"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        edition = self._core.knowledge.edition
        said = Said.read(tracker, edition)
        policy = said.policy(edition)
        if policy:
            send(dispatcher, which_aspect(self._core, edition, policy))
            return []
        again = _last_action(tracker) == self.name()
        text = edition.answerer.says("utter_unclear_again" if again else "utter_unclear")
        card = edition.answerer.contact_card() if again else None
        buttons = policy_buttons(candidates(said.text, edition), Aspect.OVERVIEW)
        send(
            dispatcher,
            simple_reply(self._core, "unclear", Outcome.CLARIFY, text, card, buttons),
        )
        return []


class ActionOutOfScope(Action):
    """Declines kindly; a named policy is never declined."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def name(self) -> str:
        return "action_out_of_scope"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        edition = self._core.knowledge.edition
        policy = Said.read(tracker, edition).policy(edition)
        if policy:
            send(dispatcher, which_aspect(self._core, edition, policy))
            return []
        card = edition.answerer.contact_card()
        text = edition.answerer.says("utter_out_of_scope", general=card.lines[-1].number)
        send(
            dispatcher,
            simple_reply(self._core, "out_of_scope", Outcome.OUT_OF_SCOPE, text, card),
        )
        return []


def which_aspect(core: Core, edition: Edition, policy: Policy) -> Reply:
    """Ask which side of `policy` is meant."""
    message = Message(
        text=edition.answerer.says("utter_which_aspect", name=policy.name),
        buttons=aspect_buttons(policy, _ASPECTS, edition.answerer),
    )
    topic = Topic(journey="unclear", policies=[policy.id])
    return Reply(messages=[message], status=Outcome.CLARIFY, topic=topic, as_of=core.today())


def _last_action(tracker: Tracker) -> str | None:
    """The action that answered the message before this one."""
    for event in reversed(tracker.events):
        if event.get("event") == "action" and event.get("name") != "action_listen":
            return str(event.get("name"))
    return None
