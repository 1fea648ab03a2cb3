"""What a rule gives, as far as what is known lets it be reckoned."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bot.policies.eligibility import assess
from bot.policies.facts import Facts
from tests.unit.policies.rules import version

AGE = {"fact": "age", "at_least": "16"}
OF_2026 = {
    "text": "示例",
    "source": "example",
    "when": {"fact": "today", "not_before": "2026", "not_after": "2026"},
    "percent": "45",
    "of": "months",
    "unit": "元/月",
}


def test_a_sum_of_one_year_is_reckoned_in_that_year_and_the_day_is_not_asked_for():
    made = version(AGE, benefit=[OF_2026])

    [item] = assess(made, {"months": Decimal(400)}, date(2026, 12, 31)).benefit

    assert (item.applies, item.amount, item.missing) == (True, Decimal(180), ())


def test_a_sum_of_one_year_is_not_given_in_the_next():
    made = version(AGE, benefit=[OF_2026])

    [item] = assess(made, {"months": Decimal(400)}, date(2027, 1, 1)).benefit

    assert (item.applies, item.amount) == (False, None)


def test_what_a_sum_is_reckoned_from_is_missing_until_it_is_known():
    made = version(AGE, benefit=[OF_2026])

    [item] = assess(made, {"age": Decimal(40)}, date(2026, 11, 24)).benefit

    assert (item.amount, item.missing) == (None, ("months",))


def plain(**more: Any) -> dict[str, Any]:
    return {"text": "示例", "source": "example", "unit": "元", **more}


@pytest.mark.parametrize(
    ("item", "facts", "amount"),
    [
        (plain(amount="100"), {}, "100"),
        (plain(amount="100", times="months"), {"months": Decimal(3)}, "300"),
        (plain(percent="33.3", of="months"), {"months": Decimal(1)}, "0.33"),
        (plain(percent="50", of="months"), {"months": Decimal("0.01")}, "0.01"),
        (plain(percent="45", of="months", at_least="200"), {"months": Decimal(400)}, "200"),
        (plain(percent="45", of="months", at_most="100"), {"months": Decimal(400)}, "100"),
        (
            plain(amount={"by": "sex", "values": {"f": "100", "m": "200"}}),
            {"sex": "m"},
            "200",
        ),
        (
            plain(amount={"by": "months", "up_to": {"12": "100"}, "otherwise": "200"}),
            {"months": Decimal(12)},
            "100",
        ),
        (
            plain(amount={"by": "months", "up_to": {"12": "100"}, "otherwise": "200"}),
            {"months": Decimal(13)},
            "200",
        ),
    ],
)
def test_a_sum_is_reckoned_to_the_cent(item: dict[str, Any], facts: Facts, amount: str) -> None:
    [found] = assess(version(AGE, benefit=[item]), facts, date(2026, 11, 24)).benefit

    assert (found.amount, found.unit, found.missing) == (Decimal(amount), "元", ())


@pytest.mark.parametrize(
    ("item", "facts"),
    [
        (plain(amount="100", times="months"), {}),
        (plain(amount={"by": "sex", "values": {"f": "100", "m": "200"}}), {}),
        # A place whose limit is not known is not a place without a limit.
        (
            plain(amount="100", at_most={"by": "city", "values": {"南京市": "50"}}),
            {"city": ("苏州市", "江苏省")},
        ),
    ],
)
def test_a_sum_that_is_not_settled_is_not_reckoned(item: dict[str, Any], facts: Facts) -> None:
    [found] = assess(version(AGE, benefit=[item]), facts, date(2026, 11, 24)).benefit

    assert found.amount is None


def test_all_figures_of_a_table_that_agree_settle_the_sum() -> None:
    item = plain(amount={"by": "sex", "values": {"f": "100", "m": "100"}})
    [found] = assess(version(AGE, benefit=[item]), {}, date(2026, 11, 24)).benefit

    assert found.amount == Decimal(100)


def test_how_long_it_is_given_may_depend_on_a_fact() -> None:
    months = {"by": "age", "up_to": {"59": "12"}, "otherwise": "24"}
    item = plain(amount="100", months=months)

    def given(facts: Facts) -> int | None:
        return assess(version(AGE, benefit=[item]), facts, date(2026, 11, 24)).benefit[0].months

    assert (given({"age": Decimal(59)}), given({"age": Decimal(60)}), given({})) == (12, 24, None)


def test_what_only_some_are_given_is_open_until_it_is_known() -> None:
    item = plain(amount="100", when={"fact": "poor", "is": "yes"})

    def given(facts: Facts) -> tuple[bool | None, Decimal | None, tuple[str, ...]]:
        [found] = assess(version(AGE, benefit=[item]), facts, date(2026, 11, 24)).benefit
        return found.applies, found.amount, found.missing

    assert given({"poor": True}) == (True, Decimal(100), ())
    assert given({"poor": False}) == (False, None, ())
    assert given({}) == (None, Decimal(100), ("poor",))
