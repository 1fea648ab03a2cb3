"""A check before the trip that is under way: what was said of the things on its list."""

from typing import Any

from rasa_sdk.interfaces import Tracker

from actions.kept import kept_region
from bot.bootstrap import Core
from bot.cards import Button, Message, Reply
from bot.outcomes import ASKING, Outcome
from bot.policies.checklist_choices import ChecklistChoice
from bot.policies.checklist_replies import reply_to_checklist, topic_of
from bot.policies.checklists import Checklist, checklist_for, read_state
from bot.policies.linking import Links
from bot.policies.model import Aspect
from bot.policies.one_visit_replies import meant
from bot.policies.service_items import ServiceItem
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
    if text.startswith("/") or asks_something(text):
        return None
    paused = bool((state or {}).get("paused"))
    talked_of = tracker.slots.get("service_item")
    if checklist is None or (paused and talked_of != checklist.item.id):
        return _begun(core, edition, tracker, text, links)
    if _others_named(links, checklist.item):
        return None
    # After another topic, “都有” may speak of anything; a noun of the list does not.
    follows = not paused
    if follows or names_an_entry(text, checklist.entries):
        marks = read_ticks(text, checklist.entries, checklist.open)
        if marks:
            return shown(core, edition, checklist.marked(marks))
    regions = [mention.region for mention in links.regions]
    if follows and regions and len(text) <= len(regions[-1]) + _ASIDE:
        fresh = checklist_for(checklist.item, regions[-1], edition.knowledge)
        return shown(core, edition, fresh.marked(checklist.marks))
    return None


def _begun(
    core: Core, edition: Edition, tracker: Tracker, text: str, links: Links
) -> Answer | None:
    """“身份证带了，社保卡丢了”, after an answer on what to bring: the list with these marks."""
    talked_of = tracker.slots.get("service_item")
    told = (Aspect.MATERIALS, Aspect.OVERVIEW) if talked_of else (Aspect.MATERIALS,)
    if tracker.slots.get("aspect") not in told:
        return None
    item = meant(Links(), tracker.slots, edition).item
    if item is None or _others_named(links, item):
        return None
    checklist = checklist_for(item, kept_region(tracker, edition.knowledge), edition.knowledge)
    if not names_an_entry(text, checklist.entries):
        return None
    marks = read_ticks(text, checklist.entries, ())
    return shown(core, edition, checklist.marked(marks)) if marks else None


def _others_named(links: Links, item: ServiceItem) -> bool:
    """Whether a policy is named that `item` does not serve."""
    named = {policy for mention in links.policies for policy in mention.policies}
    return bool(named) and item.policy not in named


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


def resume(core: Core, edition: Edition, tracker: Tracker) -> Answer | None:
    """The list as it was left, after other topics; None where nothing on it is open."""
    checklist = read_state(tracker.slots.get("checklist"), edition.knowledge)
    return shown(core, edition, checklist) if checklist and checklist.open else None


def stop(core: Core, edition: Edition, tracker: Tracker) -> Answer | None:
    """No more of the list that is gone through; its marks are kept."""
    state = tracker.slots.get("checklist")
    checklist = read_state(state, edition.knowledge)
    if checklist is None or not isinstance(state, dict):
        return None
    if state.get("paused") or not checklist.open:
        return None
    message = Message(text=edition.answerer.says("utter_checklist_stopped"))
    reply = Reply(
        messages=[message],
        status=Outcome.CHECK_STOPPED,
        topic=topic_of(checklist.item),
        as_of=core.today(),
    )
    return reply, {"checklist": {**state, "paused": True}}


def after_an_aside(
    edition: Edition, tracker: Tracker, reply: Reply, slots: dict[str, Any], *, quiet: bool
) -> Answer:
    """`reply` to something else; the list waits until it is taken up or one of its nouns is said.

    Once it is told that it waits, unless something else asks already (`quiet`).
    """
    state = tracker.slots.get("checklist")
    if not isinstance(state, dict) or "checklist" in slots:
        return reply, slots
    slots = {**slots, "checklist": {**state, "paused": True}}
    checklist = read_state(state, edition.knowledge)
    waits = checklist and checklist.open and not state.get("paused")
    if not checklist or not waits or quiet or reply.status in ASKING:
        return reply, slots
    says = edition.answerer.says
    back = ChecklistChoice(item=checklist.item.id, city=checklist.region)
    message = Message(
        text=says("utter_checklist_waiting"),
        buttons=[Button(title=says("utter_button_resume_checklist"), payload=back.payload)],
    )
    return reply.model_copy(update={"messages": [*reply.messages, message]}), slots
