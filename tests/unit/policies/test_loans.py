from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import BadPrincipal, BadRate, BadTerm
from bot.policies.loan_known import Known, Terms, terms_on
from bot.policies.loan_schedule import Repayment, to_cent
from bot.policies.loan_terms import Borrower, Cap, Rate, Subsidy
from bot.policies.loans import Loan, caps_for, check, quote
from bot.policies.store import Edition

TODAY = date(2026, 11, 24)
LOAN = Loan(Decimal(200000), 36, TODAY, annual_rate=Decimal("4.35"))


@pytest.fixture(scope="session")
def known(real_edition: Edition):
    policy = real_edition.knowledge.policies["fumin_startup_loan"]

    def known(loan: Loan) -> Terms:
        return terms_on(policy, real_edition.knowledge, loan.on, TODAY, loan.region)

    return known


@pytest.fixture(scope="session")
def quoted(known):
    return lambda loan: quote(loan, known(loan))


# -- today


def test_without_a_rate_there_is_no_schedule_and_the_rate_is_asked_for(quoted):
    answer = quoted(replace(LOAN, annual_rate=None))

    assert (answer.instalments, answer.interest, answer.own_cost) == (None, None, None)
    assert answer.needed == ("annual_rate",)
    assert [limit.known.figure.amount for limit in answer.limits] == [300000, 4000000]


def test_where_no_subsidy_is_known_the_borrower_s_cost_is_the_whole_interest(quoted):
    answer = quoted(LOAN)

    assert answer.subsidised is None
    assert answer.own_cost == answer.interest == Decimal("13695.51")
    assert answer.total == Decimal("213695.51")
    assert answer.needed == ()


@pytest.mark.parametrize(
    ("principal", "exceeded"), [("299999.99", False), ("300000", False), ("300000.01", True)]
)
def test_a_cap_is_exceeded_from_one_cent_above_it(quoted, principal, exceeded):
    answer = quoted(replace(LOAN, principal=Decimal(principal), borrower=Borrower.PERSON))

    assert [limit.exceeded for limit in answer.limits] == [exceeded]


def test_a_company_is_held_against_the_company_s_cap(quoted):
    answer = quoted(replace(LOAN, principal=Decimal(4000001), borrower=Borrower.COMPANY))

    assert [(limit.known.figure.who, limit.exceeded) for limit in answer.limits] == [
        (Borrower.COMPANY, True)
    ]


def test_a_city_s_figures_are_compared_beside_the_country_s(quoted):
    loan = replace(
        LOAN, principal=Decimal(400000), months=48, region="连云港市", borrower=Borrower.PERSON
    )

    assert [(limit.known.region, limit.exceeded) for limit in quoted(loan).limits] == [
        ("连云港市", False),
        (None, True),
        ("连云港市", True),
    ]


def test_half_of_the_interest_is_paid_in_yancheng(quoted):
    answer = quoted(replace(LOAN, region="盐城市", repayment=Repayment.INTEREST_ONLY))

    assert answer.interest == Decimal("26100.00")
    assert answer.subsidised.amount == Decimal("13050.00")
    assert not answer.subsidised.at_most
    assert answer.own_cost == Decimal("13050.00")


@given(
    principal=st.decimals(min_value=1, max_value=10**7, places=2),
    months=st.integers(min_value=1, max_value=120),
    rate=st.decimals(min_value=0, max_value=24, places=2),
    region=st.sampled_from(["盐城市", "南京市", None]),
)
def test_subsidy_and_own_cost_are_the_interest_to_the_cent(quoted, principal, months, rate, region):
    answer = quoted(Loan(principal, months, TODAY, annual_rate=rate, region=region))

    paid = answer.subsidised.amount if answer.subsidised else Decimal(0)
    assert sum(line.interest for line in answer.instalments) == answer.interest
    assert paid + answer.own_cost == answer.interest
    assert paid == to_cent(paid)
    assert sum(line.payment for line in answer.instalments) == principal + answer.interest


# -- the notice of 2018

OLD = Loan(
    Decimal(400000),
    24,
    date(2020, 5, 1),
    annual_rate=Decimal(4),
    base_rate=Decimal(4),
    favoured=True,
    borrower=Borrower.PERSON,
    repayment=Repayment.INTEREST_ONLY,
)


def test_a_key_group_gets_the_base_rate_up_to_300_000_and_half_of_it_above(quoted):
    # 32 000 of interest: 3/4 of the loan wholly, 1/4 of it at half the base rate.
    answer = quoted(OLD)

    assert answer.interest == Decimal("31999.92")
    assert answer.subsidised.amount == Decimal("27999.93")
    assert answer.subsidised.at_most


def test_no_more_is_paid_than_the_bank_s_rate(quoted):
    # Half of a base rate of 20 % is more than the bank's 4 %.
    answer = quoted(replace(OLD, base_rate=Decimal(20)))

    assert answer.subsidised.amount == answer.interest
    assert answer.own_cost == 0


def test_a_rate_above_the_base_rate_is_only_paid_up_to_it(quoted):
    answer = quoted(replace(OLD, principal=Decimal(300000), annual_rate=Decimal(8)))

    assert answer.subsidised.amount == to_cent(answer.interest / 2)


def test_other_borrowers_get_half(quoted):
    full, half = quoted(OLD), quoted(replace(OLD, favoured=False))

    assert half.subsidised.amount == to_cent(Decimal("31999.92") * Decimal("0.4375"))
    assert abs(full.subsidised.amount / 2 - half.subsidised.amount) <= Decimal("0.01")


@pytest.mark.parametrize(
    ("unknown", "needed"),
    [
        ({"base_rate": None}, ("base_rate",)),
        ({"favoured": None}, ("group",)),
        ({"base_rate": None, "favoured": None}, ("base_rate", "group")),
    ],
)
def test_what_the_subsidy_still_needs_is_said_and_nothing_is_guessed(quoted, unknown, needed):
    answer = quoted(replace(OLD, **unknown))

    assert answer.subsidised.amount is None
    assert answer.needed == needed
    assert answer.own_cost == answer.interest


def test_a_company_had_no_known_subsidy(quoted):
    assert quoted(replace(OLD, borrower=Borrower.COMPANY)).subsidised is None


def test_without_interest_there_is_nothing_to_subsidise(quoted):
    assert quoted(replace(OLD, annual_rate=Decimal(0))).subsidised.amount == 0


@pytest.mark.parametrize(
    ("hired", "amounts"), [(None, [300000, 500000]), (2, []), (3, [300000]), (5, [300000])]
)
def test_of_caps_by_the_number_hired_the_one_that_applies_is_taken(known, hired, amounts):
    assert [k.figure.amount for k in caps_for(known(OLD), Borrower.PERSON, hired)] == amounts


@pytest.mark.parametrize("hired", [6, 100])
def test_from_six_hired_on_the_higher_cap_applies(known, hired):
    assert [k.figure.amount for k in caps_for(known(OLD), Borrower.PERSON, hired)] == [500000]


def test_caps_by_the_number_hired_do_not_displace_the_country_s(known):
    loan = replace(OLD, on=date(2024, 1, 1))

    found = caps_for(known(loan), Borrower.PERSON, 6)
    assert [k.figure.amount for k in found] == [500000, 300000]


# -- rates that the knowledge base may hold one day


def with_rates(terms: Terms, **percents: str) -> Terms:
    citation = terms.of(Cap)[0].citation
    figures = [
        Known(
            Rate.model_validate(
                {"kind": kind, "percent": percent, "text": "示例。", "source": "mof75"}
            ),
            citation,
            None,
        )
        for kind, percent in percents.items()
    ]
    return replace(terms, figures=(*terms.figures, *figures))


def test_a_rate_above_the_highest_is_said_to_be(known):
    terms = with_rates(known(LOAN), highest="4.3")

    answer = quote(LOAN, terms)
    assert [limit.exceeded for limit in answer.limits if isinstance(limit.known.figure, Rate)] == [
        True
    ]
    assert [each.figure.percent for each in answer.rates] == [Decimal("4.3")]


def test_a_base_rate_that_is_known_need_not_be_asked_for(known):
    terms = with_rates(known(OLD), base="4")

    answer = quote(replace(OLD, base_rate=None), terms)
    assert answer.subsidised.amount == Decimal("27999.93")
    assert [each.figure.percent for each in answer.rates] == [Decimal(4)]


def test_a_base_rate_that_is_said_comes_before_the_known_one(known):
    answer = quote(replace(OLD, base_rate=Decimal(0)), with_rates(known(OLD), base="4"))

    assert answer.subsidised.amount == 0
    assert answer.rates == ()


def test_every_figure_that_was_used_is_named(known, quoted):
    answer = quoted(replace(LOAN, region="盐城市"))

    assert [type(each.figure) for each in answer.used] == [Cap, Cap, Subsidy]


# -- limits of what can be reckoned


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"principal": Decimal(0)}, BadPrincipal),
        ({"principal": Decimal("100000000.01")}, BadPrincipal),
        ({"principal": Decimal("0.001")}, BadPrincipal),
        ({"principal": Decimal("NaN")}, BadPrincipal),
        ({"principal": Decimal("Infinity")}, BadPrincipal),
        ({"months": 0}, BadTerm),
        ({"months": 361}, BadTerm),
        ({"annual_rate": Decimal("-0.01")}, BadRate),
        ({"annual_rate": Decimal("36.01")}, BadRate),
        ({"annual_rate": Decimal("NaN")}, BadRate),
        ({"base_rate": Decimal(37)}, BadRate),
    ],
)
def test_what_cannot_be_reckoned_is_refused_in_words_for_the_person(change, error):
    with pytest.raises(error, match=r"^[\u4e00-\u9fff].*。$"):
        check(replace(LOAN, **change))


@pytest.mark.parametrize(
    "change",
    [
        {"principal": Decimal(100000000)},
        {"principal": Decimal("0.01")},
        {"principal": Decimal("1E+5")},
        {"months": 1},
        {"months": 360},
        {"annual_rate": Decimal(0)},
        {"annual_rate": Decimal(36)},
    ],
)
def test_the_limits_themselves_are_reckoned(change):
    check(replace(LOAN, **change))
