"""Where an application stands, and what is kept of a person, for that person alone."""

from typing import Any

from rasa_sdk.interfaces import Tracker

from actions.identity_talk import IdentityTurn
from actions.turn import Said, TopicAction
from bot.cards import Reply
from bot.policies.model import Aspect
from bot.policies.replies import aspect_buttons
from bot.policies.store import Edition

_ASPECTS = [Aspect.CONDITIONS, Aspect.AMOUNT, Aspect.DEADLINE]


class ActionApplications(TopicAction):
    """Asks who it is and tells; `actions/identity_talk.py` carries it on."""

    named = "action_applications"

    def respond(
        self, said: Said, tracker: Tracker, edition: Edition
    ) -> tuple[Reply, dict[str, Any]]:
        reply, slots = IdentityTurn(self._core, edition, tracker, said).answer()
        policy = said.policy(edition)
        if policy:
            # How long it takes in general may be known without knowing who asks.
            first, *others = reply.messages
            buttons = [*first.buttons, *aspect_buttons(policy, _ASPECTS, edition.answerer)]
            first = first.model_copy(update={"buttons": buttons})
            reply = reply.model_copy(update={"messages": [first, *others]})
            reply.topic.policies = [policy.id]
        items = {item for mention in said.links.service_items for item in mention.items}
        item = items.pop() if len(items) == 1 else None
        reply.topic.service_item = reply.topic.service_item or item
        if policy or item:
            # “这个补贴一般多久办完” may follow.
            slots |= {"policy": policy.id if policy else None, "version": None}
            slots |= {"service_item": item}
        return reply, slots
