"""What was not understood."""

from typing import Any

from rasa_sdk.interfaces import Tracker

from actions.in_context import named_after_all
from actions.patience import Patience
from actions.pointing import pointed_reply, which_aspect
from actions.said import Said
from actions.turn import TopicAction
from bot.cards import Reply
from bot.outcomes import Outcome
from bot.policies.model import Aspect
from bot.policies.pointers import pointed
from bot.policies.replies import candidates, policy_buttons
from bot.policies.store import Edition


class ActionUnclear(TopicAction):
    """Asks back with buttons; the second time in a row it gives the hotline, then a person."""

    named = "action_unclear"
    understood_nothing = frozenset({"nlu_fallback"})

    def respond(
        self, said: Said, tracker: Tracker, edition: Edition
    ) -> tuple[Reply, dict[str, Any]]:
        policy = said.policy(edition)
        if policy:
            told = named_after_all(self._core, edition, tracker, said)
            return told or which_aspect(self._core, edition, policy)
        matter = pointed(said.text, edition.knowledge.pointers, edition.knowledge.contacts)
        if matter and not said.links.service_items:
            return pointed_reply(self._core, edition, matter), {}
        patience = Patience.read(tracker.slots)
        card = edition.answerer.contact_card()
        general = card.lines[-1].number
        text = patience.words("utter_unclear", edition.answerer, general=general)
        buttons = policy_buttons(candidates(said.text, edition), Aspect.OVERVIEW)
        shown = card if patience.times else None
        return self.simple_reply("unclear", Outcome.CLARIFY, text, shown, buttons), {}
