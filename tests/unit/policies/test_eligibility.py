"""The engine: three-valued verdicts, what they rest on, and what no rule may ever break."""

import random
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.policies.changes import apply_steps
from bot.policies.eligibility import assess
from bot.policies.facts import Facts
from bot.policies.model import Version
from bot.policies.partial_date import PartialDate
from tests.unit.policies.rules import TODAY, conditions, people, rules, version, versions

REGISTERED = {"fact": "registered", "is": "yes", "text": "已登记"}
OF_AGE = {
    "fact": "age",
    "at_least": {"by": "sex", "values": {"f": "40", "m": "50"}},
    "text": "女40、男50周岁以上",
}
A_YEAR = {"fact": "since", "months_at_least": "12", "text": "失业1年以上"}


def day(text: str) -> PartialDate:
    return PartialDate.parse(text)


def verdict(made: Version, facts: Facts, on: date = TODAY) -> str:
    return assess(made, facts, on).verdict


# -- three values


def test_what_is_not_told_is_unknown_and_never_no() -> None:
    assert verdict(version(REGISTERED), {}) == "unknown"


def test_one_false_condition_decides_whatever_else_is_unknown() -> None:
    result = assess(version(REGISTERED, OF_AGE), {"registered": False}, TODAY)

    assert result.verdict == "no"
    assert result.missing == ()
    assert result.next_question is None
    assert [judged.text for judged in result.deciding] == ["已登记"]


def test_one_true_alternative_decides_whatever_else_is_unknown() -> None:
    made = version({"any": [OF_AGE, A_YEAR]})

    assert verdict(made, {"since": day("2025-01-01")}) == "yes"


def test_none_of_is_false_as_soon_as_one_holds_and_true_when_none_does() -> None:
    made = version({"none": [{"fact": "disabled", "is": "yes"}, {"fact": "poor", "is": "yes"}]})

    assert verdict(made, {"disabled": True}) == "no"
    assert verdict(made, {"disabled": False}) == "unknown"
    assert verdict(made, {"disabled": False, "poor": False}) == "yes"


@pytest.mark.parametrize(
    ("sex", "age", "expected"),
    [("f", 40, "yes"), ("f", 39, "no"), ("m", 50, "yes"), ("m", 49, "no"), ("m", 45, "no")],
)
def test_a_threshold_depends_on_another_fact(sex: str, age: int, expected: str) -> None:
    assert verdict(version(OF_AGE), {"sex": sex, "age": Decimal(age)}) == expected


@pytest.mark.parametrize(("age", "expected"), [(39, "no"), (45, "unknown"), (50, "yes")])
def test_a_threshold_that_is_not_settled_decides_only_where_all_of_them_agree(
    age: int, expected: str
) -> None:
    assert verdict(version(OF_AGE), {"age": Decimal(age)}) == expected


def test_a_threshold_by_headcount_takes_the_first_limit_that_is_not_exceeded() -> None:
    rate = {"fact": "age", "at_most": {"by": "months", "up_to": {"30": "20"}, "otherwise": "5.5"}}
    made = version(rate)

    assert verdict(made, {"age": Decimal(20), "months": Decimal(30)}) == "yes"
    assert verdict(made, {"age": Decimal(20), "months": Decimal(31)}) == "no"
    assert verdict(made, {"age": Decimal("5.5"), "months": Decimal(31)}) == "yes"
    assert verdict(made, {"age": Decimal("5.5")}) == "yes"
    assert verdict(made, {"age": Decimal(6)}) == "unknown"


def test_a_threshold_that_no_table_names_for_the_place_is_unknown() -> None:
    made = version({"fact": "age", "at_least": {"by": "city", "values": {"南京市": "16"}}})

    assert verdict(made, {"age": Decimal(90), "city": ("苏州市", "江苏省")}) == "unknown"
    assert verdict(made, {"age": Decimal(16), "city": ("南京市", "江苏省")}) == "yes"


# -- dates


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        ("2025-11-24", "yes"),
        ("2025-11-25", "no"),
        ("2025-11", "unknown"),
        ("2025-10", "yes"),
        ("2026", "no"),
    ],
)
def test_months_are_counted_to_the_day_and_a_vague_date_may_leave_it_open(
    since: str, expected: str
) -> None:
    assert verdict(version(A_YEAR), {"since": day(since)}) == expected


@pytest.mark.parametrize(("since", "expected"), [("2024-11-24", "yes"), ("2024-11-23", "no")])
def test_at_most_so_many_months_ago_includes_the_last_day(since: str, expected: str) -> None:
    assert (
        verdict(version({"fact": "since", "months_at_most": "24"}), {"since": day(since)})
        == expected
    )


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 8, 31), "no"),
        (date(2026, 9, 1), "yes"),
        (date(2026, 9, 30), "yes"),
        (date(2026, 10, 1), "no"),
    ],
)
def test_a_window_of_the_year_includes_both_its_days(on: date, expected: str) -> None:
    assert verdict(version({"fact": "today", "in_windows": ["09-01/09-30"]}), {}, on) == expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2025, 1, 1), "yes"),
        (date(2025, 12, 31), "yes"),
        (date(2026, 1, 1), "no"),
        (date(2024, 12, 31), "no"),
    ],
)
def test_a_version_gives_nothing_outside_its_period(on: date, expected: str) -> None:
    made = version(REGISTERED, start="2025-01-01", end="2025-12-31")

    assert verdict(made, {"registered": True}, on) == expected


def test_a_version_that_ended_is_no_with_nothing_to_change_and_its_conditions_still_shown() -> None:
    result = assess(version(REGISTERED, end="2025-12-31"), {"registered": True}, TODAY)

    assert (result.verdict, result.would_change, result.next_question) == ("no", (), None)
    assert result.deciding == (result.period,)
    assert [judged.answer for judged in result.conditions] == ["yes"]


def test_a_version_that_has_not_begun_is_waited_for() -> None:
    result = assess(version(REGISTERED, start="2027-03-01"), {"registered": True}, TODAY)

    assert result.verdict == "no"
    assert [change.wait_until for change in result.would_change] == [date(2027, 3, 1)]


# -- places


def test_a_place_has_its_own_rule_instead_of_the_general_one() -> None:
    made = version(REGISTERED, cities={"苏州市": [{"fact": "poor", "is": "yes"}]})

    assert verdict(made, {"registered": False, "poor": True, "city": ("昆山市", "苏州市")}) == "yes"
    assert verdict(made, {"registered": False, "poor": True, "city": ("南京市", "江苏省")}) == "no"
    assert assess(made, {"city": ("昆山市", "苏州市")}, TODAY).rule_place == "苏州市"


def test_without_a_place_only_what_all_rules_agree_on_is_decided() -> None:
    made = version(REGISTERED, cities={"苏州市": [REGISTERED, OF_AGE]})

    assert verdict(made, {"registered": False}) == "no"
    open_result = assess(made, {"registered": True}, TODAY)
    assert open_result.verdict == "unknown"
    assert "city" in open_result.missing


def test_where_no_rule_is_held_for_the_place_nothing_is_decided_or_asked() -> None:
    result = assess(version(cities={"苏州市": [REGISTERED]}), {"city": ("南京市", "江苏省")}, TODAY)

    assert (result.verdict, result.rule_known, result.missing) == ("unknown", False, ())


# -- what a rule can never do

MANY = settings(max_examples=400, deadline=None)


@MANY
@given(versions, people, people)
def test_adding_facts_never_turns_a_decided_verdict(
    made: Version, known: Facts, more: Facts
) -> None:
    before = made.judge(known, TODAY)
    if before is not None:
        assert made.judge({**more, **known}, TODAY) is before


@MANY
@given(versions, people)
def test_unknown_never_counts_as_no(made: Version, facts: Facts) -> None:
    result = assess(made, facts, TODAY)
    if result.verdict == "unknown":
        # Either a fact is still asked for, or no rule or figure is known: never a silent no.
        assert result.missing or not result.rule_known or _open_without_facts(result.conditions)
    for judged in result.deciding:
        assert judged.kind == "none" or judged.fact == "today" or judged.fact in facts


def _open_without_facts(judged: tuple) -> bool:
    return any(
        (part.kind == "fact" and part.result is None) or _open_without_facts(part.parts)
        for part in judged
    )


@MANY
@given(versions, people)
def test_a_proposed_change_really_gives_yes_or_unknown(made: Version, facts: Facts) -> None:
    result = assess(made, facts, TODAY)
    for change in result.would_change:
        assert result.verdict == "no"
        changed, on = apply_steps(change.steps, facts, TODAY)
        assert made.judge(changed, on) is change.then
        assert change.then is not False


@MANY
@given(rules, people, st.randoms())
def test_the_order_of_conditions_never_changes_a_verdict(
    written: list[dict], facts: Facts, dice: random.Random
) -> None:
    def shuffled(condition: dict) -> dict:
        return {
            key: dice.sample([shuffled(part) for part in value], len(value))
            if key in ("all", "any", "none")
            else value
            for key, value in condition.items()
        }

    other = dice.sample([shuffled(condition) for condition in written], len(written))
    assert version(*written).judge(facts, TODAY) is version(*other).judge(facts, TODAY)


@MANY
@given(versions, people)
def test_only_questions_that_matter_are_asked_and_asking_comes_to_an_end(
    made: Version, facts: Facts
) -> None:
    result = assess(made, facts, TODAY)
    if result.next_question:
        assert result.verdict == "unknown"
        asked = {"hardship": {"disabled", "poor"}}.get(result.next_question, {result.next_question})
        assert asked & set(result.missing)
        assert not asked & facts.keys() or result.next_question == "hardship"
    assert not set(result.missing) & facts.keys()


@MANY
@given(conditions, people)
def test_none_of_is_the_opposite_of_any_of(condition: dict, facts: Facts) -> None:
    some = version({"any": [condition]}).judge(facts, TODAY)
    none = version({"none": [condition]}).judge(facts, TODAY)
    assert none is (None if some is None else not some)
