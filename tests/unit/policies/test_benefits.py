"""What a rule gives, as far as what is known lets it be reckoned."""

from datetime import date
from decimal import Decimal

from bot.policies.eligibility import assess
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
