from datetime import date

import pytest
from pydantic import ValidationError

from bot.policies.loan_terms import Cap, LoanTerms, Subsidy

CAP = {"who": "person", "amount": "300000", "text": "最高30万元。", "source": "page"}
SUBSIDY = {"text": "贴息。", "source": "page"}


def test_a_figure_holds_from_its_first_to_its_last_day():
    cap = Cap.model_validate({**CAP, "from": "2023-10-01", "until": "2028-09-30"})

    days = [(2023, 9, 30), (2023, 10, 1), (2028, 9, 30), (2028, 10, 1)]
    assert [cap.holds(date(*day)) for day in days] == [False, True, True, False]


def test_a_figure_without_dates_holds_on_every_day():
    assert Cap.model_validate(CAP).holds(date(1999, 1, 1))


def test_a_figure_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValidationError, match="早于"):
        Cap.model_validate({**CAP, "from": "2024", "until": "2023"})


@pytest.mark.parametrize(
    "rule",
    [
        {},
        {"of_interest": 50, "of_base_rate": [{"percent": 100}]},
    ],
)
def test_a_subsidy_is_of_the_interest_or_of_the_base_rate(rule):
    with pytest.raises(ValidationError, match="只写一个"):
        Subsidy.model_validate(SUBSIDY | rule)


@pytest.mark.parametrize(
    "tiers",
    [
        [{"percent": 100}, {"percent": 50, "up_to": 300000}],
        [{"percent": 100, "up_to": 300000}, {"percent": 50, "up_to": 300000}],
        [{"percent": 100, "up_to": 300000}, {"percent": 50, "up_to": 100000}, {"percent": 10}],
    ],
)
def test_tiers_go_from_low_to_high(tiers):
    with pytest.raises(ValidationError, match="从低到高"):
        Subsidy.model_validate(SUBSIDY | {"of_base_rate": tiers})


def test_every_figure_is_listed_with_where_it_stands():
    terms = LoanTerms.model_validate(
        {
            "caps": [CAP],
            "terms": [{"who": "person", "months": 36, "text": "三年。", "source": "page"}],
            "rates": [{"kind": "base", "percent": 3, "text": "基础利率。", "source": "page"}],
            "subsidies": [SUBSIDY | {"of_interest": 50}],
            "key_groups": {"names": {"veteran": "退役军人"}, "text": "群体。", "source": "page"},
        }
    )

    assert [key for key, _ in terms.figures()] == [
        ("caps", 0),
        ("terms", 0),
        ("rates", 0),
        ("subsidies", 0),
        ("key_groups",),
    ]
