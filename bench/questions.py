"""How many questions lead to a verdict, over the worked cases played as conversations."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from statistics import mean, median
from typing import Any

from rich.progress import track

from bot.policies.cases import Case, play
from bot.policies.facts import CITY, TODAY, Facts, FactsFile, Value
from bot.policies.knowledge import KnowledgeBase
from bot.policies.model import Policy, Version
from bot.policies.questions import next_question, question_units

Choose = Callable[[Facts, set[str]], str | None]


@dataclass(frozen=True)
class Asked:
    """Questions in one case: ours, every fact in file order, and file order with a stop."""

    decided: bool
    ours: int
    every_fact: int
    in_order: int


def measure(knowledge: KnowledgeBase) -> dict[str, Any]:
    """Medians, means and ratios over all cases, and over those that end decided.

    Cases on a day when the version does not run need no question and are left out.
    """
    cases = [
        (case, knowledge.policies[file.policy])
        for file in knowledge.cases.values()
        for case in file.cases
    ]
    played = [
        _played(case, policy, knowledge) for case, policy in track(cases, "questions to a verdict")
    ]
    asked = [each for each in played if each]
    return {
        "cases": len(asked),
        "left_out": len(cases) - len(asked),
        "all": _figures(asked),
        "decided": _figures([each for each in asked if each.decided]),
    }


def _figures(asked: list[Asked]) -> dict[str, float]:
    counts = {
        "ours": [each.ours for each in asked],
        "every_fact": [each.every_fact for each in asked],
        "file_order_with_stop": [each.in_order for each in asked],
    }
    medians = {name: median(values) for name, values in counts.items()}
    means = {name: mean(values) for name, values in counts.items()}
    figures: dict[str, float] = {"cases": len(asked)}
    for name in counts:
        figures[f"median_{name}"] = medians[name]
        figures[f"mean_{name}"] = round(means[name], 2)
        if name != "ours":
            figures[f"median_ratio_to_{name}"] = round(medians["ours"] / medians[name], 3)
            figures[f"mean_ratio_to_{name}"] = round(means["ours"] / means[name], 3)
    return figures


def _played(case: Case, policy: Policy, knowledge: KnowledgeBase) -> Asked | None:
    played = play(case, policy, knowledge.facts, knowledge.place)
    version, facts, on, catalogue = played.version, played.facts, case.on.first, knowledge.facts
    if version.in_period(on) is False:
        return None
    order = catalogue.order()

    def best(known: Facts, declined: set[str]) -> str | None:
        return next_question(version, known, on, declined)

    def first_in_file(known: Facts, declined: set[str]) -> str | None:
        units = question_units(version.open_facts(known, on), catalogue, declined)
        asked = [unit for unit in units if unit not in declined]
        return min(asked, key=lambda unit: order.get(unit, len(order)), default=None)

    rule_facts = {name for rule in version.rulebook.rules() for name in rule.condition.facts()}
    if version.rulebook.local:
        rule_facts.add(CITY)
    return Asked(
        decided=played.verdict.result is not None,
        ours=_ask(version, facts, on, catalogue, best),
        every_fact=len(rule_facts - {TODAY}),
        in_order=_ask(version, facts, on, catalogue, first_in_file),
    )


def _ask(version: Version, facts: Facts, on: date, catalogue: FactsFile, choose: Choose) -> int:
    """Questions until the verdict is that of all `facts`; AssertionError when it never is."""
    known: dict[str, Value] = {}
    declined: set[str] = set()
    count = 0
    while unit := choose(known, declined):
        count += 1
        told = _reply(unit, version.open_facts(known, on), facts, catalogue)
        known |= told
        # What the person does not know is not asked again.
        declined |= set() if told else {unit}
    if version.judge(known, on) is not version.judge(facts, on):
        raise AssertionError(f"{version.id}: another verdict than with all of {dict(facts)}")
    return count


def _reply(
    unit: str, open_facts: dict[str, None], facts: Facts, catalogue: FactsFile
) -> dict[str, Value]:
    """What the person of the case says: of a group those that are so, else those that are not.

    Naming some says nothing of the others: they are asked again, as the bot does.
    """
    group = catalogue.groups.get(unit)
    members = [name for name in group.facts if name in open_facts] if group else [unit]
    told = {name: facts[name] for name in members if facts.get(name) is not None}
    so: dict[str, Value] = {name: value for name, value in told.items() if value is not False}
    return so or told
