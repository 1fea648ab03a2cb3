"""A check under way: one policy or all, what was told, and what is asked next.

Pure: the state and what was heard come in, the next state comes out. Reading text and writing
replies is done elsewhere (`bot/understanding/`, `verdict_replies.py`).
"""

from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any, Literal

from bot.errors import BadFact, UnknownRegion
from bot.policies.cases import read_facts
from bot.policies.eligibility import Verdict, assess
from bot.policies.facts import Facts, Value
from bot.policies.knowledge import KnowledgeBase
from bot.policies.model import Policy, Version
from bot.policies.questions import next_question
from bot.policies.screening import Audience, Screened, next_unit, screen
from bot.policies.versions import version_named

# Asked before a screening when nothing tells whether a person or a firm is meant.
AUDIENCE = "audience"
# An open question is put once more after another topic, then only pointed at, then left alone.
SHOWN_AT_MOST = 3
# A screening shows what it has found after this many questions, however many are left.
_QUESTIONS = 10


@dataclass(frozen=True)
class Check:
    """The state. `asked` is the fact or group that is asked, None once the verdict was given.

    `last` is the one before, which “不对，是46” corrects; `misses` counts replies not understood,
    `shown` how often the question was put without an answer to it.
    """

    mode: Literal["one", "screen"]
    policy: str | None = None
    version: str | None = None
    audience: Audience | None = None
    asked: str | None = None
    last: str | None = None
    declined: tuple[str, ...] = ()
    count: int = 0
    misses: int = 0
    shown: int = 0

    @property
    def waits(self) -> bool:
        """Whether a question is open that the person still has before their eyes."""
        return self.asked is not None and self.shown <= SHOWN_AT_MOST

    def slot(self) -> dict[str, Any]:
        """The state as the conversation keeps it."""
        return {**asdict(self), "declined": list(self.declined)}


@dataclass(frozen=True)
class Ask:
    """Ask `unit` (a fact, a group, or AUDIENCE); `members` are the facts it can still settle.

    `again` says that the same was asked just before.
    """

    check: Check
    unit: str
    members: tuple[str, ...] = ()
    again: bool = True


@dataclass(frozen=True)
class Judge:
    """Tell the verdict on one policy."""

    check: Check
    policy: Policy
    version: Version
    verdict: Verdict


@dataclass(frozen=True)
class Show:
    """Tell the results of a screening."""

    check: Check
    results: list[Screened] = field(default_factory=list)


Next = Ask | Judge | Show


def read_check(slots: dict[str, Any], knowledge: KnowledgeBase) -> Check | None:
    """The check in the conversation's slots; None when there is none, or of a policy now gone."""
    kept = slots.get("check")
    if not isinstance(kept, dict):
        return None
    check = Check(**{**kept, "declined": tuple(kept.get("declined") or ())})
    if check.mode == "one":
        policy = knowledge.policies.get(check.policy or "")
        if policy is None:
            return None
        if check.version not in {version.id for version in policy.versions}:
            check = replace(check, version=None)
    known = {*knowledge.facts.facts, *knowledge.facts.groups, AUDIENCE, None}
    return check if check.asked in known else replace(check, asked=None)


def facts_in(slots: dict[str, Any], knowledge: KnowledgeBase) -> dict[str, Value]:
    """The facts that were told, in the conversation's slots; what is no longer held is left out."""
    facts: dict[str, Value] = {}
    for name, raw in (slots.get("facts") or {}).items():
        try:
            facts |= read_facts({name: raw}, knowledge.facts, knowledge.place)
        except (BadFact, UnknownRegion):
            continue
    return facts


def slot_of(facts: Facts) -> dict[str, Any]:
    """The facts as the conversation keeps them."""
    return {name: _plain(value) for name, value in facts.items()}


def _plain(value: Value) -> Any:
    if isinstance(value, tuple):
        return value[0] if value else None
    return value if isinstance(value, bool | str) else str(value)


def go_on(check: Check, facts: Facts, knowledge: KnowledgeBase, today: date) -> Next:
    """What comes next: the best open question, or the result once nothing can change it."""
    if check.mode == "screen":
        return _go_on_screening(check, facts, knowledge, today)
    policy = knowledge.policies[check.policy or ""]
    version = version_named(policy, check.version, today)
    unit = next_question(version, facts, today, check.declined)
    if unit:
        asked = ask(_asking(check, unit), unit, facts, knowledge, today)
        return replace(asked, again=check.asked == unit)
    verdict = assess(version, facts, today)
    return Judge(
        replace(check, asked=None, last=check.asked or check.last, misses=0),
        policy,
        version,
        verdict,
    )


def _go_on_screening(check: Check, facts: Facts, knowledge: KnowledgeBase, today: date) -> Next:
    if check.audience is None:
        return Ask(_asking(check, AUDIENCE), AUDIENCE, again=check.asked == AUDIENCE)
    results = screen(knowledge, facts, today, check.audience)
    unit = next_unit(results, knowledge, check.declined)
    if unit and check.count < _QUESTIONS:
        asked = ask(_asking(check, unit), unit, facts, knowledge, today)
        return replace(asked, again=check.asked == unit)
    return show(check, facts, knowledge, today)


def ask(check: Check, unit: str, facts: Facts, knowledge: KnowledgeBase, today: date) -> Ask:
    """The question `unit`, with the facts that its answer can still settle."""
    if unit not in knowledge.facts.groups:
        return Ask(check, unit, (unit,))
    if check.mode == "one":
        policy = knowledge.policies[check.policy or ""]
        open_facts = set(version_named(policy, check.version, today).open_facts(facts, today))
    else:
        results = screen(knowledge, facts, today, check.audience)
        open_facts = {name for each in results for name in each.missing}
    members = tuple(name for name in knowledge.facts.groups[unit].facts if name in open_facts)
    return Ask(check, unit, members)


def show(check: Check, facts: Facts, knowledge: KnowledgeBase, today: date) -> Show:
    """The results of a screening as they are now."""
    results = screen(knowledge, facts, today, check.audience)
    return Show(replace(check, asked=None, last=check.asked or check.last, misses=0), results)


def _asking(check: Check, unit: str) -> Check:
    if check.asked == unit:
        return check
    return replace(
        check,
        asked=unit,
        last=check.asked or check.last,
        count=check.count + 1,
        misses=0,
        shown=0,
    )


def settled(values: Facts, asked: Ask) -> dict[str, Value]:
    """What a reply settles: “none of these” speaks only of what was still open."""
    return {
        name: value for name, value in values.items() if value is not False or name in asked.members
    }
