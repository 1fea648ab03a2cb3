"""What the conversation keeps, as far as the knowledge base still holds it."""

from rasa_sdk.interfaces import Tracker

from bot.errors import UnknownRegion
from bot.policies.knowledge import KnowledgeBase


def kept_region(tracker: Tracker, knowledge: KnowledgeBase) -> str | None:
    """The place that was talked about, when it is still held."""
    try:
        kept = tracker.slots.get("region")
        return knowledge.region(kept).name if kept else None
    except UnknownRegion:
        return None
