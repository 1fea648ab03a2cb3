"""Answers about a policy."""

from typing import Any

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, Tracker
from rasa_sdk.types import DomainDict

from actions.turn import Said, send
from bot.bootstrap import Core
from bot.policies.choices import read_choice
from bot.policies.dialogue import Decision, Turn, choose, decide
from bot.policies.model import Aspect
from bot.policies.replies import memory_of, read_memory, reply_to
from bot.policies.store import Edition
from bot.understanding.as_of import read_as_of


class ActionPolicyInfo(Action):
    """One aspect of one policy, or a question back."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def name(self) -> str:
        return "action_policy_info"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        edition = self._core.knowledge.edition
        said = Said.read(tracker, edition)
        return answer_policy(self._core, edition, dispatcher, tracker, said, _aspect(said.intent))


def answer_policy(
    core: Core,
    edition: Edition,
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    said: Said,
    aspect: Aspect | None,
) -> list[dict[str, Any]]:
    """Answer `said`, asked about `aspect`, and remember what the conversation is about."""
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
    send(dispatcher, reply_to(decision, said.text, edition, today))
    return [SlotSet(name, value) for name, value in memory_of(decision).items()]


def _aspect(intent: str) -> Aspect | None:
    """The aspect of an `ask_` intent; None for `inform`, which only names something."""
    return Aspect(intent.removeprefix("ask_")) if intent.startswith("ask_") else None
