"""Where an application stands, and what is kept of a person."""

from typing import Any

from rasa_sdk.interfaces import Tracker

from actions.turn import Said, TopicAction
from bot.cards import Reply
from bot.outcomes import Outcome
from bot.policies.model import Aspect
from bot.policies.replies import aspect_buttons
from bot.policies.store import Edition


class ActionApplications(TopicAction):
    """Says what is not offered. A named policy's own answers are offered beside it."""

    named = "action_applications"

    def respond(
        self, said: Said, tracker: Tracker, edition: Edition
    ) -> tuple[Reply, dict[str, Any]]:
        policy = said.policy(edition)
        says = edition.answerer.says
        text = says("utter_not_offered", service=says(f"utter_service_{said.intent}"))
        aspects = [Aspect.CONDITIONS, Aspect.AMOUNT, Aspect.DEADLINE]
        buttons = aspect_buttons(policy, aspects, edition.answerer) if policy else []
        journey = said.intent
        card = edition.answerer.contact_card()
        reply = self.simple_reply(journey, Outcome.NOT_OFFERED, text, card, buttons)
        items = {item for mention in said.links.service_items for item in mention.items}
        item = items.pop() if len(items) == 1 else None
        reply.topic.policies = [policy.id] if policy else []
        reply.topic.service_item = item
        # “这个补贴一般多久办完” may follow.
        kept = {"policy": policy.id if policy else None, "version": None, "service_item": item}
        return reply, kept if policy or item else {}
