"""Which question is asked next."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bot.policies.facts import Facts, FactsFile, Value
from bot.policies.judging import months_after
from bot.policies.partial_date import PartialDate
from bot.policies.questions import answers, next_question, question_units
from bot.policies.rules import Condition
from tests.unit.policies.rules import CATALOGUE, TODAY, version

REGISTERED = {"fact": "registered", "is": "yes"}
DISABLED = {"fact": "disabled", "is": "yes"}
POOR = {"fact": "poor", "is": "yes"}
OF_AGE = {"fact": "age", "at_least": "40"}


def conditions(*written: dict[str, Any]) -> list[Condition]:
    return [Condition.model_validate(each) for each in written]


def values(
    unit: str, *written: dict[str, Any], places: tuple[str, ...] = (), on: date = TODAY
) -> list[Value]:
    found = answers(unit, [unit], conditions(*written), list(places), CATALOGUE, on)
    return [answer[unit] for answer in found]


# -- what may be asked at once


def test_several_facts_of_a_group_are_one_question_and_one_of_them_is_its_own() -> None:
    both = question_units(["registered", "disabled", "poor"], CATALOGUE)
    one = question_units(["registered", "poor"], CATALOGUE)

    assert both == {"registered": ["registered"], "hardship": ["disabled", "poor"]}
    assert one == {"registered": ["registered"], "poor": ["poor"]}


# -- the order


@pytest.mark.parametrize(
    ("facts", "asked"),
    [
        ({}, "registered"),
        ({"registered": True}, "hardship"),
        ({"registered": True, "disabled": False}, "poor"),
        ({"registered": True, "poor": True}, None),
        ({"registered": False}, None),
        ({"disabled": True}, "registered"),
    ],
)
def test_only_what_can_still_change_the_verdict_is_asked(facts: Facts, asked: str | None) -> None:
    made = version(REGISTERED, {"any": [DISABLED, POOR]})

    assert next_question(made, facts, TODAY) == asked


def test_the_question_that_leaves_fewest_open_is_asked_first() -> None:
    # With a no to 登记 nothing is left; the age alone settles less, though it stands before it.
    made = version({"any": [OF_AGE, {"fact": "sex", "is": "f"}]}, REGISTERED)

    assert next_question(made, {}, TODAY) == "registered"


def test_file_order_decides_between_equals() -> None:
    made = version({"fact": "months", "at_least": "3"}, OF_AGE)

    assert next_question(made, {}, TODAY) == "age"


def test_what_the_person_cannot_answer_is_passed_over() -> None:
    made = version(REGISTERED, OF_AGE)

    assert next_question(made, {}, TODAY, ["registered"]) == "age"
    assert next_question(made, {}, TODAY, ["registered", "age"]) is None


def test_the_place_is_asked_where_rules_differ() -> None:
    made = version(REGISTERED, cities={"苏州市": [OF_AGE]})

    assert next_question(made, {"registered": True, "age": Decimal(30)}, TODAY) == "city"


def test_a_version_that_has_ended_asks_nothing() -> None:
    assert next_question(version(REGISTERED, end="2025-12-31"), {}, TODAY) is None


# -- the answers that are tried


def test_a_yes_or_no_is_tried_both_ways_and_a_choice_every_way() -> None:
    assert values("registered", REGISTERED) == [True, False]
    assert values("sex", {"fact": "sex", "is": "f"}) == ["f", "m"]


def test_a_number_is_tried_at_every_threshold_and_on_both_sides() -> None:
    assert values("age", OF_AGE) == [Decimal(39), Decimal(40), Decimal(41)]
    table = {"fact": "age", "at_most": {"by": "months", "up_to": {"30": "20"}, "otherwise": "5"}}
    assert values("months", table) == [Decimal(29), Decimal(30), Decimal(31)]
    assert values("age", table) == [Decimal(n) for n in (4, 5, 6, 19, 20, 21)]


@pytest.mark.parametrize(
    ("written", "edge"),
    [
        ({"months_at_least": "12"}, months_after(TODAY, -12)),
        ({"months_at_most": "24"}, months_after(TODAY, -24)),
        ({"not_before": "2025-03"}, date(2025, 3, 1)),
        ({"not_after": "2025"}, date(2025, 12, 31)),
    ],
)
def test_a_day_is_tried_at_its_edge_and_on_both_sides(written: dict[str, str], edge: date) -> None:
    tried = values("since", {"fact": "since", **written})

    assert [day.first.toordinal() - edge.toordinal() for day in tried] == [-1, 0, 1]
    assert all(isinstance(day, PartialDate) and day.day for day in tried)


def test_a_place_is_tried_for_every_rule_every_named_place_and_elsewhere() -> None:
    within = {"fact": "city", "within": ["江苏省"]}
    table = {"fact": "age", "at_least": {"by": "city", "values": {"南京市": "16"}}}

    assert values("city", within, table, places=("苏州市",)) == [
        ("苏州市",),
        ("南京市",),
        ("江苏省",),
        (),
    ]


def test_a_group_is_tried_with_each_of_its_facts_and_none() -> None:
    found = answers("hardship", ["disabled", "poor"], [], [], CATALOGUE, TODAY)

    assert found == [{"disabled": True}, {"poor": True}, {"disabled": False, "poor": False}]


def test_who_names_some_of_what_is_asked_together_means_that_the_others_are_not_so() -> None:
    group = CATALOGUE.groups["hardship"].model_copy(update={"together": True})
    catalogue = FactsFile(facts=CATALOGUE.facts, groups={"hardship": group})

    assert answers("hardship", ["disabled", "poor"], [], [], catalogue, TODAY) == [
        {"disabled": True, "poor": True},
        {"disabled": False, "poor": False},
        {"disabled": True, "poor": False},
        {"disabled": False, "poor": True},
    ]
