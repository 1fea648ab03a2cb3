"""Our rules as expressions over plain numbers, for engines that know only true and false."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from bench.people import Codes
from bot.policies.facts import CITY, TODAY, Kind
from bot.policies.judging import months_after
from bot.policies.knowledge import KnowledgeBase
from bot.policies.model import Version
from bot.policies.rules import ByTable, Condition
from bot.policies.versions import version_on

_COMPARE = {"at_least": ">=", "at_most": "<=", "more_than": ">", "less_than": "<"}


@dataclass(frozen=True)
class Syntax:
    """How a language writes the few things that rules need; `fact` writes a fact's name."""

    true: str
    false: str
    fact: Callable[[str], str]
    every: Callable[[list[str]], str]
    some: Callable[[list[str]], str]
    inverse: Callable[[str], str]
    choose: Callable[[str, str, str], str]
    one_of: Callable[[str, list[float]], str]


class Expressions:
    """Every policy's rule on one day, in one syntax."""

    def __init__(self, knowledge: KnowledgeBase, on: date, syntax: Syntax) -> None:
        self._knowledge = knowledge
        self._on = on
        self._codes = Codes(knowledge)
        self._s = syntax

    def policies(self) -> dict[str, str]:
        """policy id -> expression that is true where our verdict is yes."""
        found = {}
        for policy in self._knowledge.policies.values():
            version = version_on(policy, self._on)
            if version.judgeable:
                found[policy.id] = self._version(version)
        return found

    def _version(self, version: Version) -> str:
        if version.in_period(self._on) is False:
            return self._s.false
        general = version.rulebook.general
        expression = self._condition(general[0].condition) if general else self._s.false
        # The innermost place wins: wider ones are asked about last, so they are wrapped first.
        local = sorted(version.rulebook.local, key=lambda name: len(self._knowledge.place(name)))
        for place in local:
            inside = self._inside([place], CITY)
            rule = self._condition(version.rulebook.local[place][0].condition)
            expression = self._s.choose(inside, rule, expression)
        return expression

    def _inside(self, places: list[str], fact: str) -> str:
        within = [
            float(code)
            for name, code in self._codes.places.items()
            if any(place in self._knowledge.place(name) for place in places)
        ]
        return self._s.one_of(self._s.fact(fact), within)

    def _condition(self, condition: Condition) -> str:
        if condition.fact:
            tests = condition.tests().items()
            return self._s.every([self._test(condition.fact, *test) for test in tests])
        parts = [self._condition(part) for part in condition.parts]
        if condition.kind == "all":
            return self._s.every(parts)
        some = self._s.some(parts)
        return some if condition.kind == "any" else self._s.inverse(some)

    def _test(self, name: str, operator: str, operand: Any) -> str:
        if name == TODAY:
            return self._s.true if self._holds_today(operator, operand) else self._s.false
        fact = self._s.fact(name)
        if operator == "is_":
            if operand in ("yes", "no"):
                return f"({fact} == {1 if operand == 'yes' else 0})"
            return f"({fact} == {self._codes.options[name, operand]})"
        if operator == "one_of":
            return self._s.one_of(fact, [self._codes.options[name, each] for each in operand])
        if operator == "within":
            return self._inside(operand, name)
        if operator in _COMPARE:
            return self._compare(fact, _COMPARE[operator], operand, lambda figure: str(figure))
        if operator == "months_at_least":
            return self._compare(fact, "<=", operand, lambda m: str(self._latest(m)))
        if operator == "months_at_most":
            return self._compare(fact, ">=", operand, lambda m: str(self._earliest(m)))
        edge = operand.first if operator == "not_before" else operand.last
        return f"({fact} {'>=' if operator == 'not_before' else '<='} {edge.toordinal()})"

    def _holds_today(self, operator: str, operand: Any) -> bool:
        day = f"{self._on:%m-%d}"
        if operator == "in_windows":
            return any(a <= day <= b for a, b in (window.split("/") for window in operand))
        if operator == "not_before":
            return bool(self._on >= operand.first)
        return bool(self._on <= operand.last)

    def _latest(self, months: Decimal) -> int:
        """The last day from which `months` have passed by today."""
        day = months_after(self._on, -int(months)) + timedelta(days=3)
        while months_after(day, int(months)) > self._on:
            day -= timedelta(days=1)
        return day.toordinal()

    def _earliest(self, months: Decimal) -> int:
        """The first day from which not more than `months` have passed by today."""
        day = months_after(self._on, -int(months)) - timedelta(days=3)
        while months_after(day, int(months)) < self._on:
            day += timedelta(days=1)
        return day.toordinal()

    def _compare(
        self, fact: str, sign: str, operand: Decimal | ByTable, write: Callable[[Decimal], str]
    ) -> str:
        if not isinstance(operand, ByTable):
            return f"({fact} {sign} {write(operand)})"
        by = self._s.fact(operand.by)
        rest = operand.otherwise
        expression = self._s.false if rest is None else f"({fact} {sign} {write(rest)})"
        for limit, figure in sorted(operand.up_to.items(), reverse=True):
            compared = f"({fact} {sign} {write(figure)})"
            expression = self._s.choose(f"({by} <= {limit})", compared, expression)
        kind = self._knowledge.facts.facts[operand.by].kind
        for key, figure in operand.values.items():
            compared = f"({fact} {sign} {write(figure)})"
            if kind is Kind.PLACE:
                here = self._inside([key], operand.by)
            elif kind is Kind.YES_NO:
                here = f"({by} == {1 if key == 'yes' else 0})"
            else:
                here = f"({by} == {self._codes.options[operand.by, key]})"
            expression = self._s.choose(here, compared, expression)
        return expression
