"""Strong Kleene judging of a rule: true, false, or None for unknown. Pure; compiled once a version.

Unknown is never “no”: a condition is decided only when no value of what is unknown could change it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from operator import ge, gt, le, lt
from typing import Any

from dateutil.relativedelta import relativedelta

from bot.policies.facts import CITY, TODAY, Facts
from bot.policies.partial_date import PartialDate
from bot.policies.rules import ByTable, Condition, Rule, Threshold

Truth = bool | None
Judge = Callable[[Facts, date], Truth]
Test = Callable[[Any, Facts, date], Truth]
# A figure may be unknown: the table names none for this person.
Figures = Callable[[Facts], tuple[Decimal | None, ...]]
_EVERYWHERE = (None,)


@dataclass(frozen=True, slots=True)
class Node:
    """A condition with its judge; `facts` are those that a tested fact's result depends on."""

    condition: Condition
    judge: Judge
    parts: tuple["Node", ...] = ()
    facts: tuple[str, ...] = ()

    def open_facts(self, facts: Facts, on: date) -> dict[str, None]:
        """The unknown facts that can still decide it, in file order; none when it is decided."""
        return self.left_open(facts, on) if self.judge(facts, on) is None else {}

    def left_open(self, facts: Facts, on: date) -> dict[str, None]:
        """`open_facts`, where `judge` is known to be None."""
        if not self.parts:
            return {name: None for name in self.facts if facts.get(name) is None}
        found: dict[str, None] = {}
        for part in self.parts:
            found |= part.open_facts(facts, on)
        return found


@dataclass(frozen=True)
class Rulebook:
    """The rules of one version: for everywhere (`general`), and those that places have instead."""

    general: tuple[Rule, Node] | None
    local: Mapping[str, tuple[Rule, Node]]

    @cached_property
    def _nodes(self) -> dict[str | None, Node | None]:
        """place -> its condition; None stands for everywhere."""
        nodes: dict[str | None, Node | None] = {
            name: node for name, (_, node) in self.local.items()
        }
        return nodes | {None: self.general[1] if self.general else None}

    @classmethod
    def of(cls, general: Rule | None, local: Mapping[str, Rule]) -> "Rulebook":
        """Compile the rules."""
        return cls(
            (general, compile_condition(general.condition)) if general else None,
            {name: (rule, compile_condition(rule.condition)) for name, rule in local.items()},
        )

    def places(self, facts: Facts) -> tuple[str | None, ...]:
        """Whose rule may apply: one entry when it is settled, None standing for everywhere."""
        if not self.local:
            return _EVERYWHERE
        city = facts.get(CITY)
        if city is None:
            return (None, *self.local)
        for name in city if isinstance(city, tuple) else ():
            if name in self.local:
                return (name,)
        return _EVERYWHERE

    def rule(self, place: str | None) -> tuple[Rule, Node] | None:
        """The rule of `place`, or the general one; None when there is none."""
        return self.local[place] if place else self.general

    def judge(self, facts: Facts, on: date) -> Truth:
        """What every rule that may apply agrees on."""
        places = self.places(facts)
        if len(places) == 1:
            node = self._nodes[places[0]]
            return node.judge(facts, on) if node else None
        nodes = [self._nodes[place] for place in places]
        return agreed(node.judge(facts, on) if node else None for node in nodes)

    def open_facts(self, facts: Facts, on: date) -> dict[str, None]:
        """The unknown facts that can still decide it."""
        return self.left_open(facts, on) if self.judge(facts, on) is None else {}

    def left_open(self, facts: Facts, on: date) -> dict[str, None]:
        """`open_facts`, where `judge` is known to be None."""
        places = self.places(facts)
        if len(places) == 1:
            node = self._nodes[places[0]]
            return node.left_open(facts, on) if node else {}
        found: dict[str, None] = {CITY: None}
        for place in places:
            node = self._nodes[place]
            found |= node.open_facts(facts, on) if node else {}
        return found

    def rules(self) -> list[Rule]:
        """Every rule."""
        return [
            rule for rule, _ in ([self.general] if self.general else []) + [*self.local.values()]
        ]


def compile_condition(condition: Condition) -> Node:
    """The condition with its judge, and so its parts."""
    if condition.fact:
        return Node(condition, _judge_fact(condition), facts=tuple(condition.facts()))
    parts = tuple(map(compile_condition, condition.parts))
    judges = tuple(part.judge for part in parts)
    combine = {"all": _all, "any": _any, "none": _none}[condition.kind]
    return Node(condition, combine(judges), parts)


def _all(judges: tuple[Judge, ...]) -> Judge:
    def judge(facts: Facts, on: date) -> Truth:
        result: Truth = True
        for part in judges:
            truth = part(facts, on)
            if truth is False:
                return False
            if truth is None:
                result = None
        return result

    return judge


def _any(judges: tuple[Judge, ...]) -> Judge:
    def judge(facts: Facts, on: date) -> Truth:
        result: Truth = False
        for part in judges:
            truth = part(facts, on)
            if truth is True:
                return True
            if truth is None:
                result = None
        return result

    return judge


def _none(judges: tuple[Judge, ...]) -> Judge:
    some = _any(judges)

    def judge(facts: Facts, on: date) -> Truth:
        truth = some(facts, on)
        return None if truth is None else not truth

    return judge


def _judge_fact(condition: Condition) -> Judge:
    name = condition.fact
    assert name
    tests = [_TESTS[operator](operand) for operator, operand in condition.tests().items()]
    if condition.is_ in ("yes", "no") and len(tests) == 1 and name != TODAY:
        return _judge_yes_no(name, condition.is_)
    # Most conditions have one test: it is called at once.
    test = tests[0] if len(tests) == 1 else _every(tests)
    if name == TODAY:
        return lambda facts, on: test(_as_value(on), facts, on)

    def judge(facts: Facts, on: date) -> Truth:
        value = facts.get(name)
        return None if value is None else test(value, facts, on)

    return judge


def _judge_yes_no(name: str, wanted: str) -> Judge:
    """What most conditions are, judged in one call."""
    wanted_truth = wanted == "yes"

    def judge(facts: Facts, on: date) -> Truth:
        value = facts.get(name)
        if value is None:
            return None
        return value is wanted_truth if value is True or value is False else value == wanted

    return judge


def _every(tests: list[Test]) -> Test:
    def test_every(value: Any, facts: Facts, on: date) -> Truth:
        result: Truth = True
        for test in tests:
            truth = test(value, facts, on)
            if truth is False:
                return False
            if truth is None:
                result = None
        return result

    return test_every


# -- tests of one fact


def _is(wanted: str) -> Test:
    wanted_truth = wanted == "yes"

    def test(value: Any, facts: Facts, on: date) -> Truth:
        if value is True or value is False:
            return value is wanted_truth
        return bool(value == wanted)

    return test


def _one_of(wanted: list[str]) -> Test:
    return lambda value, facts, on: value in wanted


def _within(places: list[str]) -> Test:
    return lambda value, facts, on: any(place in value for place in places)


def _compares(compare: Callable[[Any, Any], bool]) -> Callable[[Threshold], Test]:
    def build(threshold: Threshold) -> Test:
        if not isinstance(threshold, ByTable):
            return lambda value, facts, on: compare(value, threshold)
        figures = figures_of(threshold)

        def test(value: Any, facts: Facts, on: date) -> Truth:
            return agreed(
                None if figure is None else compare(value, figure) for figure in figures(facts)
            )

        return test

    return build


def _not_before(day: PartialDate) -> Test:
    return lambda value, facts, on: _surely(value.first >= day.first, value.last >= day.first)


def _not_after(day: PartialDate) -> Test:
    return lambda value, facts, on: _surely(value.last <= day.last, value.first <= day.last)


def _months_at_least(threshold: Threshold) -> Test:
    figures = figures_of(threshold)

    def reached(value: PartialDate, months: Decimal, on: date) -> Truth:
        surely = months_after(value.last, int(months)) <= on
        return _surely(surely, months_after(value.first, int(months)) <= on)

    return lambda value, facts, on: agreed(
        None if months is None else reached(value, months, on) for months in figures(facts)
    )


def _months_at_most(threshold: Threshold) -> Test:
    figures = figures_of(threshold)

    def within(value: PartialDate, months: Decimal, on: date) -> Truth:
        surely = months_after(value.first, int(months)) >= on
        return _surely(surely, months_after(value.last, int(months)) >= on)

    return lambda value, facts, on: agreed(
        None if months is None else within(value, months, on) for months in figures(facts)
    )


def _in_windows(windows: list[str]) -> Test:
    spans = [tuple(map(_month_and_day, window.split("/"))) for window in windows]

    def test(value: Any, facts: Facts, on: date) -> Truth:
        first, last = ((day.month, day.day) for day in (value.first, value.last))
        inside = any(start <= first and last <= end for start, end in spans)
        touches = any(start <= last and first <= end for start, end in spans)
        return _surely(inside, touches)

    return test


_TESTS: dict[str, Callable[[Any], Test]] = {
    "is_": _is,
    "one_of": _one_of,
    "within": _within,
    "at_least": _compares(ge),
    "at_most": _compares(le),
    "more_than": _compares(gt),
    "less_than": _compares(lt),
    "not_before": _not_before,
    "not_after": _not_after,
    "months_at_least": _months_at_least,
    "months_at_most": _months_at_most,
    "in_windows": _in_windows,
}


def _surely(surely: bool, possibly: bool) -> Truth:
    return True if surely else None if possibly else False


def agreed(truths: Iterable[Truth]) -> Truth:
    """What all agree on, else unknown."""
    rest = iter(truths)
    first = next(rest)
    for truth in rest:
        if truth is not first:
            return None
    return first


def figures_of(threshold: Threshold) -> Figures:
    """The figures that `threshold` may be for what is known: one when that settles it."""
    if not isinstance(threshold, ByTable):
        single = (threshold,)
        return lambda facts: single
    table = threshold
    # Options and yes/no are all listed (the loader sees to it); places and numbers may lie outside.
    listed = table.otherwise is not None or (
        bool(table.values) and all(name.isascii() for name in table.values)
    )
    possible = tuple(dict.fromkeys([*table.thresholds(), *(() if listed else (None,))]))
    up_to = sorted(table.up_to.items())

    def figures(facts: Facts) -> tuple[Decimal | None, ...]:
        value = facts.get(table.by)
        if value is None:
            return possible
        if isinstance(value, tuple):
            found = next((table.values[name] for name in value if name in table.values), None)
        elif isinstance(value, bool):
            found = table.values.get("yes" if value else "no")
        elif isinstance(value, Decimal):
            found = next((v for limit, v in up_to if value <= limit), None)
        else:
            found = table.values.get(str(value))
        return (table.otherwise if found is None else found,)

    return figures


def _month_and_day(text: str) -> tuple[int, int]:
    month, day = text.split("-")
    return int(month), int(day)


@lru_cache(maxsize=64)
def _as_value(day: date) -> PartialDate:
    return PartialDate(day.year, day.month, day.day)


@lru_cache(maxsize=65536)
def months_after(day: date, months: int) -> date:
    """The same day `months` later; the month's last day where it has no such day."""
    later: date = day + relativedelta(months=months)
    return later
