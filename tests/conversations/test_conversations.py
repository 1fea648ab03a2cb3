"""Whole dialogues through the gateway and the real Rasa."""

from pathlib import Path

import httpx
import pytest

from bot.evaluation.conversations import Conversation, play, read_conversations
from bot.outcomes import Outcome

CONVERSATIONS = read_conversations(Path(__file__).parent)
# These two need something broken; tests/integration/gateway/ breaks it.
ENDED_ELSEWHERE = {Outcome.DEGRADED, Outcome.FAILED}


@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=lambda c: c.name)
def test_the_conversation_goes_as_written(conversation: Conversation, api: httpx.Client) -> None:
    for number, played in enumerate(play(conversation, api), start=1):
        shown = f"turn {number} ({played.step.done}): {played.faults}\n{played.text}"
        assert not played.faults, shown


def test_every_outcome_has_a_conversation_that_ends_in_it() -> None:
    last = [conversation.turns[-1].expect.status for conversation in CONVERSATIONS]
    ended = {status for status in last if isinstance(status, str)}
    assert ended | ENDED_ELSEWHERE == set(Outcome)
