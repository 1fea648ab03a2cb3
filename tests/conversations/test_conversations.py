"""Whole dialogues through the gateway and the real Rasa."""

from pathlib import Path

import httpx
import pytest

from bot.evaluation.conversations import Conversation, play, read_conversations
from bot.outcomes import Outcome
from tests.stack import Stack

CONVERSATIONS = read_conversations(Path(__file__).parent)
# Something must be broken or left out for these: tests/integration/gateway/ and
# tests/unit/actions/ do that.
ENDED_ELSEWHERE = {Outcome.DEGRADED, Outcome.FAILED, Outcome.NOT_OFFERED, Outcome.TURNED_OFF}


@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=lambda c: c.name)
def test_the_conversation_goes_as_written(
    conversation: Conversation, api: httpx.Client, stack: Stack
) -> None:
    for number, played in enumerate(play(conversation, api, stack.codes()), start=1):
        shown = f"turn {number} ({played.step.done}): {played.faults}\n{played.text}"
        assert not played.faults, shown


def test_every_outcome_has_a_conversation_that_ends_in_it() -> None:
    last = [conversation.turns[-1].expect.status for conversation in CONVERSATIONS]
    ended = {status for status in last if isinstance(status, str)}
    assert ended | ENDED_ELSEWHERE == set(Outcome)
