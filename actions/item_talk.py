"""What an answer about a service item needs of the conversation, and leaves in it."""

from rasa_sdk.interfaces import Tracker

from actions.checklist_talk import Answer
from actions.kept import kept_region
from actions.said import Said
from bot.bootstrap import Core
from bot.policies.knowledge import KnowledgeBase
from bot.policies.model import Aspect
from bot.policies.one_visit_replies import reply_about_item
from bot.policies.service_items import ServiceItem
from bot.policies.store import Edition


def about(
    core: Core,
    edition: Edition,
    item: ServiceItem,
    aspect: Aspect,
    region: str | None,
    journey: str = "one_visit",
    asked: str = "",
) -> Answer:
    """The answer on one side of `item` to what was `asked`, and what to remember."""
    reply = reply_about_item(item, aspect, region, edition, core.today(), journey, asked)
    return reply, {
        "service_item": item.id,
        "policy": item.policy,
        "version": None,
        "aspect": aspect.value,
        "region": region,
        "as_of": None,
    }


def region_of(said: Said, tracker: Tracker, knowledge: KnowledgeBase) -> str | None:
    """The place that is named, else the one that was talked about."""
    if said.links.regions:
        return said.links.regions[-1].region
    return kept_region(tracker, knowledge)
