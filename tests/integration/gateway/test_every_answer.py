"""Every version and aspect through the running product: what is answered in process, word by word.

`tests/test_every_answer.py` asks for every city; here each question is asked without one and, of
the newest version, with one city, the cities in turn.
"""

from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from typing import Any

import httpx
import pytest

from bot.policies.choices import Choice
from bot.policies.model import Aspect, Policy
from tests.every_answer import CITIES, KNOWLEDGE, VERSIONS, all_faults, choice
from tests.in_process import InProcess
from tests.stack import Stack


def walk() -> dict[str, list[Choice]]:
    """What is asked of each version."""
    turns = cycle(CITIES)
    asked = {}
    for version_id, (policy, version) in VERSIONS.items():
        asked[version_id] = [choice(version_id, aspect, None) for aspect in Aspect]
        if version is policy.versions[-1]:
            asked[version_id] += [choice(version_id, aspect, next(turns)) for aspect in Aspect]
    return asked


ASKED = walk()


@pytest.fixture(scope="module")
def product() -> InProcess:
    return InProcess()


def test_every_aspect_is_asked_for_every_city() -> None:
    asked = {(each.aspect, each.city) for choices in ASKED.values() for each in choices}
    assert asked == {(aspect, city) for aspect in Aspect for city in (None, *CITIES)}


@pytest.mark.parametrize("version_id", VERSIONS)
def test_the_running_product_answers_what_is_answered_in_process(
    version_id: str, stack: Stack, product: InProcess
) -> None:
    choices = ASKED[version_id]
    with stack.client() as api, ThreadPoolExecutor(4) as pool:
        replies = list(pool.map(lambda each: ask(api, each), choices))
    faults = all_faults(choices, replies)
    assert not faults, "\n".join(faults[:20])
    expected = product.answers(choices)
    for each, reply, ours in zip(choices, replies, expected, strict=True):
        assert reply == ours.model_dump(mode="json"), each.payload


def ask(api: httpx.Client, asked: Choice) -> dict[str, Any]:
    city = CITIES.index(asked.city) if asked.city else "none"
    named = f"walk-{asked.version}-{asked.aspect.value}-{city}"
    response = api.post(f"/api/v1/conversations/{named}/messages", json={"text": asked.payload})
    assert response.status_code == 200, response.text
    reply: dict[str, Any] = response.json()
    return reply


@pytest.mark.parametrize("aspect", Aspect)
def test_every_policy_is_found_by_its_name_in_a_sentence(aspect: Aspect, stack: Stack) -> None:
    question = {
        Aspect.OVERVIEW: "是什么政策",
        Aspect.CONDITIONS: "要符合什么条件",
        Aspect.AMOUNT: "给多少钱",
        Aspect.MATERIALS: "要带什么材料",
        Aspect.PROCEDURE: "怎么申请",
        Aspect.DEADLINE: "什么时候截止",
        Aspect.WHERE: "在哪里办理",
        Aspect.CONTACT: "咨询电话是多少",
        Aspect.VALIDITY: "现在还有效吗",
    }[aspect]
    policies = list(KNOWLEDGE.policies.values())
    with stack.client() as api, ThreadPoolExecutor(4) as pool:

        def topic(policy: Policy) -> dict[str, Any]:
            address = f"/api/v1/conversations/named-{aspect.value}-{policy.id}/messages"
            reply = api.post(address, json={"text": policy.name + question}).json()
            return dict(reply["topic"])

        topics = list(pool.map(topic, policies))
    for policy, found in zip(policies, topics, strict=True):
        assert (found["policies"], found["aspect"]) == ([policy.id], aspect.value)
