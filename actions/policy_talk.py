"""What an answer about a policy needs of the conversation, and leaves in it."""

from dataclasses import replace
from typing import Any

from rasa_sdk.interfaces import Tracker

from actions.item_talk import about, region_of
from actions.said import Said
from bot.bootstrap import Core
from bot.cards import Reply
from bot.policies.answer import ANSWERED_WITHOUT_STATEMENTS, Concerned
from bot.policies.choices import read_choice
from bot.policies.dialogue import Answered, Decision, Memory, Turn, choose, decide
from bot.policies.linking import unlinked_name
from bot.policies.model import Aspect
from bot.policies.one_visit_replies import meant
from bot.policies.replies import JOURNEY, memory_of, read_memory, reply_to
from bot.policies.service_items import ServiceItem
from bot.policies.store import Edition
from bot.understanding.as_of import read_as_of


def answer_info(
    core: Core, edition: Edition, tracker: Tracker, said: Said, aspect: Aspect | None
) -> tuple[Reply, dict[str, Any]]:
    """Answer about the policy or the service item that is meant."""
    told = about_item(core, edition, tracker, said, aspect)
    return told or answer_policy(core, edition, tracker, said, aspect)


def about_item(
    core: Core, edition: Edition, tracker: Tracker, said: Said, aspect: Aspect | None
) -> tuple[Reply, dict[str, Any]] | None:
    """“失业登记要带什么”: a service item that no policy stands for answers by itself."""
    item = _item(said, tracker, edition)
    if item is None:
        return None
    region = region_of(said, tracker, edition.knowledge)
    return about(core, edition, item, aspect or _kept_aspect(tracker), region, JOURNEY, said.text)


def answer_policy(
    core: Core,
    edition: Edition,
    tracker: Tracker,
    said: Said,
    aspect: Aspect | None,
    concerned: Concerned | None = None,
) -> tuple[Reply, dict[str, Any]]:
    """Answer `said`, asked about `aspect`; the slots hold what the conversation is about."""
    today = core.today()
    memory = read_memory(tracker.slots)
    choice = read_choice(said.text, edition.knowledge)
    decision: Decision
    if choice:
        decision = choose(choice, memory, edition.knowledge, today)
    else:
        as_of = read_as_of(said.text, today)
        turn = Turn(said.text, aspect, said.links, as_of.day if as_of else None, concerned)
        decision = decide(turn, memory, edition.knowledge, today)
        if aspect is None and isinstance(decision, Answered) and _turns_to(decision, memory):
            decision = _told_at_all(decision)
    slots = {**memory_of(decision), "service_item": None}
    return reply_to(decision, said.text, edition, today), slots


def _turns_to(decision: Answered, memory: Memory) -> bool:
    """Whether another policy is talked of from now on."""
    return memory.policy is not None and decision.policy.id != memory.policy


def _told_at_all(decision: Answered) -> Answered:
    """“那不见面审批呢”, after a question that nothing is known of here: what it is."""
    if decision.version.tells(decision.aspect) or decision.aspect in ANSWERED_WITHOUT_STATEMENTS:
        return decision
    return replace(decision, aspect=Aspect.OVERVIEW)


def _item(said: Said, tracker: Tracker, edition: Edition) -> ServiceItem | None:
    """The service item that is meant where no policy is."""
    if said.text.startswith("/") or said.links.policies:
        return None
    if not said.links.service_items:
        if tracker.slots.get("policy") or unlinked_name(said.text, said.links):
            return None
        return edition.knowledge.service_items.get(tracker.slots.get("service_item") or "")
    return meant(said.links, {}, edition).item


def _kept_aspect(tracker: Tracker) -> Aspect:
    kept = tracker.slots.get("aspect")
    return Aspect(kept) if kept else Aspect.OVERVIEW
