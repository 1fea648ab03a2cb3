"""What is not our business."""

from typing import Any

from rasa_sdk.interfaces import Tracker

from actions.turn import Said, TopicAction
from actions.unclear import which_aspect
from bot.cards import Reply
from bot.outcomes import Outcome
from bot.policies.linking import unlinked_name
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
        general = card.lines[-1].number
        name = unlinked_name(said.text, said.links)
        if name:
            # 场租补贴 is an employment policy, 农机补贴 is not; we know only that we hold neither.
            text = edition.answerer.says("utter_not_held", name=name.text, general=general)
            return self.simple_reply("out_of_scope", Outcome.NOT_IN_KNOWLEDGE, text, card), {}
        text = edition.answerer.says("utter_out_of_scope", general=general)
        return self.simple_reply("out_of_scope", Outcome.OUT_OF_SCOPE, text, card), {}
