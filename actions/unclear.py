"""What was not understood."""

from typing import Any

from rasa_sdk.interfaces import Tracker

from actions.turn import Said, TopicAction
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


class ActionUnclear(TopicAction):
    """Asks back with buttons; the second time in a row it gives the hotline as well."""

    named = "action_unclear"
    understood_nothing = frozenset({"nlu_fallback"})

    def respond(
        self, said: Said, tracker: Tracker, edition: Edition
    ) -> tuple[Reply, dict[str, Any]]:
        policy = said.policy(edition)
        if policy:
            return which_aspect(self._core, edition, policy), {}
        again = _last_action(tracker) == self.named
        text = edition.answerer.says("utter_unclear_again" if again else "utter_unclear")
        card = edition.answerer.contact_card() if again else None
        buttons = policy_buttons(candidates(said.text, edition), Aspect.OVERVIEW)
        return self.simple_reply("unclear", Outcome.CLARIFY, text, card, buttons), {}


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
