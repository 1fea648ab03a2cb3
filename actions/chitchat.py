"""Greetings, thanks, and questions about the bot."""

from typing import Any

from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, Tracker
from rasa_sdk.types import DomainDict

from actions.turn import Said, send, simple_reply
from bot.bootstrap import Core
from bot.outcomes import Outcome
from bot.policies.model import Aspect
from bot.policies.replies import aspect_buttons


class ActionChitchat(Action):
    """The prepared sentence of the intent."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def name(self) -> str:
        return "action_chitchat"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        edition = self._core.knowledge.edition
        said = Said.read(tracker, edition)
        text = edition.answerer.says(f"utter_{said.intent}")
        policy = said.policy(edition)
        buttons = (
            aspect_buttons(policy, [Aspect.OVERVIEW, Aspect.CONDITIONS], edition.answerer)
            if policy
            else []
        )
        send(
            dispatcher,
            simple_reply(self._core, "chitchat", Outcome.CHITCHAT, text, buttons=buttons),
        )
        return []
