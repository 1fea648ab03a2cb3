"""The state of a check: what comes next, and what is kept from turn to turn."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bot.policies.check import (
    AUDIENCE,
    Ask,
    Check,
    Judge,
    Show,
    ask,
    facts_in,
    go_on,
    read_check,
    settled,
    show,
    slot_of,
)
from bot.policies.knowledge import KnowledgeBase
from bot.policies.partial_date import PartialDate

TODAY = date(2026, 11, 24)
POST = Check(mode="one", policy="demo_post")
LOAN = Check(mode="one", policy="demo_loan")
ALL = Check(mode="screen", audience="personal")


# -- one policy


def test_a_check_begins_with_the_question_that_prunes_most(knowledge: KnowledgeBase) -> None:
    step = go_on(POST, {}, knowledge, TODAY)

    assert isinstance(step, Ask)
    assert (step.unit, step.members, step.again) == ("resident", ("resident",), False)
    assert (step.check.asked, step.check.count, step.check.last) == ("resident", 1, None)


def test_one_question_follows_another_and_the_one_before_is_kept(knowledge: KnowledgeBase) -> None:
    asked = go_on(POST, {}, knowledge, TODAY).check
    step = go_on(asked, {"resident": True}, knowledge, TODAY)

    assert isinstance(step, Ask)
    assert step.unit in ("age", "hardship")
    assert (step.check.last, step.check.count) == ("resident", 2)


def test_the_same_question_once_more_is_no_new_one(knowledge: KnowledgeBase) -> None:
    asked = replace(go_on(POST, {}, knowledge, TODAY).check, misses=1)
    step = go_on(asked, {}, knowledge, TODAY)

    assert isinstance(step, Ask)
    assert (step.again, step.check.count, step.check.misses) == (True, 1, 1)


def test_a_group_shows_only_what_it_can_still_settle(knowledge: KnowledgeBase) -> None:
    every = ask(POST, "hardship", {"resident": True}, knowledge, TODAY)
    one = ask(POST, "hardship", {"resident": True, "poor": False}, knowledge, TODAY)

    assert every.members == ("disabled", "poor")
    assert one.members == ("disabled",)


def test_a_fact_that_decides_ends_the_check_at_once(knowledge: KnowledgeBase) -> None:
    asked = go_on(POST, {}, knowledge, TODAY).check
    step = go_on(asked, {"resident": False}, knowledge, TODAY)

    assert isinstance(step, Judge)
    assert step.verdict.verdict == "no"
    assert (step.check.asked, step.check.last, step.check.misses) == (None, "resident", 0)


def test_what_cannot_be_answered_is_not_asked_again_and_stays_unknown(
    knowledge: KnowledgeBase,
) -> None:
    step = go_on(replace(POST, declined=("resident",)), {}, knowledge, TODAY)
    assert isinstance(step, Ask)
    assert step.unit != "resident"

    step = go_on(replace(POST, declined=("resident", "age", "hardship")), {}, knowledge, TODAY)
    assert isinstance(step, Judge)
    assert step.verdict.verdict == "unknown"
    assert "resident" in step.verdict.missing


def test_a_check_of_a_named_version_is_judged_by_it(knowledge: KnowledgeBase) -> None:
    named = Check(mode="one", policy="demo_subsidy", version="demo_subsidy_2020")
    step = go_on(named, {}, knowledge, TODAY)

    assert isinstance(step, Judge)
    assert step.version.id == "demo_subsidy_2020"
    assert step.verdict.period.result is False


def test_where_no_rule_is_held_nothing_is_asked(knowledge: KnowledgeBase) -> None:
    step = go_on(LOAN, {"city": ("示乙市", "示例省", "示例国")}, knowledge, TODAY)

    assert isinstance(step, Judge)
    assert (step.verdict.verdict, step.verdict.rule_known) == ("unknown", False)


def test_none_of_these_speaks_only_of_what_was_shown() -> None:
    shown = Ask(POST, "hardship", ("disabled",))

    assert settled({"disabled": False, "poor": False}, shown) == {"disabled": False}
    assert settled({"poor": True}, shown) == {"poor": True}


# -- all policies


def test_a_screening_first_asks_who_is_meant(knowledge: KnowledgeBase) -> None:
    step = go_on(Check(mode="screen"), {}, knowledge, TODAY)

    assert isinstance(step, Ask)
    assert (step.unit, step.members, step.check.asked) == (AUDIENCE, (), AUDIENCE)


def test_a_screening_asks_until_nothing_is_open_and_then_shows(knowledge: KnowledgeBase) -> None:
    check, facts, units = ALL, {}, []
    answers = {
        "city": ("示甲市", "示例省", "示例国"),
        "resident": True,
        "age": Decimal(41),
        "trade": "farm",
    }
    step = go_on(check, facts, knowledge, TODAY)
    while isinstance(step, Ask):
        units.append(step.unit)
        facts = {**facts, step.unit: answers[step.unit]}
        step = go_on(step.check, facts, knowledge, TODAY)

    assert sorted(units) == sorted(set(units))
    assert {each.policy.id: each.result for each in step.results} == {
        "demo_loan": False,
        "demo_post": True,
    }


def test_a_screening_shows_what_it_has_after_ten_questions(knowledge: KnowledgeBase) -> None:
    assert isinstance(go_on(replace(ALL, count=9), {}, knowledge, TODAY), Ask)
    assert isinstance(go_on(replace(ALL, count=10), {}, knowledge, TODAY), Show)


def test_the_results_may_be_shown_at_any_time(knowledge: KnowledgeBase) -> None:
    step = show(replace(ALL, asked="age"), {}, knowledge, TODAY)

    assert [each.result for each in step.results] == [None, None]
    assert (step.check.asked, step.check.last) == (None, "age")


def test_a_group_of_a_screening_shows_what_any_policy_waits_for(knowledge: KnowledgeBase) -> None:
    step = ask(ALL, "hardship", {"resident": True, "disabled": False}, knowledge, TODAY)

    assert step.members == ("poor",)


# -- what the conversation keeps


def test_the_state_is_read_as_it_was_kept(knowledge: KnowledgeBase) -> None:
    check = replace(POST, version="demo_post_2024", asked="age", last="resident", count=2, misses=1)
    check = replace(check, declined=("hardship",))

    assert read_check({"check": check.slot()}, knowledge) == check
    assert read_check({"check": ALL.slot()}, knowledge) == ALL


@pytest.mark.parametrize("kept", [{}, {"check": None}, {"check": "demo_post"}])
def test_without_a_state_there_is_no_check(kept: dict, knowledge: KnowledgeBase) -> None:
    assert read_check(kept, knowledge) is None


def test_a_check_of_a_policy_that_is_gone_is_over(knowledge: KnowledgeBase) -> None:
    assert read_check({"check": replace(POST, policy="gone").slot()}, knowledge) is None


def test_a_version_or_question_that_is_gone_is_let_go(knowledge: KnowledgeBase) -> None:
    kept = replace(POST, version="demo_post_1999", asked="shoe_size").slot()

    assert read_check({"check": kept}, knowledge) == POST


def test_facts_are_read_as_they_were_kept(knowledge: KnowledgeBase) -> None:
    facts = {
        "city": ("东示县", "示甲市", "示例省", "示例国"),
        "age": Decimal("46"),
        "resident": False,
        "trade": "shop",
        "opened_on": PartialDate(2025, 12),
    }

    assert facts_in({"facts": slot_of(facts)}, knowledge) == facts


def test_facts_that_can_no_longer_be_are_left_out(knowledge: KnowledgeBase) -> None:
    kept = {"shoe_size": 42, "age": "460", "city": "无此市", "trade": "fishing", "poor": True}

    assert facts_in({"facts": kept}, knowledge) == {"poor": True}
    assert facts_in({"facts": None}, knowledge) == {}
