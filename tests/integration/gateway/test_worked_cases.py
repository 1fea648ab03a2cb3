"""A sample of the worked cases played as conversations, through the gateway and the real Rasa."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import httpx
import pytest

from bot.config import ROOT
from bot.policies.cases import Case, play
from bot.policies.check_choices import NONE_OF_THEM, NOT_KNOWN, GiveAnswer, StartCheck
from bot.policies.facts import Facts, Kind
from bot.policies.loader import load_knowledge
from bot.policies.partial_date import PartialDate
from bot.policies.versions import version_on
from tests.stack import TODAY

KNOWLEDGE = load_knowledge(ROOT / "policies_kb")
DAY = date.fromisoformat(TODAY)
SAMPLE = 60
MOST_QUESTIONS = 40


@dataclass(frozen=True)
class Played:
    """A case that comes out today as on its own day."""

    policy: str
    case: Case
    facts: Facts

    @property
    def name(self) -> str:
        return f"{self.policy}: {self.case.name}"


def comparable() -> list[Played]:
    """The cases whose version and verdict are today's as well: the bot answers for today."""
    found = []
    for file in KNOWLEDGE.cases.values():
        policy = KNOWLEDGE.policies[file.policy]
        for case in file.cases:
            played = play(case, policy, KNOWLEDGE.facts, KNOWLEDGE.place)
            same = version_on(policy, DAY) is played.version
            if same and played.version.judge(played.facts, DAY) is played.verdict.result:
                found.append(Played(policy.id, case, played.facts))
    return found


COMPARABLE = comparable()
# Spread evenly over all policies, and the same ones every time.
SAMPLED = [COMPARABLE[at * len(COMPARABLE) // SAMPLE] for at in range(SAMPLE)]


def answer(unit: str, facts: Facts, offered: dict[str, str]) -> str:
    """What the person of the case would press or write."""
    catalogue = KNOWLEDGE.facts
    not_known = GiveAnswer(ask=unit, value=NOT_KNOWN).payload
    if unit in catalogue.groups:
        members = catalogue.groups[unit].facts
        held = [name for name in members if facts.get(name) is True]
        payloads = [GiveAnswer(ask=unit, value=name).payload for name in held]
        pressed = next((payload for payload in payloads if payload in offered.values()), None)
        if pressed:
            return pressed
        # “None of these” is said only by who knows it of every one that is shown.
        open_members = [
            name for name in members if GiveAnswer(ask=unit, value=name).payload in offered.values()
        ]
        if all(facts.get(name) is False for name in open_members):
            return GiveAnswer(ask=unit, value=NONE_OF_THEM).payload
        return not_known
    value = facts.get(unit)
    if value is None:
        return not_known
    fact = catalogue.facts[unit]
    if isinstance(value, bool):
        return GiveAnswer(ask=unit, value="yes" if value else "no").payload
    if isinstance(value, tuple):
        pressed = GiveAnswer(ask=unit, value=value[0]).payload
        return pressed if pressed in offered.values() else value[0].removesuffix("市")
    if isinstance(value, PartialDate):
        return value.chinese
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    assert fact.kind is Kind.CHOICE
    return GiveAnswer(ask=unit, value=value).payload


def converse(api: httpx.Client, played: Played) -> dict[str, Any]:
    """The verdict's reply, after as many questions as the bot asks."""
    address = f"/api/v1/conversations/case-{uuid4()}/messages"
    said = StartCheck(policy=played.policy).payload
    for _ in range(MOST_QUESTIONS):
        response = api.post(address, json={"text": said})
        assert response.status_code == 200, response.text
        reply: dict[str, Any] = response.json()
        if reply["status"] != "ask_fact":
            return reply
        message = reply["messages"][-1]
        offered = {button["title"]: button["payload"] for button in message["buttons"]}
        said = answer(message["card"]["fact"], played.facts, offered)
    raise AssertionError("asks without an end")


def test_the_sample_is_large_and_spread() -> None:
    assert len({played.name for played in SAMPLED}) == SAMPLE
    assert len({played.policy for played in SAMPLED}) >= 12
    assert {played.case.verdict for played in SAMPLED} == {"yes", "no", "unknown"}


@pytest.mark.parametrize("played", SAMPLED, ids=lambda played: played.name)
def test_a_worked_case_comes_out_of_the_conversation_as_written(
    played: Played, api: httpx.Client
) -> None:
    reply = converse(api, played)
    assert reply["status"] == "verdict"
    card = reply["messages"][-1]["card"]
    assert card["verdict"] == played.case.verdict, reply["messages"][-1]["text"]
