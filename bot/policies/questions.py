"""Which question to ask next: one that can still change the verdict and prunes most."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from bot.policies.facts import Fact, Facts, FactsFile, Kind, Value
from bot.policies.judging import months_after
from bot.policies.model import Version
from bot.policies.partial_date import PartialDate
from bot.policies.rules import ByTable, Condition

_DAY = timedelta(days=1)


def next_question(
    version: Version, facts: Facts, on: date, declined: Collection[str] = ()
) -> str | None:
    """The fact or group of facts to ask about; None when nothing can change the verdict.

    `declined` are the questions that the person cannot answer.

    For each unknown fact that matters, every answer that could lead elsewhere is tried. The best
    question leaves the fewest questions open on average; file order decides between equals.
    """
    rulebook, catalogue = version.rulebook, version.catalogue
    units = question_units(version.open_facts(facts, on), catalogue, declined)
    units = {unit: members for unit, members in units.items() if unit not in declined}
    if len(units) < 2:
        return next(iter(units), None)
    conditions = [rule.condition for rule in rulebook.rules()]
    places = list(rulebook.local)

    def left(unit: str) -> Fraction:
        open_after = [
            len(question_units(rulebook.open_facts({**facts, **answer}, on), catalogue))
            for answer in answers(unit, units[unit], conditions, places, catalogue, on)
        ]
        return Fraction(sum(open_after), len(open_after))

    order = catalogue.order()
    return min(units, key=lambda unit: (left(unit), order.get(unit, len(order))))


def question_units(
    open_facts: Iterable[str], catalogue: FactsFile, declined: Collection[str] = ()
) -> dict[str, list[str]]:
    """The questions that these facts are asked with: a group for several, a fact for itself.

    A short group that could not be answered as a whole is asked one by one.
    """
    units: dict[str, list[str]] = {}
    for name in open_facts:
        group = catalogue.group_of(name)
        if group in declined and catalogue.groups[group or ""].together:
            group = None
        units.setdefault(group or name, []).append(name)
    return {unit if len(members) > 1 else members[0]: members for unit, members in units.items()}


def answers(
    unit: str,
    members: list[str],
    conditions: list[Condition],
    places: list[str],
    catalogue: FactsFile,
    on: date,
) -> list[dict[str, Value]]:
    """Answers to one question, at least one for every way in which the rule could go on."""
    if unit in catalogue.groups:
        none_of_them: dict[str, Value] = {name: False for name in members}
        each: list[dict[str, Value]] = [{name: True} for name in members]
        if catalogue.groups[unit].together:
            # Who names some of them means that the others are not so.
            every: dict[str, Value] = dict.fromkeys(members, True)
            return [every, none_of_them, *(none_of_them | one for one in each)]
        return [*each, none_of_them]
    fact = catalogue.facts.get(unit)
    values = _values(unit, fact, conditions, places, on)
    return [{unit: value} for value in values] or [{unit: True}, {unit: False}]


def _values(
    name: str, fact: Fact | None, conditions: list[Condition], places: list[str], on: date
) -> list[Value]:
    if fact is None or fact.kind is Kind.YES_NO:
        return [True, False]
    if fact.kind is Kind.CHOICE:
        return list(fact.options)
    if fact.kind is Kind.PLACE:
        named = {place for operand in _operands(name, conditions, "within") for place in operand}
        tables = {p for table in _tables(name, conditions) for p in table.values}
        inner = dict.fromkeys([*places, *sorted(named | tables)])
        return [*((place,) for place in inner), ()]
    if fact.kind is Kind.NUMBER:
        edges = sorted(set(_figures(name, conditions)))
        return list(dict.fromkeys(v for edge in edges for v in (edge - 1, edge, edge + 1)))
    days = sorted(set(_days(name, conditions, on)))
    beside = dict.fromkeys(d for day in days for d in (day - _DAY, day, day + _DAY))
    return [PartialDate(day.year, day.month, day.day) for day in beside]


def _tests(name: str, conditions: list[Condition]) -> Iterator[tuple[str, object]]:
    for condition in conditions:
        for each in condition.walk():
            if each.fact == name:
                yield from each.tests().items()


def _operands(name: str, conditions: list[Condition], operator: str) -> Iterator[list[str]]:
    for found, operand in _tests(name, conditions):
        if found == operator:
            assert isinstance(operand, list)
            yield operand


def _tables(name: str, conditions: list[Condition]) -> Iterator[ByTable]:
    """The tables that are looked up by this fact."""
    for condition in conditions:
        for each in condition.walk():
            for operand in each.tests().values():
                if isinstance(operand, ByTable) and operand.by == name:
                    yield operand


def _figures(name: str, conditions: list[Condition]) -> Iterator[Decimal]:
    for _, operand in _tests(name, conditions):
        if isinstance(operand, ByTable):
            yield from operand.thresholds()
        elif isinstance(operand, Decimal):
            yield operand
    for table in _tables(name, conditions):
        yield from table.up_to


def _days(name: str, conditions: list[Condition], on: date) -> Iterator[date]:
    for operator, operand in _tests(name, conditions):
        if operator == "not_before":
            assert isinstance(operand, PartialDate)
            yield operand.first
        elif operator == "not_after":
            assert isinstance(operand, PartialDate)
            yield operand.last
        elif operator in ("months_at_least", "months_at_most"):
            months = operand.thresholds() if isinstance(operand, ByTable) else [operand]
            for figure in months:
                assert isinstance(figure, Decimal)
                yield months_after(on, -int(figure))
        elif operator == "in_windows":
            assert isinstance(operand, list)
            for window in operand:
                for day in window.split("/"):
                    parsed = PartialDate.parse(f"2024-{day}").first
                    yield parsed
