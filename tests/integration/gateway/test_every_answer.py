"""Every policy, aspect and city through the gateway: sourced, and no unknown told as a fact."""

import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from bot.policies.choices import Choice
from bot.policies.knowledge import KnowledgeBase
from bot.policies.loader import load_knowledge
from bot.policies.model import Aspect
from tests.stack import ROOT, Stack

KNOWLEDGE = load_knowledge(ROOT / "policies_kb")
CITIES = [None, *(city.name for city in KNOWLEDGE.cities())]
_LINK = re.compile(r"https?://[^\s\"'<>）)」]+")
_DATE = re.compile(r"\d{4}年|日期未注明")
# How a number is written in an answer that does not come from a statement: dates, years, hotlines.
_UNKNOWN = "资料里没有见到"


def known_links(knowledge: KnowledgeBase) -> set[str]:
    return {
        item.url
        for policy in knowledge.policies.values()
        for item in (*policy.documents.values(), *policy.sources.values())
        if item.url
    }


@pytest.mark.parametrize("policy_id", KNOWLEDGE.policies)
def test_every_answer_of_the_policy_is_sourced_dated_and_honest(
    policy_id: str, stack: Stack
) -> None:
    choices = [
        Choice(aspect=aspect, policy=policy_id, version=version.id, city=city)
        for version in KNOWLEDGE.policies[policy_id].versions
        for aspect in Aspect
        for city in (CITIES if version is KNOWLEDGE.policies[policy_id].versions[-1] else [None])
    ]
    with stack.client() as api, ThreadPoolExecutor(4) as pool:
        replies = list(pool.map(lambda choice: ask(api, choice), choices))
    faults = [
        f"{choice.payload}: {fault}"
        for choice, reply in zip(choices, replies, strict=True)
        for fault in faults_of(choice, reply)
    ]
    assert not faults, "\n".join(faults[:20])


def ask(api: httpx.Client, choice: Choice) -> dict[str, Any]:
    named = f"walk-{choice.version}-{choice.aspect.value}-{CITIES.index(choice.city)}"
    response = api.post(f"/api/v1/conversations/{named}/messages", json={"text": choice.payload})
    assert response.status_code == 200, response.text
    reply: dict[str, Any] = response.json()
    return reply


def bare(line: dict[str, Any]) -> str:
    """The statement as the knowledge base has it: without its clause and without its end."""
    text = str(line["text"]).removesuffix(f"（见{line['clause']}）")
    return text.split("（已过期")[0]


def faults_of(choice: Choice, reply: dict[str, Any]) -> list[str]:
    message = reply["messages"][0]
    text, card = message["text"], message["card"]
    policy = KNOWLEDGE.policies[choice.policy]
    version = next(v for v in policy.versions if v.id == choice.version)
    faults = []
    if reply["status"] not in {"answered", "expired_policy", "not_in_knowledge"}:
        faults.append(f"ends as {reply['status']}")
    if card["version"] != version.id or card["aspect"] != choice.aspect.value:
        faults.append(f"answers {card['version']} {card['aspect']}")
    # A source line with a document's number or a title, and a date, and the day of checking.
    source_line = next((line for line in text.splitlines() if line.startswith("依据：")), "")
    if not re.search(r"〔\d{4}〕|\[\d{4}\]|﹝\d{4}﹞|第\d+号|《", source_line):
        faults.append("names no document and no title")
    if not _DATE.search(source_line) or "资料核对于" not in source_line:
        faults.append("is not dated")
    if not card["sources"]:
        faults.append("has no source in its card")
    for line in card["statements"]:
        if not 0 <= line["source"] < len(card["sources"]):
            faults.append(f"a statement without a source: {line['text']}")
    # Nothing is stated that is not a statement of this version and, with a city, of that place.
    held = {s.text for _, s in version.all()}
    for sections in version.cities.values():
        held |= {s.text for _, s in sections.all()}
    told = {bare(line) for line in card["statements"]}
    if not told <= held:
        faults.append(f"states what the knowledge base does not hold: {told - held}")
    # What is unknown is told on a line that says so, and on no other.
    unknown = {u.text for u in version.unknown}
    for line in text.splitlines():
        if line.startswith("· ") and any(line.endswith(item) for item in unknown):
            faults.append(f"an unknown as a fact: {line}")
    for item in (u.text for u in version.unknown if u.aspect is choice.aspect):
        if not any(line.startswith(_UNKNOWN) and item in line for line in text.splitlines()):
            faults.append(f"does not say that it does not know: {item}")
    without_statements = (Aspect.OVERVIEW, Aspect.VALIDITY, Aspect.CONTACT)
    if not told and choice.aspect not in without_statements:
        if reply["status"] != "not_in_knowledge":
            faults.append(f"has nothing to say and ends as {reply['status']}")
        if "12333" not in text:
            faults.append("has nothing to say and names no one who has")
    # Hints are told as one place's words with their year, never as the rule.
    for line in card["statements"]:
        if line["trust"] == "C" and line["text"] in text:
            spoken = next(each for each in text.splitlines() if line["text"] in each)
            if not re.search(r"（(\d{4}年(发布)?|年份未注明)）", spoken):
                faults.append(f"a hint as a rule: {spoken}")
    links = set(_LINK.findall(text)) | {s["url"] for s in card["sources"] if s["url"]}
    if not links <= known_links(KNOWLEDGE):
        faults.append(f"links that nobody sourced: {links - known_links(KNOWLEDGE)}")
    if choice.city and card["region"] != choice.city:
        faults.append(f"answers for {card['region']}")
    return faults


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
    with stack.client() as api:
        for policy in KNOWLEDGE.policies.values():
            address = f"/api/v1/conversations/named-{aspect.value}-{policy.id}/messages"
            topic = api.post(address, json={"text": policy.name + question}).json()["topic"]
            assert (topic["policies"], topic["aspect"]) == ([policy.id], aspect.value)
