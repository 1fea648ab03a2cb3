"""People screened over all policies, beside OpenFisca-core and zen-engine, in one run."""

import gc
import platform
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from importlib.metadata import version
from statistics import median
from typing import Any

from rich.progress import track

from bench.peers import OpenFisca, Zen
from bench.people import Person, draw, half_known
from bot.policies.facts import Facts
from bot.policies.judging import Truth
from bot.policies.knowledge import KnowledgeBase
from bot.policies.screening import screen

PEOPLE = 10_000
PEERS = ("zen_engine", "openfisca_core")
_ROUNDS = 7
_SINGLE = 200

Run = Callable[[], object]


def measure(knowledge: KnowledgeBase, on: date) -> dict[str, Any]:
    """Throughput and the latency of one person: rounds of every engine in turn, their medians.

    Every engine is given the people in the form that it takes, made beforehand.
    """
    people = draw(knowledge, on, PEOPLE)
    zen, openfisca = Zen(knowledge, on), OpenFisca(knowledge, on)
    everybody = openfisca.columns(people)
    not_known = _agree(knowledge, on, people, zen, openfisca)

    ours = partial(_screened, knowledge, on)
    judged = partial(_judged, knowledge, on)
    facts, half = [person.facts for person in people], half_known(people)
    one_row = [(openfisca.columns([person]), 1) for person in people[:_SINGLE]]
    single: dict[str, list[Run]] = {
        "ours": [partial(ours, each) for each in facts[:_SINGLE]],
        "zen_engine": [partial(zen.screen, person) for person in people[:_SINGLE]],
        "openfisca_core": [partial(openfisca.screen, *row) for row in one_row],
        "ours_judging_only": [partial(judged, each) for each in facts[:_SINGLE]],
        "ours_half_known": [partial(ours, each) for each in half[:_SINGLE]],
    }
    many: dict[str, Run] = {
        "ours": partial(_for_each, ours, facts),
        "zen_engine": partial(_for_each, zen.screen, people),
        "openfisca_core": partial(openfisca.screen, everybody, PEOPLE),
        "ours_judging_only": partial(_for_each, judged, facts),
        "ours_half_known": partial(_for_each, ours, half),
    }
    # The people stay: no engine's turn pays for looking through them again.
    gc.freeze()
    one: dict[str, list[float]] = {name: [] for name in single}
    rates: dict[str, list[float]] = {name: [] for name in many}
    for _ in track(range(_ROUNDS), "people screened, rounds"):
        for name, runs in single.items():
            gc.collect()
            one[name].append(median(map(_seconds, runs)))
        for name, run in many.items():
            gc.collect()
            rates[name].append(PEOPLE / _seconds(run))
    return {
        "policies": len(openfisca.policies),
        "people": PEOPLE,
        "not_known_for_lack_of_a_rule": not_known,
        "versions": {
            "python": platform.python_version(),
            **{name: version(name.replace("_", "-")) for name in PEERS},
        },
        "people_per_second": {name: round(median(values)) for name, values in rates.items()},
        "one_person_microseconds": {n: round(median(v) * 1e6, 1) for n, v in one.items()},
        # Each round is compared with itself: what else the machine does then slows all.
        "one_person_times_faster_than": {n: _ratio(one[n], one["ours"]) for n in PEERS},
        "throughput_times_that_of": {n: _ratio(rates["ours"], rates[n]) for n in PEERS},
    }


def _ratio(above: list[float], below: list[float]) -> float:
    return round(median(a / b for a, b in zip(above, below, strict=True)), 2)


def _seconds(run: Run) -> float:
    begun = time.perf_counter()
    run()
    return time.perf_counter() - begun


def _for_each(run: Callable[[Any], object], people: list[Any]) -> None:
    for person in people:
        run(person)


def _screened(knowledge: KnowledgeBase, on: date, facts: Facts) -> object:
    return screen(knowledge, facts, on)


def _judged(knowledge: KnowledgeBase, on: date, facts: Facts) -> list[Truth]:
    """The results alone, without the facts that are missing."""
    return [version.judge(facts, on) for _, version, _ in knowledge.judgeable_on(on)]


def _agree(
    knowledge: KnowledgeBase, on: date, people: list[Person], zen: Zen, openfisca: OpenFisca
) -> float:
    """How much of our results is “not known”; AssertionError where not all three say the same yes.

    With every fact known, ours says “not known” where no rule is held for the person's place.
    """
    by_openfisca = openfisca.screen(openfisca.columns(people), len(people))
    not_known = 0
    for at, person in enumerate(people):
        by_zen = zen.screen(person)
        results = screen(knowledge, person.facts, on)
        if {each.policy.id for each in results} != by_zen.keys() or by_zen.keys() != set(
            by_openfisca
        ):
            raise AssertionError("not the same policies")
        for each in results:
            policy, yes = each.policy.id, each.result is True
            not_known += each.result is None
            if not bool(by_zen[policy]) == bool(by_openfisca[policy][at]) == yes:
                raise AssertionError(
                    f"{policy}: {yes}, {by_zen[policy]}, {by_openfisca[policy][at]}"
                )
    return round(not_known / (len(people) * len(by_openfisca)), 3)
