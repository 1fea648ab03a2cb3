"""Worked cases: sentences, facts and what has to come out, one file a policy that has a rule.

Every threshold and every date of change needs a case at it and one beside it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Literal

from pydantic import Field

from bot.errors import BadFact, UnknownRegion
from bot.policies.base import Identifier, Line, Record
from bot.policies.eligibility import Verdict, assess
from bot.policies.facts import TODAY, Facts, FactsFile, ReadPlace, Value, read_value
from bot.policies.judging import months_after
from bot.policies.model import Policy, Version
from bot.policies.partial_date import PartialDate
from bot.policies.rules import ByTable, Condition, Rule
from bot.policies.versions import version_on
from bot.policies.yaml_file import KeyPath

_DAY = timedelta(days=1)


class Case(Record):
    """One person or firm on one day. What is left out of the expectations is not looked at."""

    name: Line
    on: PartialDate
    facts: dict[Identifier, Any] = {}
    verdict: Literal["yes", "no", "unknown"]
    asks: Identifier | None = None
    amount: Decimal | None = None
    months: int | None = None
    turned_by: list[Identifier] = []


class CasesFile(Record):
    """`cases/<policy>.yml`."""

    policy: Identifier
    cases: list[Case] = Field(min_length=1)


@dataclass(frozen=True)
class Played:
    """A case with its typed facts, the version of its day, and what came out."""

    case: Case
    facts: Facts
    version: Version
    verdict: Verdict


def play(case: Case, policy: Policy, catalogue: FactsFile, place: ReadPlace) -> Played:
    """Judge the case. BadFact and UnknownRegion name what the case has wrong."""
    day = case.on.first
    version = version_on(policy, day)
    facts = read_facts(case.facts, catalogue, place)
    return Played(case, facts, version, assess(version, facts, day))


def read_facts(raw: dict[str, Any], catalogue: FactsFile, place: ReadPlace) -> dict[str, Value]:
    """Typed facts. BadFact for a name that is not held or a value that it cannot have."""
    facts: dict[str, Value] = {}
    for name, value in raw.items():
        fact = catalogue.facts.get(name)
        if fact is None:
            raise BadFact(f"没有“{name}”这个事实。")
        if value is not None:
            facts[name] = read_value(fact, value, place)
    return facts


def faults(
    file: CasesFile, policy: Policy, catalogue: FactsFile, place: ReadPlace
) -> Iterator[tuple[KeyPath, str]]:
    """What is wrong with the cases, as (key, message): results, then what is not covered."""
    played: list[Played] = []
    for position, case in enumerate(file.cases):
        key: KeyPath = ("cases", position)
        if case.on.day is None:
            yield (*key, "on"), "要写到哪一天，比如 2026-11-24"
            continue
        try:
            played.append(play(case, policy, catalogue, place))
        except BadFact as error:
            yield (*key, "facts"), str(error)
            continue
        except UnknownRegion as error:
            yield (*key, "facts"), f"regions.yml 里没有“{error}”"
            continue
        yield from (((*key, name), message) for name, message in _differences(played[-1]))
    if len(played) == len(file.cases):
        yield from ((("cases",), message) for message in _not_covered(policy, played))


def _differences(played: Played) -> Iterator[tuple[str, str]]:
    case, verdict = played.case, played.verdict
    if case.verdict != verdict.verdict:
        yield "verdict", f"“{case.name}”应为 {case.verdict}，算出来是 {verdict.verdict}"
    if case.asks and case.asks != verdict.next_question:
        yield "asks", f"“{case.name}”接着问的是 {verdict.next_question or '（不用再问）'}"
    given = [item for item in verdict.benefit if item.applies is True]
    if case.amount is not None and case.amount not in [item.amount for item in given]:
        shown = "、".join(str(item.amount) for item in given) or "（没有）"
        yield "amount", f"“{case.name}”算出来的金额是 {shown}"
    if case.months is not None and case.months not in [item.months for item in given]:
        shown = "、".join(str(item.months) for item in given) or "（没有）"
        yield "months", f"“{case.name}”算出来的月数是 {shown}"
    if case.turned_by:
        turns = [[step.fact for step in change.steps] for change in verdict.would_change]
        if case.turned_by not in turns:
            yield "turned_by", f"“{case.name}”能改变结果的是 {turns or '（没有）'}"


# -- coverage


def _not_covered(policy: Policy, played: list[Played]) -> Iterator[str]:
    for answer in ("yes", "no", "unknown"):
        if not any(p.case.verdict == answer for p in played):
            yield f"还没有一个 verdict: {answer} 的例子"
    for version in policy.versions:
        yield from _days_not_covered(version, played)
        rules: list[tuple[str | None, Rule]] = [
            (name, city.eligibility) for name, city in version.cities.items() if city.eligibility
        ]
        if version.eligibility:
            rules.append((None, version.eligibility))
        for place, rule in rules:
            used = [
                p
                for p in played
                if p.version is version and place in version.rulebook.places(p.facts)
            ]
            where = f"“{version.name}”" + (f"{place}" if place else "")
            yield from (f"{where}：{missing}" for missing in _edges_not_covered(rule, used))


def _days_not_covered(version: Version, played: list[Played]) -> Iterator[str]:
    days = {p.case.on.first for p in played}
    period = version.period
    edges = []
    if period.start and period.start.day and period.from_is == "effective":
        edges.append((period.start.first, period.start.first - _DAY))
    if period.end and period.end.day:
        edges.append((period.end.last, period.end.last + _DAY))
    for at, beside in edges if version.judgeable else []:
        for day in (at, beside):
            if day not in days:
                yield f"“{version.name}”的起止日子前后要各有一个例子，缺 on: {day}"


def _edges_not_covered(rule: Rule, used: list[Played]) -> Iterator[str]:
    for condition in rule.condition.walk():
        if not condition.fact:
            continue
        for operator, operand in condition.tests().items():
            yield from _edge_not_covered(condition, operator, operand, used)


def _edge_not_covered(
    condition: Condition, operator: str, operand: object, used: list[Played]
) -> Iterator[str]:
    name = condition.fact
    assert name
    if operator in ("at_least", "at_most", "more_than", "less_than"):
        values = [v for p in used if isinstance(v := p.facts.get(name), Decimal)]
        for edge in _figures(operand):
            if edge not in values:
                yield f"{name} 还没有正好是 {edge} 的例子"
            if not any(0 < abs(value - edge) <= 1 for value in values):
                yield f"{name} 还没有紧挨着 {edge}（差不超过 1）的例子"
    elif operator in ("months_at_least", "months_at_most"):
        for months in _figures(operand):
            at = [
                (months_after(day, int(months)) - p.case.on.first).days
                for p, day in _days(name, used)
            ]
            if 0 not in at:
                yield f"{name} 还没有到 on 那天正好满 {months} 个月的例子"
            if not any(abs(difference) == 1 for difference in at):
                yield f"{name} 还没有与满 {months} 个月差一天的例子"
    elif operator in ("not_before", "not_after"):
        assert isinstance(operand, PartialDate)
        edge_day = operand.first if operator == "not_before" else operand.last
        differences = [(day - edge_day).days for _, day in _days(name, used)]
        if not any(abs(difference) <= 1 for difference in differences):
            yield f"{name} 还没有在 {edge_day} 前后一天的例子"


def _figures(operand: object) -> list[Decimal]:
    if isinstance(operand, ByTable):
        return list(dict.fromkeys(operand.thresholds()))
    assert isinstance(operand, Decimal)
    return [operand]


def _days(name: str, used: list[Played]) -> Iterator[tuple[Played, date]]:
    for p in used:
        if name == TODAY:
            yield p, p.case.on.first
        elif isinstance(value := p.facts.get(name), PartialDate) and value.day:
            yield p, value.first
