"""What is not our business."""

from typing import Any

from rasa_sdk.interfaces import Tracker

from actions.turn import Said, TopicAction
from actions.unclear import which_aspect
from bot.cards import Reply
from bot.outcomes import Outcome
from bot.policies.store import Edition


class ActionOutOfScope(TopicAction):
    """Declines kindly; a named policy is never declined."""

    named = "action_out_of_scope"

    def respond(
        self, said: Said, tracker: Tracker, edition: Edition
    ) -> tuple[Reply, dict[str, Any]]:
        policy = said.policy(edition)
        if policy:
            return which_aspect(self._core, edition, policy), {}
        card = edition.answerer.contact_card()
        text = edition.answerer.says("utter_out_of_scope", general=card.lines[-1].number)
        return self.simple_reply("out_of_scope", Outcome.OUT_OF_SCOPE, text, card), {}
