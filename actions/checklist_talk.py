"""A check before the trip that is under way: what was said of the things on its list."""

from typing import Any

from rasa_sdk.interfaces import Tracker

from bot.bootstrap import Core
from bot.cards import Reply
from bot.policies.checklist_replies import reply_to_checklist
from bot.policies.checklists import Checklist, checklist_for, read_state
from bot.policies.linking import Links
from bot.policies.store import Edition
from bot.policies.ticks import asks_something, names_an_entry, read_ticks

Answer = tuple[Reply, dict[str, Any]]
# An answer that only names a place says little else: “我在镇江办”.
_ASIDE = 5


def go_through(
    core: Core, edition: Edition, tracker: Tracker, text: str, links: Links
) -> Answer | None:
    """The list after `text`, where the message speaks of the list; else None."""
    state = tracker.slots.get("checklist")
    checklist = read_state(state, edition.knowledge)
    if checklist is None or text.startswith("/") or asks_something(text):
        return None
    if links.policies:
        return None
    # After another topic, “都有” may speak of anything; a noun of the list does not.
    follows = not (state or {}).get("paused")
    if follows or names_an_entry(text, checklist.entries):
        marks = read_ticks(text, checklist.entries, checklist.open)
        if marks:
            return shown(core, edition, checklist.marked(marks))
    regions = [mention.region for mention in links.regions]
    if follows and regions and len(text) <= len(regions[-1]) + _ASIDE:
        fresh = checklist_for(checklist.item, regions[-1], edition.knowledge)
        return shown(core, edition, fresh.marked(checklist.marks))
    return None


def shown(core: Core, edition: Edition, checklist: Checklist) -> Answer:
    """The list as it stands, and the slots after it."""
    reply = reply_to_checklist(checklist, edition.answerer, core.today())
    item = checklist.item
    state = {**checklist.state, "paused": not checklist.open and bool(checklist.entries)}
    return reply, {
        "checklist": state,
        "service_item": item.id,
        "policy": item.policy,
        "version": None,
        "region": checklist.region,
        "as_of": None,
    }


def paused(tracker: Tracker, slots: dict[str, Any]) -> dict[str, Any]:
    """`slots` after a turn about something else: the list waits until one of its nouns is said."""
    state = tracker.slots.get("checklist")
    if not isinstance(state, dict) or "checklist" in slots:
        return slots
    return {**slots, "checklist": {**state, "paused": True}}
