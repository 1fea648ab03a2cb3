"""Random people with every fact known that a rule asks for, in the form each engine takes."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from bot.policies.facts import CITY, TODAY, Facts, Kind, Value
from bot.policies.knowledge import KnowledgeBase
from bot.policies.partial_date import PartialDate

_DAYS_BACK = 4000


@dataclass(frozen=True)
class Person:
    """The same person twice: `facts` for our engine, `numbers` for the peers."""

    facts: Facts
    numbers: dict[str, float]


class Codes:
    """Options, places and days as numbers."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self.places = {name: at for at, name in enumerate(knowledge.regions)}
        self.options = {
            (name, option): at
            for name, fact in knowledge.facts.facts.items()
            for at, option in enumerate(fact.options)
        }

    def number(self, name: str, value: Value) -> float:
        """The number that stands for the value of the fact `name`."""
        if isinstance(value, tuple):
            return self.places[value[0]]
        if isinstance(value, PartialDate):
            return value.first.toordinal()
        if isinstance(value, str):
            return self.options[name, value]
        return float(value)


def draw(knowledge: KnowledgeBase, on: date, count: int, seed: int = 1) -> list[Person]:
    """`count` people, the same ones for the same seed."""
    dice = Random(seed)  # noqa: S311 - repeatable, not secret
    codes = Codes(knowledge)
    places = [
        knowledge.place(r.name) for r in knowledge.regions.values() if r.level in ("city", "county")
    ]

    def value(kind: Kind, options: list[str]) -> Value:
        if kind is Kind.YES_NO:
            return dice.random() < 0.5
        if kind is Kind.NUMBER:
            return Decimal(
                dice.choice([0, 1, 3, 5, 6, 12, 15, 20, 24, 30, 36, 40, 46, 50, 60, 120, 400])
            )
        if kind is Kind.CHOICE:
            return dice.choice(options)
        if kind is Kind.PLACE:
            return dice.choice(places)
        day = on - timedelta(days=dice.randrange(_DAYS_BACK))
        return PartialDate(day.year, day.month, day.day)

    asked = {name: knowledge.facts.facts[name] for name in used_facts(knowledge, on)}
    people = []
    for _ in range(count):
        facts = {name: value(fact.kind, list(fact.options)) for name, fact in asked.items()}
        people.append(Person(facts, {n: codes.number(n, v) for n, v in facts.items()}))
    return people


def half_known(people: list[Person], seed: int = 2) -> list[Facts]:
    """The same people, each fact known with the chance of one half."""
    dice = Random(seed)  # noqa: S311 - repeatable, not secret
    return [
        {name: value for name, value in person.facts.items() if dice.random() < 0.5}
        for person in people
    ]


def used_facts(knowledge: KnowledgeBase, on: date) -> list[str]:
    """The facts that the rules of day `on` ask for."""
    used = {CITY}
    for _, version, _ in knowledge.judgeable_on(on):
        for rule in version.rulebook.rules():
            used.update(rule.condition.facts())
    return sorted(used - {TODAY})
