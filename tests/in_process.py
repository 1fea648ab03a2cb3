"""The product in one process: the gateway's steps and our actions, and no Rasa between them.

Rasa decides nothing about a pressed button: a rule names the action. So what is answered here is
what the running product answers, many times faster; the walk through the running product
(`tests/integration/gateway/test_every_answer.py`) holds the two side by side.
"""

import asyncio
import re
from collections.abc import Iterable
from dataclasses import replace

from rasa_sdk.executor import ActionExecutor

from actions.server import build_executor
from bot.cards import Reply
from bot.gateway.metrics import Metrics
from bot.gateway.steps import run_turn
from bot.gateway.turn import Turn
from bot.policies.choices import Choice
from bot.rasa_client import Span
from tests.fakes import FakeConversations, FakeOutcomes, FakeRasa, Fakes

# As `data/rules/policy_info.yml` has it.
_INTENT = re.compile(r"/(ask_[a-z]+)\{")
_ACTION = "action_policy_info"


class RuledRasa(FakeRasa):
    """Calls the action of a pressed button as Rasa does, at the start of a conversation."""

    def __init__(self, actions: ActionExecutor) -> None:
        super().__init__()
        self._actions = actions

    async def turn(
        self,
        conversation: str,
        text: str,
        mentions: list[Span],
        client: str | None = None,
        message_id: str | None = None,
    ) -> Reply:
        pressed = _INTENT.match(text)
        assert pressed, f"no button of a policy answer: {text}"
        tracker = {
            "sender_id": conversation,
            "slots": {},
            "latest_message": {"intent": {"name": pressed[1]}},
            "events": [{"event": "user", "text": text}],
            "paused": False,
            "followup_action": None,
            "active_loop": {},
            "latest_action_name": None,
        }
        done = await self._actions.run({"next_action": _ACTION, "tracker": tracker, "domain": {}})
        assert done
        return Reply.model_validate(done.responses[0]["custom"])


class InProcess:
    """The product over the real knowledge base, on the day of the tests."""

    def __init__(self) -> None:
        fakes = Fakes()
        self._parts = replace(fakes.parts, rasa=RuledRasa(build_executor(fakes.parts.core)))
        self._metrics = Metrics()

    def answers(self, choices: Iterable[Choice]) -> list[Reply]:
        """What each button answers, pressed in a conversation of its own."""

        async def press() -> list[Reply]:
            return [await self._press(choice.payload) for choice in choices]

        return asyncio.run(press())

    async def _press(self, payload: str) -> Reply:
        parts = replace(self._parts, conversations=FakeConversations(), outcomes=FakeOutcomes())
        edition = parts.core.knowledge.edition
        return await run_turn(Turn("one", "client", payload, None, edition, parts, self._metrics))
