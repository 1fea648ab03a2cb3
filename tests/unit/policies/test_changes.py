"""What would turn a “no”."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bot.policies.changes import Change, Step, apply_steps, changes
from bot.policies.facts import Facts
from bot.policies.partial_date import PartialDate
from tests.unit.policies.rules import TODAY, version

REGISTERED = {"fact": "registered", "is": "yes"}
OF_AGE = {"fact": "age", "at_least": "40"}
A_YEAR = {"fact": "since", "months_at_least": "12"}
POOR = {"fact": "poor", "is": "yes"}


def one(condition: dict[str, Any], facts: Facts, on: date = TODAY) -> list[tuple[Step, ...]]:
    return [change.steps for change in changes(version(condition), facts, on)]


@pytest.mark.parametrize(
    ("condition", "facts", "step"),
    [
        (REGISTERED, {"registered": False}, Step("registered", True)),
        ({"fact": "registered", "is": "no"}, {"registered": True}, Step("registered", False)),
        (OF_AGE, {"age": Decimal(36)}, Step("age", Decimal(40))),
        ({"fact": "age", "more_than": "40"}, {"age": Decimal(40)}, Step("age", Decimal(41))),
        ({"fact": "months", "at_most": "6"}, {"months": Decimal(9)}, Step("months", Decimal(6))),
        ({"fact": "months", "less_than": "6"}, {"months": Decimal(6)}, Step("months", Decimal(5))),
        (
            {"none": [{"fact": "months", "at_least": "6"}]},
            {"months": Decimal(9)},
            Step("months", Decimal(5)),
        ),
        ({"none": [REGISTERED]}, {"registered": True}, Step("registered", False)),
        (
            A_YEAR,
            {"since": PartialDate(2026, 3, 24)},
            Step("since", wait_until=date(2027, 3, 24)),
        ),
        (
            {"none": [{"fact": "since", "months_at_most": "12"}]},
            {"since": PartialDate(2026, 3, 24)},
            Step("since", wait_until=date(2027, 3, 25)),
        ),
        (
            {"fact": "today", "not_before": "2027-03-01"},
            {},
            Step("today", wait_until=date(2027, 3, 1)),
        ),
        (
            {"fact": "today", "in_windows": ["05-01/05-31", "09-01/09-30"]},
            {},
            Step("today", wait_until=date(2027, 5, 1)),
        ),
    ],
)
def test_one_step_turns_one_condition(condition: dict[str, Any], facts: Facts, step: Step) -> None:
    assert one(condition, facts) == [(step,)]


def test_a_date_that_is_known_to_the_month_is_waited_for_to_its_last_day() -> None:
    assert one(A_YEAR, {"since": PartialDate(2026, 3)}) == [
        (Step("since", wait_until=date(2027, 3, 31)),)
    ]


@pytest.mark.parametrize(
    ("condition", "facts"),
    [
        (POOR, {"poor": False}),
        ({"fact": "sex", "is": "f"}, {"sex": "m"}),
        ({"fact": "city", "within": ["苏州市"]}, {"city": ("南京市", "江苏省")}),
        ({"fact": "since", "not_after": "2025"}, {"since": PartialDate(2026)}),
        ({"fact": "today", "not_after": "2025"}, {}),
    ],
)
def test_what_nobody_can_change_is_never_proposed(condition: dict[str, Any], facts: Facts) -> None:
    assert one(condition, facts) == []


def test_a_threshold_is_that_of_the_person() -> None:
    table = {"fact": "age", "at_least": {"by": "sex", "values": {"f": "40", "m": "50"}}}

    assert one(table, {"age": Decimal(36), "sex": "m"}) == [(Step("age", Decimal(50)),)]
    # It is not known yet which one counts: no number is proposed.
    assert one(table, {"age": Decimal(36)}) == []


def test_everything_that_fails_has_to_be_done_together() -> None:
    made = version(REGISTERED, OF_AGE)

    (change,) = changes(made, {"registered": False, "age": Decimal(36)}, TODAY)
    assert change == Change((Step("registered", True), Step("age", Decimal(40))), True)


def test_of_alternatives_each_is_proposed_the_shortest_first() -> None:
    made = version({"any": [{"all": [REGISTERED, OF_AGE]}, A_YEAR]})
    facts = {"registered": False, "age": Decimal(36), "since": PartialDate(2026, 11, 1)}

    found = changes(made, facts, TODAY)

    assert [len(change.steps) for change in found] == [1, 2]
    assert found[0].wait_until == date(2027, 11, 1)


def test_no_more_than_three_are_proposed() -> None:
    limits = [{"fact": "age", "at_least": str(limit)} for limit in (40, 50, 60)]
    made = version({"any": [*limits, REGISTERED]})

    assert len(changes(made, {"age": Decimal(36), "registered": False}, TODAY)) == 3


def test_what_is_then_still_open_is_said() -> None:
    (change,) = changes(version(REGISTERED, OF_AGE), {"registered": False}, TODAY)

    assert change.then is None


def test_a_wait_that_ends_after_the_version_does_is_not_proposed() -> None:
    made = version(A_YEAR, end="2026-12-31")

    assert changes(made, {"since": PartialDate(2026, 3, 1)}, TODAY) == ()


def test_a_version_that_has_ended_has_no_way_back() -> None:
    assert changes(version(REGISTERED, end="2025-12-31"), {"registered": False}, TODAY) == ()


def test_steps_change_facts_and_move_the_day_to_the_last_wait() -> None:
    steps = (
        Step("registered", True),
        Step("since", wait_until=date(2027, 3, 24)),
        Step("today", wait_until=date(2027, 1, 1)),
    )

    assert apply_steps(steps, {"registered": False}, TODAY) == (
        {"registered": True},
        date(2027, 3, 24),
    )
