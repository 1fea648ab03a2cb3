"""Every policy at once: which ones a person or firm may have, and what to ask to find out.

Pure: knowledge, facts and a day in; results out.
"""

from collections import Counter
from collections.abc import Collection
from datetime import date
from typing import Literal, NamedTuple

from bot.policies.facts import Facts
from bot.policies.judging import Truth
from bot.policies.knowledge import KnowledgeBase
from bot.policies.model import Aspect, Policy, Version
from bot.policies.questions import question_units
from bot.policies.versions import version_on

Audience = Literal["personal", "enterprise"]


class Screened(NamedTuple):
    """One policy's result. `missing` are the facts that can still decide it.

    A tuple, made in half the time of a frozen dataclass: one a policy for everybody screened.
    """

    policy: Policy
    version: Version
    result: Truth
    missing: tuple[str, ...]


def screen(
    knowledge: KnowledgeBase, facts: Facts, on: date, audience: Audience | None = None
) -> list[Screened]:
    """Judge every policy that has a rule on `on`, for one audience or for both, in file order."""
    found = []
    for policy, version, runs in knowledge.judgeable_on(on):
        if audience is None or audience in policy.audience:
            result = version.rulebook.judge(facts, on) if runs else False
            missing = tuple(version.rulebook.left_open(facts, on)) if result is None else ()
            found.append(Screened(policy, version, result, missing))
    return found


def unjudged(knowledge: KnowledgeBase, on: date, audience: Audience | None = None) -> list[Policy]:
    """The policies not past on `on` that give something and have no rule to be judged by."""
    return [
        policy
        for policy in knowledge.policies.values()
        if (audience is None or audience in policy.audience)
        and not (version := version_on(policy, on)).judgeable
        and version.in_period(on) is not False
        and version.tells(Aspect.AMOUNT)
    ]


def next_unit(
    results: list[Screened], knowledge: KnowledgeBase, declined: Collection[str]
) -> str | None:
    """The question that the most undecided policies wait for; file order between equals."""
    waiting: Counter[str] = Counter()
    for each in results:
        waiting.update(question_units(each.missing, knowledge.facts, declined).keys())
    order = knowledge.facts.order()
    asked = [unit for unit in waiting if unit not in declined]
    return min(asked, key=lambda unit: (-waiting[unit], order.get(unit, len(order))), default=None)
