"""OpenFisca-core and zen-engine, given the same rules."""

from datetime import date
from typing import Any

import numpy as np
import zen
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from bench.expressions import Expressions, Syntax
from bench.people import Person, used_facts
from bot.policies.knowledge import KnowledgeBase

_KEY = "policies"
_ZEN = Syntax(
    true="true",
    false="false",
    fact=lambda name: name,
    every=lambda parts: "(" + " and ".join(parts) + ")",
    some=lambda parts: "(" + " or ".join(parts) + ")",
    inverse=lambda part: f"(not {part})",
    choose=lambda test, yes, no: f"({test} ? {yes} : {no})",
    one_of=lambda fact, values: f"({fact} in [{', '.join(f'{v:g}' for v in values)}])",
)
_NUMPY = Syntax(
    true="np.ones(size, dtype=bool)",
    false="np.zeros(size, dtype=bool)",
    fact=lambda name: f"v('{name}')",
    every=lambda parts: "(" + " & ".join(parts) + ")",
    some=lambda parts: "(" + " | ".join(parts) + ")",
    inverse=lambda part: f"(~{part})",
    choose=lambda test, yes, no: f"np.where({test}, {yes}, {no})",
    one_of=lambda fact, values: f"np.isin({fact}, [{', '.join(f'{v:g}' for v in values)}])",
)
Columns = dict[str, Any]


class Zen:
    """One decision with an expression for each policy.

    A static loader compiles it once; what `create_decision` returns is several times slower.
    """

    def __init__(self, knowledge: KnowledgeBase, on: date) -> None:
        expressions = [
            {"id": policy, "key": policy, "value": value}
            for policy, value in Expressions(knowledge, on, _ZEN).policies().items()
        ]
        graph = {
            "nodes": [
                {"id": "in", "type": "inputNode", "name": "in"},
                {
                    "id": "rules",
                    "type": "expressionNode",
                    "name": "rules",
                    "content": {"expressions": expressions},
                },
                {"id": "out", "type": "outputNode", "name": "out"},
            ],
            "edges": [
                {"id": "a", "sourceId": "in", "targetId": "rules", "type": "edge"},
                {"id": "b", "sourceId": "rules", "targetId": "out", "type": "edge"},
            ],
        }
        self._engine = zen.ZenEngine({"loader": {"type": "static", "content": {_KEY: graph}}})

    def screen(self, person: Person) -> dict[str, bool]:
        """policy id -> yes or not, for one person."""
        result: dict[str, bool] = self._engine.evaluate(_KEY, person.numbers)["result"]
        return result


class OpenFisca:
    """A variable for each fact and each policy."""

    def __init__(self, knowledge: KnowledgeBase, on: date) -> None:
        person = build_entity(key="person", plural="people", label="", is_person=True)
        self._system = TaxBenefitSystem([person])
        self._period = str(on.year)
        self._facts = used_facts(knowledge, on)
        for name in self._facts:
            self._system.add_variable(_variable(name, person, float, None))
        self.policies = Expressions(knowledge, on, _NUMPY).policies()
        for policy, expression in self.policies.items():
            # The expressions are our own, made from our own rules.
            rule = eval(f"lambda v, size: {expression}", {"np": np})  # noqa: S307
            self._system.add_variable(_variable(policy, person, bool, rule))

    def columns(self, people: list[Person]) -> Columns:
        """The people as OpenFisca takes them: an array a fact."""
        return {
            name: np.array([person.numbers[name] for person in people], dtype=np.float64)
            for name in self._facts
        }

    def screen(self, columns: Columns, count: int) -> dict[str, Any]:
        """policy id -> an array of yes or not, for all `count` people at once."""
        simulation = SimulationBuilder().build_default_simulation(self._system, count)
        for name, values in columns.items():
            simulation.set_input(name, self._period, values)
        return {policy: simulation.calculate(policy, self._period) for policy in self.policies}


def _variable(name: str, person: Any, kind: type, rule: Any) -> type[Variable]:
    members: dict[str, Any] = {
        "value_type": kind,
        "entity": person,
        "definition_period": DateUnit.YEAR,
        "label": name,
    }
    if rule is not None:

        def formula(population: Any, period: Any) -> Any:
            return rule(lambda fact: population(fact, period), population.count)

        members["formula"] = formula
    return type(name, (Variable,), members)
