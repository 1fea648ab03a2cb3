"""Answers about a policy."""

import re
from typing import Any

from rasa_sdk.interfaces import Tracker

from actions.pointing import which_aspect
from actions.policy_talk import answer_info
from actions.said import Said
from actions.turn import TopicAction
from bot.cards import Reply
from bot.policies.model import Aspect
from bot.policies.nearest import GENERAL
from bot.policies.search import content_words
from bot.policies.store import Edition
from bot.understanding.as_of import read_as_of
from bot.understanding.short_replies import admits_not_knowing

_ONLY_SOUNDS = re.compile(r"[嗯呃额啊哦唔诶那个这啥呢吧嘛就是,，。.… ]+")
# What words are taken for that ask nothing.
_SAYS_LITTLE = {"inform", "ask_overview"}


class ActionPolicyInfo(TopicAction):
    """One aspect of one policy, or a question back."""

    named = "action_policy_info"

    def respond(
        self, said: Said, tracker: Tracker, edition: Edition
    ) -> tuple[Reply, dict[str, Any]]:
        policy = edition.knowledge.policies.get(tracker.slots.get("policy") or "")
        if policy and said.intent in _SAYS_LITTLE and self._says_nothing(said, tracker, edition):
            return which_aspect(self._core, edition, policy)
        return answer_info(self._core, edition, tracker, said, _aspect(said.intent))

    def _says_nothing(self, said: Said, tracker: Tracker, edition: Edition) -> bool:
        """“不知道”, where nothing was asked: it names nothing and tells nothing."""
        links = said.links
        named = links.policies or links.service_items or links.regions or links.perhaps
        if said.text.startswith("/") or named or read_as_of(said.text, self._core.today()):
            return False
        if _ONLY_SOUNDS.fullmatch(said.text):
            return True
        bare = not set(content_words(said.text)) - GENERAL or admits_not_knowing(said.text)
        return bare and not self.check_turn(said, tracker, edition).heard


def _aspect(intent: str) -> Aspect | None:
    """The aspect of an `ask_` intent; None for `inform`, which only names something."""
    return Aspect(intent.removeprefix("ask_")) if intent.startswith("ask_") else None
