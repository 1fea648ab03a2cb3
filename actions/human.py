"""A person who wants a human being, or wants to complain."""

from typing import Any

from rasa_sdk.interfaces import Tracker

from actions.said import Said
from actions.turn import TopicAction
from bot.cards import Reply
from bot.outcomes import Outcome
from bot.policies.store import Edition


class ActionHuman(TopicAction):
    """The hotlines."""

    named = "action_human"

    def respond(
        self, said: Said, tracker: Tracker, edition: Edition
    ) -> tuple[Reply, dict[str, Any]]:
        card = edition.answerer.contact_card()
        lines = [edition.answerer.says(f"utter_{said.intent}")]
        lines += [
            edition.answerer.says(
                "utter_contact_line", number=line.number, name=line.name, note=line.note
            )
            for line in card.lines
        ]
        text = "\n".join(lines)
        return self.simple_reply(said.intent, Outcome.CONTACT_GIVEN, text, card), {}
