"""A person who wants a human being, or wants to complain."""

from typing import Any

from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, Tracker
from rasa_sdk.types import DomainDict

from actions.turn import Said, send, simple_reply
from bot.bootstrap import Core
from bot.outcomes import Outcome


class ActionHuman(Action):
    """The hotlines."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def name(self) -> str:
        return "action_human"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        edition = self._core.knowledge.edition
        said = Said.read(tracker, edition)
        card = edition.answerer.contact_card()
        lines = [edition.answerer.says(f"utter_{said.intent}")]
        lines += [
            edition.answerer.says(
                "utter_contact_line", number=line.number, name=line.name, note=line.note
            )
            for line in card.lines
        ]
        text = "\n".join(lines)
        send(dispatcher, simple_reply(self._core, said.intent, Outcome.CONTACT_GIVEN, text, card))
        return []
