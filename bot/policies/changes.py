"""What would turn a “no”: the smallest changes of facts, or the wait, after which it is none.

Every proposal is judged again before it is made: it really gives “yes” or “cannot tell yet”.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import product

from bot.policies.facts import CITY, TODAY, Facts, Value
from bot.policies.judging import Node, figures_of, months_after
from bot.policies.model import Version
from bot.policies.partial_date import PartialDate
from bot.policies.rules import ByTable, Condition

_SHOWN = 3
_COMBINED = 64
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Step:
    """One fact to become `value`; or, with `wait_until`, the day to wait for."""

    fact: str
    value: Value | None = None
    wait_until: date | None = None


@dataclass(frozen=True)
class Change:
    """Steps that are all needed together, and what is then judged: True or None."""

    steps: tuple[Step, ...]
    then: bool | None

    @property
    def wait_until(self) -> date | None:
        """The last day that has to be waited for."""
        return max((step.wait_until for step in self.steps if step.wait_until), default=None)


def changes(version: Version, facts: Facts, on: date) -> tuple[Change, ...]:
    """The smallest changes that turn the “no” of `version`, at most three, fewest steps first."""
    start = version.period.start
    waits = [Step(TODAY, wait_until=start.first)] if start and on < start.first else []
    if version.period.end and on > version.period.end.last:
        return ()
    mender = _Mender(version, facts, on)
    alternatives: list[tuple[Step, ...]] = []
    for place in version.rulebook.places(facts):
        rule = version.rulebook.rule(place)
        alternatives += mender.towards(rule[1], wanted=True) if rule else [()]
    found = []
    for steps in dict.fromkeys(tuple(waits) + steps for steps in alternatives):
        changed, day = apply_steps(steps, facts, on)
        then = version.judge(changed, day)
        if steps and then is not False:
            found.append(Change(steps, then))
    found.sort(key=lambda change: (len(change.steps), change.wait_until or on, change.then is None))
    return tuple(found[:_SHOWN])


def apply_steps(steps: tuple[Step, ...], facts: Facts, on: date) -> tuple[dict[str, Value], date]:
    """The facts and the day once `steps` are done."""
    values = {step.fact: step.value for step in steps if step.value is not None}
    days = [step.wait_until for step in steps if step.wait_until]
    return {**facts, **values}, max([on, *days])


class _Mender:
    """Finds steps that would turn conditions, by what each fact lets a person do."""

    def __init__(self, version: Version, facts: Facts, on: date) -> None:
        self._catalogue = version.catalogue
        self._facts = facts
        self._on = on

    def towards(self, node: Node, wanted: bool) -> list[tuple[Step, ...]]:
        """Alternatives after which `node` is no longer the opposite of `wanted`."""
        if node.judge(self._facts, self._on) is not (not wanted):
            return [()]
        kind = node.condition.kind
        if kind == "fact":
            return self._fact(node.condition, wanted)
        each_wanted = wanted if kind != "none" else not wanted
        # All parts have to turn for “all” to become true, for “any” and “none” the other way round.
        together = (kind == "all") == wanted if kind != "none" else wanted
        options = [self.towards(part, each_wanted) for part in node.parts]
        if not together:
            return sorted({steps for option in options for steps in option}, key=_size)[:_COMBINED]
        combined: list[tuple[Step, ...]] = [()]
        for option in options:
            combined = [
                tuple(dict.fromkeys((*done, *more))) for done, more in product(combined, option)
            ]
            combined = sorted(set(combined), key=_size)[:_COMBINED]
        return combined

    def _fact(self, condition: Condition, wanted: bool) -> list[tuple[Step, ...]]:
        """Steps for one fact. A test of several operators is turned by its first failing ones."""
        name = condition.fact
        assert name
        fact = self._catalogue.facts.get(name)
        if name != TODAY and (name == CITY or (fact and fact.changes == "never")):
            return []
        tests = condition.tests()
        turn = _TURNS_TRUE if wanted else _TURNS_FALSE
        steps = []
        for operator, operand in tests.items():
            make = turn.get(operator)
            step = make(name, operand, self._facts, self._on) if make else None
            if step:
                steps.append(step)
        return [(step,) for step in dict.fromkeys(steps)]


def _size(steps: tuple[Step, ...]) -> tuple[int, str]:
    return len(steps), repr(steps)


Turn = Callable[[str, object, Facts, date], Step | None]


def _to_value(pick: Callable[[object, Facts], Value | None]) -> Turn:
    def turn(name: str, operand: object, facts: Facts, on: date) -> Step | None:
        value = pick(operand, facts)
        return None if value is None or value == facts.get(name) else Step(name, value)

    return turn


def _figure(operand: object, facts: Facts) -> Decimal | None:
    assert isinstance(operand, Decimal | ByTable)
    figures = set(figures_of(operand)(facts))
    return figures.pop() if len(figures) == 1 else None


def _beyond(difference: int) -> Turn:
    def pick(operand: object, facts: Facts) -> Value | None:
        figure = _figure(operand, facts)
        return None if figure is None else figure + difference

    return _to_value(pick)


def _is(operand: object, facts: Facts) -> Value:
    return operand == "yes" if operand in ("yes", "no") else str(operand)


def _opposite(operand: object, facts: Facts) -> Value | None:
    return operand == "no" if operand in ("yes", "no") else None


def _first_option(operand: object, facts: Facts) -> Value:
    assert isinstance(operand, list)
    return str(operand[0])


def _wait_months(name: str, operand: object, facts: Facts, on: date) -> Step | None:
    value, months = facts.get(name), _figure(operand, facts)
    if months is None or not isinstance(value, PartialDate):
        return None
    return Step(name, wait_until=months_after(value.last, int(months)))


def _wait_past_months(name: str, operand: object, facts: Facts, on: date) -> Step | None:
    value, months = facts.get(name), _figure(operand, facts)
    if months is None or not isinstance(value, PartialDate):
        return None
    return Step(name, wait_until=months_after(value.last, int(months)) + _DAY)


def _wait_for_day(name: str, operand: object, facts: Facts, on: date) -> Step | None:
    assert isinstance(operand, PartialDate)
    return Step(name, wait_until=operand.first) if name == TODAY else None


def _wait_for_window(name: str, operand: object, facts: Facts, on: date) -> Step | None:
    assert isinstance(operand, list)
    if name != TODAY:
        return None
    starts = [
        date.fromisoformat(f"{year}-{window.split('/')[0]}")
        for year in (on.year, on.year + 1)
        for window in operand
        if not window.startswith("02-29")
    ]
    return Step(name, wait_until=min(day for day in starts if day > on))


_TURNS_TRUE: dict[str, Turn] = {
    "is_": _to_value(_is),
    "one_of": _to_value(_first_option),
    "at_least": _beyond(0),
    "at_most": _beyond(0),
    "more_than": _beyond(1),
    "less_than": _beyond(-1),
    "months_at_least": _wait_months,
    "not_before": _wait_for_day,
    "in_windows": _wait_for_window,
}
_TURNS_FALSE: dict[str, Turn] = {
    "is_": _to_value(_opposite),
    "at_least": _beyond(-1),
    "at_most": _beyond(1),
    "more_than": _beyond(0),
    "less_than": _beyond(0),
    "months_at_most": _wait_past_months,
}
