"""Every policy judged at once."""

from datetime import date
from decimal import Decimal

import pytest

from bot.policies.facts import Facts
from bot.policies.knowledge import KnowledgeBase
from bot.policies.screening import Audience, next_unit, screen, unjudged

TODAY = date(2026, 11, 24)
CITY_A = ("示甲市", "示例省", "示例国")


@pytest.mark.parametrize(
    ("facts", "results"),
    [
        ({}, {"demo_loan": None, "demo_post": None}),
        ({"resident": False}, {"demo_loan": None, "demo_post": False}),
        ({"resident": True, "age": Decimal(40)}, {"demo_loan": None, "demo_post": True}),
        ({"city": CITY_A, "trade": "farm"}, {"demo_loan": False, "demo_post": None}),
    ],
)
def test_every_policy_with_a_rule_is_judged_by_the_same_facts(
    facts: Facts, results: dict[str, bool | None], knowledge: KnowledgeBase
) -> None:
    found = screen(knowledge, facts, TODAY)

    assert {each.policy.id: each.result for each in found} == results


def test_what_is_missing_is_told_only_where_nothing_is_decided(knowledge: KnowledgeBase) -> None:
    loan, post = screen(knowledge, {"resident": False}, TODAY)

    assert (loan.missing, post.missing) == (("city", "trade", "opened_on"), ())


@pytest.mark.parametrize(
    ("audience", "policies"),
    [
        ("personal", ["demo_loan", "demo_post"]),
        ("enterprise", ["demo_post"]),
        (None, ["demo_loan", "demo_post"]),
    ],
)
def test_a_policy_is_judged_only_for_whom_it_is(
    audience: Audience | None, policies: list[str], knowledge: KnowledgeBase
) -> None:
    assert [each.policy.id for each in screen(knowledge, {}, TODAY, audience)] == policies


def test_what_gives_something_and_has_no_rule_is_named_apart(knowledge: KnowledgeBase) -> None:
    assert [policy.id for policy in unjudged(knowledge, TODAY)] == ["demo_subsidy"]
    assert unjudged(knowledge, TODAY, "personal") == []
    assert [policy.id for policy in unjudged(knowledge, date(2026, 12, 31))] == ["demo_subsidy"]
    assert unjudged(knowledge, date(2027, 1, 1)) == []


def test_the_question_is_asked_that_most_policies_wait_for(knowledge: KnowledgeBase) -> None:
    results = screen(knowledge, {}, TODAY)
    # Every question is waited for by one policy: file order decides.
    assert next_unit(results, knowledge, ()) == "city"
    assert next_unit(results, knowledge, ("city",)) == "age"
    assert next_unit([*results, results[1]], knowledge, ()) == "age"


def test_nothing_is_asked_when_everything_is_decided_or_declined(knowledge: KnowledgeBase) -> None:
    decided = screen(knowledge, {"resident": False, "city": CITY_A, "trade": "farm"}, TODAY)
    open_results = screen(knowledge, {}, TODAY)
    every = ("city", "age", "resident", "hardship", "trade", "opened_on")

    assert next_unit(decided, knowledge, ()) is None
    assert next_unit(open_results, knowledge, every) is None
