"""Whether a person may have what a version gives: yes, no, or not known yet, and why.

Pure: a version, typed facts and a day in; a verdict out. Strong Kleene logic (`judging.py`).
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.policies.benefits import Reckoned, reckon
from bot.policies.changes import Change, changes
from bot.policies.facts import TODAY, Facts, Value
from bot.policies.judging import Node, Truth
from bot.policies.model import Citation, Version
from bot.policies.questions import next_question
from bot.policies.rules import Condition, Unjudged

Answer = Literal["yes", "no", "unknown"]
_ANSWERS: dict[Truth, Answer] = {True: "yes", False: "no", None: "unknown"}


@dataclass(frozen=True)
class Judged:
    """One condition and what came of it. `value` is the fact that was used, None when unknown.

    `kind` is `period` for the version's own start or end, else the condition's kind.
    """

    kind: Literal["period", "all", "any", "none", "fact"]
    result: Truth
    text: str | None
    clause: str | None
    citation: Citation | None
    fact: str | None = None
    value: Value | None = None
    parts: tuple["Judged", ...] = ()

    @property
    def answer(self) -> Answer:
        """The result as a word."""
        return _ANSWERS[self.result]


@dataclass(frozen=True)
class ToRead:
    """A condition that no fact decides: a person reads it."""

    text: str
    clause: str | None
    citation: Citation | None


@dataclass(frozen=True)
class Verdict:
    """What is decided, and everything that it rests on.

    `missing` are the facts that can still change it; empty when decided. `rule_place` is the place
    whose own rule was used, None for the general rule. `rule_known` is False where no rule that a
    machine could judge is held for this place. `period` is the version's own period as a condition.
    """

    result: Truth
    period: Judged
    conditions: tuple[Judged, ...]
    missing: tuple[str, ...]
    next_question: str | None
    would_change: tuple[Change, ...]
    benefit: tuple[Reckoned, ...]
    to_read: tuple[ToRead, ...]
    rule_place: str | None
    rule_known: bool
    on: date

    @property
    def verdict(self) -> Answer:
        """yes, no or unknown."""
        return _ANSWERS[self.result]

    @property
    def deciding(self) -> tuple[Judged, ...]:
        """The conditions that the result rests on."""
        if self.result is None:
            return ()
        if self.period.result is False:
            return (self.period,)
        return tuple(each for part in self.conditions for each in _deciding(part, self.result))


def assess(version: Version, facts: Facts, on: date) -> Verdict:
    """Judge `facts` by `version` as of `on`.

    `facts` are typed values (`facts.read_value`) by the names of `facts.yml`; what is left out is
    unknown. The rule of the innermost place of the fact `city` stands in for the general one.
    """
    result = version.judge(facts, on)
    missing = tuple(version.open_facts(facts, on))
    places = version.rulebook.places(facts)
    place = places[0] if len(places) == 1 else None
    rule = version.rulebook.rule(place)
    settled = len(places) == 1
    return Verdict(
        result=result,
        period=_period(version, on),
        conditions=_judged(rule[1], version, facts, on).parts if rule else (),
        missing=missing,
        next_question=next_question(version, facts, on) if missing else None,
        would_change=changes(version, facts, on) if result is False else (),
        benefit=tuple(reckon(item, version, facts, on) for item in rule[0].benefit)
        if rule and settled
        else (),
        to_read=tuple(_to_read(item, version) for item in rule[0].read) if rule else (),
        rule_place=place,
        rule_known=rule is not None or not settled,
        on=on,
    )


def _period(version: Version, on: date) -> Judged:
    source = version.period.source
    return Judged(
        kind="period",
        result=version.in_period(on),
        text=None,
        clause=None,
        citation=version.citation(source) if source else None,
    )


def _judged(
    node: Node,
    version: Version,
    facts: Facts,
    on: date,
    heading: Condition | None = None,
) -> Judged:
    """The condition with its result; what a heading says of its source holds for its parts."""
    condition = node.condition
    cited = condition if condition.source else heading
    return Judged(
        kind=condition.kind,
        result=node.judge(facts, on),
        text=condition.text or (heading.text if heading and condition.fact else None),
        clause=cited.clause if cited else None,
        citation=version.citation(cited.source) if cited and cited.source else None,
        fact=condition.fact,
        value=_used(condition, facts, on),
        parts=tuple(_judged(part, version, facts, on, cited) for part in node.parts),
    )


def _used(condition: Condition, facts: Facts, on: date) -> Value | None:
    if condition.fact == TODAY:
        return on.isoformat()
    return facts.get(condition.fact) if condition.fact else None


def _to_read(item: Unjudged, version: Version) -> ToRead:
    return ToRead(item.text, item.clause, version.citation(item.source))


def _deciding(judged: Judged, result: Truth) -> list[Judged]:
    """What below `judged` made it `result`: facts, and “none of” by its own sentence."""
    if judged.result is not result:
        return []
    if judged.kind in ("fact", "none"):
        return [judged]
    return [each for part in judged.parts for each in _deciding(part, result)]
