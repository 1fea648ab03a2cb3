"""Every policy version, aspect and city as a question, and the faults that an answer may have."""

import re
from typing import Any

from bot.policies.choices import Choice
from bot.policies.loader import load_knowledge
from bot.policies.model import Aspect, Version
from tests.stack import ROOT

KNOWLEDGE = load_knowledge(ROOT / "policies_kb")
CITIES = [city.name for city in KNOWLEDGE.cities()]
VERSIONS = {
    version.id: (policy, version)
    for policy in KNOWLEDGE.policies.values()
    for version in policy.versions
}
_LINKS = {
    item.url
    for policy in KNOWLEDGE.policies.values()
    for item in (*policy.documents.values(), *policy.sources.values())
    if item.url
}
_LINK = re.compile(r"https?://[^\s\"'<>）)」]+")
_DATE = re.compile(r"\d{4}年|日期未注明")
_UNKNOWN = "资料里没有见到"


def choice(version_id: str, aspect: Aspect, city: str | None) -> Choice:
    """The button that asks this."""
    policy, _ = VERSIONS[version_id]
    return Choice(aspect=aspect, policy=policy.id, version=version_id, city=city)


def all_faults(choices: list[Choice], replies: list[dict[str, Any]]) -> list[str]:
    """The faults of all `replies`, each with its question."""
    return [
        f"{asked.payload}: {fault}"
        for asked, reply in zip(choices, replies, strict=True)
        for fault in faults_of(asked, reply)
    ]


def faults_of(asked: Choice, reply: dict[str, Any]) -> list[str]:
    """What is wrong with `reply`, as the gateway sends it."""
    message = reply["messages"][0]
    text, card = message["text"], message["card"]
    _, version = VERSIONS[str(asked.version)]
    faults = []
    if reply["status"] not in {"answered", "expired_policy", "not_in_knowledge"}:
        faults.append(f"ends as {reply['status']}")
    if card["version"] != version.id or card["aspect"] != asked.aspect.value:
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
    told = {(line["region"], _bare(line)) for line in card["statements"]}
    if not told <= _held(version, asked.city):
        faults.append(
            f"states what the knowledge base does not hold: {told - _held(version, asked.city)}"
        )
    # What an earlier version held is of that place, and stands under that version's name.
    for line in card["earlier"]:
        policy, _ = VERSIONS[version.id]
        older = [v for v in policy.versions if v.name == card["earlier_version"]]
        if not any((line["region"], _bare(line)) in _held(each, asked.city) for each in older):
            faults.append(f"no earlier version holds: {line['text']}")
        if f"以前“{card['earlier_version']}”里写的" not in text:
            faults.append(f"an earlier rule as today's: {line['text']}")
    # What is unknown is told on a line that says so, and on no other.
    unknown = {u.text for u in version.unknown}
    for line in text.splitlines():
        if line.startswith("· ") and any(line.endswith(item) for item in unknown):
            faults.append(f"an unknown as a fact: {line}")
    for item in (u.text for u in version.unknown if u.aspect is asked.aspect):
        if not any(line.startswith(_UNKNOWN) and item in line for line in text.splitlines()):
            faults.append(f"does not say that it does not know: {item}")
    without_statements = (Aspect.OVERVIEW, Aspect.VALIDITY, Aspect.CONTACT)
    if not told and not card["earlier"] and asked.aspect not in without_statements:
        # That it has ended matters more than what is not known of it.
        past = card["standing"] in ("ended", "superseded")
        if reply["status"] != ("expired_policy" if past else "not_in_knowledge"):
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
    if not links <= _LINKS:
        faults.append(f"links that nobody sourced: {links - _LINKS}")
    if asked.city and card["region"] != asked.city:
        faults.append(f"answers for {card['region']}")
    return faults


def _bare(line: dict[str, Any]) -> str:
    """The statement as the knowledge base has it: without its clause and without its end."""
    text = str(line["text"]).removesuffix(f"（见{line['clause']}）")
    return text.split("（已过期")[0]


def _held(version: Version, city: str | None) -> set[tuple[str | None, str]]:
    """What may be stated, each with its place: all of it, or what holds in and around `city`."""
    within = KNOWLEDGE.within
    places = {
        place: sections
        for place, sections in version.cities.items()
        if city is None or within(place, city) or within(city, place)
    }
    held: set[tuple[str | None, str]] = {(None, statement.text) for _, statement in version.all()}
    for place, sections in places.items():
        held |= {(place, statement.text) for _, statement in sections.all()}
    return held
