"""What is not our business."""

from typing import Any

from rasa_sdk.interfaces import Tracker

from actions.in_context import named_after_all
from actions.patience import Patience
from actions.pointing import pointed_reply, which_aspect
from actions.said import Said
from actions.turn import TopicAction
from bot.cards import Button, Reply
from bot.outcomes import Outcome
from bot.policies.check_choices import StartScreen
from bot.policies.linking import unlinked_name
from bot.policies.pointers import pointed
from bot.policies.store import Edition


class ActionOutOfScope(TopicAction):
    """Declines kindly and names whom to call; a named policy is never declined."""

    named = "action_out_of_scope"

    def respond(
        self, said: Said, tracker: Tracker, edition: Edition
    ) -> tuple[Reply, dict[str, Any]]:
        policy = said.policy(edition)
        if policy:
            told = named_after_all(self._core, edition, tracker, said)
            return told or which_aspect(self._core, edition, policy)
        matter = pointed(said.text, edition.knowledge.pointers, edition.knowledge.contacts)
        if matter:
            return pointed_reply(self._core, edition, matter), {}
        answerer = edition.answerer
        card = answerer.contact_card()
        general = card.lines[-1].number
        name = unlinked_name(said.text, said.links)
        if name:
            # 场租补贴 is an employment policy, 农机补贴 is not; we know only that we hold neither.
            text = answerer.says("utter_not_held", name=name.text, general=general)
            return self.simple_reply("out_of_scope", Outcome.NOT_IN_KNOWLEDGE, text, card), {}
        patience = Patience.read(tracker.slots)
        text = patience.words("utter_out_of_scope", answerer, general=general)
        screen = Button(title=answerer.says("utter_button_screen"), payload=StartScreen().payload)
        buttons = [screen] if patience.times else []
        return self.simple_reply("out_of_scope", Outcome.OUT_OF_SCOPE, text, card, buttons), {}
