"""Answers about a policy."""

from typing import Any

from rasa_sdk.interfaces import Tracker

from actions.item_talk import about, region_of
from actions.turn import Said, TopicAction
from bot.bootstrap import Core
from bot.cards import Reply
from bot.policies.choices import read_choice
from bot.policies.dialogue import Decision, Turn, choose, decide
from bot.policies.linking import unlinked_name
from bot.policies.model import Aspect
from bot.policies.one_visit_replies import meant
from bot.policies.replies import JOURNEY, memory_of, read_memory, reply_to
from bot.policies.service_items import ServiceItem
from bot.policies.store import Edition
from bot.understanding.as_of import read_as_of


class ActionPolicyInfo(TopicAction):
    """One aspect of one policy, or a question back."""

    named = "action_policy_info"

    def respond(
        self, said: Said, tracker: Tracker, edition: Edition
    ) -> tuple[Reply, dict[str, Any]]:
        aspect = _aspect(said.intent)
        item = _item(said, tracker, edition)
        if item:
            # “失业登记要带什么”: a service item that no policy stands for answers by itself.
            region = region_of(said, tracker, edition.knowledge)
            told = aspect or _kept_aspect(tracker)
            return about(self._core, edition, item, told, region, JOURNEY)
        return answer_policy(self._core, edition, tracker, said, aspect)


def answer_policy(
    core: Core, edition: Edition, tracker: Tracker, said: Said, aspect: Aspect | None
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
        turn = Turn(said.text, aspect, said.links, as_of.day if as_of else None)
        decision = decide(turn, memory, edition.knowledge, today)
    slots = {**memory_of(decision), "service_item": None}
    return reply_to(decision, said.text, edition, today), slots


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


def _aspect(intent: str) -> Aspect | None:
    """The aspect of an `ask_` intent; None for `inform`, which only names something."""
    return Aspect(intent.removeprefix("ask_")) if intent.startswith("ask_") else None
