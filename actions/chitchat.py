"""Greetings, thanks, and questions about the bot."""

from typing import Any

from rasa_sdk.interfaces import Tracker

from actions.said import Said
from actions.turn import TopicAction
from bot.cards import Reply
from bot.outcomes import Outcome
from bot.policies.model import Aspect
from bot.policies.replies import aspect_buttons
from bot.policies.store import Edition


class ActionChitchat(TopicAction):
    """The prepared sentence of the intent; a named policy is offered beside it."""

    named = "action_chitchat"
    understood_nothing = frozenset({"affirm_ok", "goodbye"})

    def respond(
        self, said: Said, tracker: Tracker, edition: Edition
    ) -> tuple[Reply, dict[str, Any]]:
        policy = said.policy(edition)
        aspects = [Aspect.OVERVIEW, Aspect.CONDITIONS]
        buttons = aspect_buttons(policy, aspects, edition.answerer) if policy else []
        text = edition.answerer.says(f"utter_{said.intent}")
        if said.intent == "abuse":
            # Somebody who scolds has a complaint, and is given somebody to talk to.
            card = edition.answerer.contact_card()
            return self.simple_reply("complaint_feedback", Outcome.CONTACT_GIVEN, text, card), {}
        return self.simple_reply("chitchat", Outcome.CHITCHAT, text, buttons=buttons), {}
