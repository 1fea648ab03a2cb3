"""Services that this bot does not carry out: it says so, and where they are done."""

from typing import Any

from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, Tracker
from rasa_sdk.types import DomainDict

from actions.policy_info import answer_policy
from actions.turn import Said, send, simple_reply
from bot.bootstrap import Core
from bot.outcomes import Outcome
from bot.policies.model import Aspect
from bot.policies.replies import aspect_buttons

_JOURNEYS = {"booking": "booking_create"}


class ActionServices(Action):
    """Says what is not offered. A named policy's own answers are offered beside it."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def name(self) -> str:
        return "action_services"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        edition = self._core.knowledge.edition
        said = Said.read(tracker, edition)
        policy = said.policy(edition)
        if policy and said.intent == "benefits_screen":
            # “失业了能领失业金吗” asks about one policy, not about all.
            return answer_policy(self._core, edition, dispatcher, tracker, said, Aspect.CONDITIONS)
        says = edition.answerer.says
        text = says("utter_not_offered", service=says(f"utter_service_{said.intent}"))
        aspects = [Aspect.CONDITIONS, Aspect.AMOUNT, Aspect.DEADLINE]
        buttons = aspect_buttons(policy, aspects, edition.answerer) if policy else []
        journey = _JOURNEYS.get(said.intent, said.intent)
        card = edition.answerer.contact_card()
        send(
            dispatcher,
            simple_reply(self._core, journey, Outcome.NOT_OFFERED, text, card, buttons),
        )
        return []
