"""Answers about a policy."""

from typing import Any

from rasa_sdk.interfaces import Tracker

from actions.turn import Said, TopicAction
from bot.bootstrap import Core
from bot.cards import Reply
from bot.policies.choices import read_choice
from bot.policies.dialogue import Decision, Turn, choose, decide
from bot.policies.model import Aspect
from bot.policies.replies import memory_of, read_memory, reply_to
from bot.policies.store import Edition
from bot.understanding.as_of import read_as_of


class ActionPolicyInfo(TopicAction):
    """One aspect of one policy, or a question back."""

    named = "action_policy_info"

    def respond(
        self, said: Said, tracker: Tracker, edition: Edition
    ) -> tuple[Reply, dict[str, Any]]:
        return answer_policy(self._core, edition, tracker, said, _aspect(said.intent))


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
    return reply_to(decision, said.text, edition, today), memory_of(decision)


def _aspect(intent: str) -> Aspect | None:
    """The aspect of an `ask_` intent; None for `inform`, which only names something."""
    return Aspect(intent.removeprefix("ask_")) if intent.startswith("ask_") else None
