"""How many questions lead to a verdict, over the worked cases played as conversations."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from statistics import mean, median
from typing import Any

from bot.policies.cases import play
from bot.policies.facts import Facts, FactsFile, Value
from bot.policies.knowledge import KnowledgeBase
from bot.policies.model import Version
from bot.policies.questions import next_question, question_units


@dataclass(frozen=True)
class Asked:
    """Questions in one case: ours, every fact in file order, and file order with a stop."""

    decided: bool
    ours: int
    every_fact: int
    in_order: int


def measure(knowledge: KnowledgeBase) -> dict[str, Any]:
    """Medians, means and ratios over all cases, and over those that end decided."""
    asked = [each for each in _played(knowledge) if each.every_fact]
    return {
        "cases": len(asked),
        "all": _figures(asked),
        "decided": _figures([each for each in asked if each.decided]),
    }


def _figures(asked: list[Asked]) -> dict[str, float]:
    ours = median(each.ours for each in asked)
    every = median(each.every_fact for each in asked)
    order = median(each.in_order for each in asked)
    return {
        "median_ours": ours,
        "median_every_fact_in_file_order": every,
        "median_file_order_stopping_when_decided": order,
        "ratio_to_every_fact": round(ours / every, 3),
        "median_of_ratios": round(median(each.ours / each.every_fact for each in asked), 3),
        "ratio_to_file_order_with_stop": round(ours / order, 3),
        "mean_ours": round(mean(each.ours for each in asked), 2),
        "mean_every_fact": round(mean(each.every_fact for each in asked), 2),
        "mean_file_order_with_stop": round(mean(each.in_order for each in asked), 2),
    }


def _played(knowledge: KnowledgeBase) -> list[Asked]:
    found = []
    for file in knowledge.cases.values():
        policy = knowledge.policies[file.policy]
        for case in file.cases:
            played = play(case, policy, knowledge.facts, knowledge.place)
            day = case.on.first
            found.append(_count(played.version, played.facts, day, knowledge.facts))
    return found


def _count(version: Version, facts: Facts, on: date, catalogue: FactsFile) -> Asked:
    order = catalogue.order()

    def best(known: Facts, declined: set[str]) -> str | None:
        return next_question(version, known, on, declined)

    def first_in_file(known: Facts, declined: set[str]) -> str | None:
        units = [
            u for u in question_units(version.open_facts(known, on), catalogue) if u not in declined
        ]
        return min(units, key=lambda unit: order.get(unit, len(order)), default=None)

    rule_facts = {name for rule in version.rulebook.rules() for name in rule.facts()} - {"today"}
    if version.rulebook.local:
        rule_facts.add("city")
    return Asked(
        decided=version.judge(facts, on) is not None,
        ours=_ask(version, facts, on, catalogue, best),
        every_fact=len(rule_facts) if version.in_period(on) is not False else 0,
        in_order=_ask(version, facts, on, catalogue, first_in_file),
    )


def _ask(
    version: Version,
    facts: Facts,
    on: date,
    catalogue: FactsFile,
    choose: Callable[[Facts, set[str]], str | None],
) -> int:
    """Questions until nothing is open that the person of the case can answer."""
    known: dict[str, Value] = {}
    declined: set[str] = set()
    count = 0
    while version.judge(known, on) is None:
        unit = choose(known, declined)
        if unit is None:
            break
        count += 1
        group = catalogue.groups.get(unit)
        told = {name: facts[name] for name in (group.facts if group else [unit]) if name in facts}
        known |= told
        # What the person does not know is not asked again.
        if not told or any(name not in facts for name in (group.facts if group else [])):
            declined.add(unit)
    return count
