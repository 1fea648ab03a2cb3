"""People screened over all policies, beside OpenFisca-core and zen-engine, in one run."""

import time
from collections.abc import Callable
from datetime import date
from statistics import median
from typing import Any

from bench.peers import OpenFisca, Zen
from bench.people import Person, draw
from bot.policies.knowledge import KnowledgeBase
from bot.policies.screening import screen

PEOPLE = 10_000
_AGREEING = 500
_ROUNDS = 5
_SINGLE = 200


def measure(knowledge: KnowledgeBase, on: date) -> dict[str, Any]:
    """Throughput and the latency of one person, each engine in turn, the median of the rounds."""
    people = draw(knowledge, on, PEOPLE)
    zen, openfisca = Zen(knowledge, on), OpenFisca(knowledge, on)
    _agree(knowledge, on, people[:_AGREEING], zen, openfisca)

    def ours(person: Person) -> object:
        return screen(knowledge, person.facts, on)

    singles: dict[str, Callable[[Person], object]] = {
        "ours": ours,
        "zen_engine": zen.screen,
        "openfisca_core": lambda person: openfisca.screen([person]),
    }
    latencies: dict[str, list[float]] = {name: [] for name in singles}
    for turn in range(_ROUNDS):
        for name, single in singles.items():
            for person in people[turn * _SINGLE : (turn + 1) * _SINGLE]:
                begun = time.perf_counter()
                single(person)
                latencies[name].append(time.perf_counter() - begun)
    many: dict[str, Callable[[], object]] = {
        "ours": lambda: [ours(person) for person in people],
        "zen_engine": lambda: [zen.screen(person) for person in people],
        "openfisca_core": lambda: openfisca.screen(people),
    }
    rates = {}
    for name, run in many.items():
        begun = time.perf_counter()
        run()
        rates[name] = PEOPLE / (time.perf_counter() - begun)
    one = {name: median(values) for name, values in latencies.items()}
    return {
        "policies": len(openfisca.policies),
        "people": PEOPLE,
        "people_per_second": {name: round(rate) for name, rate in rates.items()},
        "one_person_microseconds": {name: round(value * 1e6, 1) for name, value in one.items()},
        "one_person_times_faster_than": {
            name: round(one[name] / one["ours"], 2) for name in one if name != "ours"
        },
    }


def _agree(
    knowledge: KnowledgeBase, on: date, people: list[Person], zen: Zen, openfisca: OpenFisca
) -> None:
    """AssertionError where one of the three does not say yes to the same."""
    by_openfisca = openfisca.screen(people)
    for at, person in enumerate(people):
        by_zen = zen.screen(person)
        for each in screen(knowledge, person.facts, on):
            policy, yes = each.policy.id, each.result is True
            if not bool(by_zen[policy]) == bool(by_openfisca[policy][at]) == yes:
                raise AssertionError(
                    f"{policy}: {yes}, {by_zen[policy]}, {by_openfisca[policy][at]}"
                )
