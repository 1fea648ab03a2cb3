"""Answers about a policy."""

from typing import Any

from rasa_sdk.interfaces import Tracker

from actions.policy_talk import answer_info
from actions.said import Said
from actions.turn import TopicAction
from bot.cards import Reply
from bot.policies.model import Aspect
from bot.policies.store import Edition


class ActionPolicyInfo(TopicAction):
    """One aspect of one policy, or a question back."""

    named = "action_policy_info"

    def respond(
        self, said: Said, tracker: Tracker, edition: Edition
    ) -> tuple[Reply, dict[str, Any]]:
        return answer_info(self._core, edition, tracker, said, _aspect(said.intent))


def _aspect(intent: str) -> Aspect | None:
    """The aspect of an `ask_` intent; None for `inform`, which only names something."""
    return Aspect(intent.removeprefix("ask_")) if intent.startswith("ask_") else None
