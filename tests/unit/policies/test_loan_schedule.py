from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.policies.loan_schedule import Instalment, Repayment, schedule, to_cent

CENT = Decimal("0.01")
MONEY = st.decimals(min_value=CENT, max_value=10**8, places=2)
RATES = st.decimals(min_value=0, max_value=36, places=4)
MONTHS = st.integers(min_value=1, max_value=360)
# The loans of this office: the bound on the rounding is then a few yuan at most.
USUAL = {
    "principal": st.decimals(min_value=1000, max_value=10**8, places=2),
    "months": st.integers(min_value=1, max_value=60),
    "rate": st.decimals(min_value=0, max_value=15, places=2),
}


def annuity(principal: Decimal, months: int, rate: Decimal) -> Fraction:
    """The exact level payment: what today's worth of all payments makes equal to the loan."""
    monthly = Fraction(rate) / 1200
    factor = 1 / (1 + monthly)
    return Fraction(principal) / sum(factor**k for k in range(1, months + 1))


def growth(months: int, rate: Decimal) -> Decimal:
    """What one yuan a month has become after `months`, as plain compound interest."""
    with localcontext() as context:
        context.prec = 40
        total = Decimal(0)
        for _ in range(months):
            total = total * (1 + rate / 1200) + 1
        return total


@pytest.mark.parametrize("repayment", Repayment)
@given(principal=MONEY, months=MONTHS, rate=RATES)
@settings(max_examples=150)
def test_the_principal_is_paid_back_to_the_cent(repayment, principal, months, rate):
    lines = schedule(principal, months, rate, repayment)

    assert [line.month for line in lines] == list(range(1, months + 1))
    assert sum(line.principal for line in lines) == principal
    assert lines[-1].balance == 0
    owed = principal
    for line in lines:
        assert line.interest == to_cent(owed * rate / 1200)
        assert line.payment == line.principal + line.interest
        assert line.principal >= 0
        owed -= line.principal
        assert line.balance == owed >= 0
        assert line.payment == to_cent(line.payment)


@given(**USUAL)
@settings(max_examples=1000)
def test_a_thousand_random_loans_agree_with_the_annuity_formula(principal, months, rate):
    lines = schedule(principal, months, rate, Repayment.EQUAL_INSTALMENT)
    exact = annuity(principal, months, rate)

    # Every payment but the last is the formula's, rounded.
    assert all(abs(Fraction(line.payment) - exact) <= Fraction(1, 200) for line in lines[:-1])
    # Each month's rounding (payment and interest, half a cent each) grows with interest.
    bound = Fraction(CENT) * Fraction(growth(months, rate))
    assert abs(Fraction(lines[-1].payment) - exact) <= bound
    paid = sum(line.payment for line in lines)
    interest = sum(line.interest for line in lines)
    assert paid == principal + interest
    assert abs(Fraction(paid) - exact * months) <= bound + Fraction(months, 200)


@given(**USUAL)
@settings(max_examples=1000)
def test_a_thousand_random_loans_with_interest_only_agree_with_simple_interest(
    principal, months, rate
):
    lines = schedule(principal, months, rate, Repayment.INTEREST_ONLY)

    assert {line.principal for line in lines[:-1]} <= {Decimal(0)}
    assert lines[-1].principal == principal
    interest = sum(line.interest for line in lines)
    simple = Fraction(principal) * Fraction(rate) * months / 1200
    assert abs(Fraction(interest) - simple) <= Fraction(months, 200)


@given(**USUAL)
@settings(max_examples=1000)
def test_a_thousand_random_loans_with_equal_principal_agree_with_the_mean_balance(
    principal, months, rate
):
    lines = schedule(principal, months, rate, Repayment.EQUAL_PRINCIPAL)

    interest = sum(line.interest for line in lines)
    mean = Fraction(principal) * Fraction(rate) / 1200 * (months + 1) / 2
    # The rounded share is at most half a cent off each month, and so is the interest.
    bound = Fraction(months, 200) + Fraction(rate) / 1200 * Fraction(months * months, 200)
    assert abs(Fraction(interest) - mean) <= bound


def test_equal_instalments_of_a_loan_worked_by_hand():
    # 10 000 over 2 months at 12 %: 1 % a month; 10000 × 0.01 × 1.0201 ÷ 0.0201 = 5075.12.
    assert schedule(Decimal(10000), 2, Decimal(12), Repayment.EQUAL_INSTALMENT) == [
        Instalment(
            1, Decimal("5075.12"), Decimal("4975.12"), Decimal("100.00"), Decimal("5024.88")
        ),
        Instalment(2, Decimal("5075.13"), Decimal("5024.88"), Decimal("50.25"), Decimal("0.00")),
    ]


def test_interest_only_of_a_loan_worked_by_hand():
    lines = schedule(Decimal(200000), 12, Decimal("4.35"), Repayment.INTEREST_ONLY)

    assert {line.interest for line in lines} == {Decimal("725.00")}
    assert lines[-1].payment == Decimal("200725.00")


def test_half_a_cent_is_rounded_up():
    # 3 × 2 % ÷ 12 = 0.005.
    (line,) = schedule(Decimal(3), 1, Decimal(2), Repayment.INTEREST_ONLY)

    assert line.interest == Decimal("0.01")


@pytest.mark.parametrize("repayment", Repayment)
def test_without_interest_only_the_principal_is_paid(repayment):
    lines = schedule(Decimal(100), 3, Decimal(0), repayment)

    assert sum(line.payment for line in lines) == 100
    assert {line.interest for line in lines} == {0}


def test_the_last_instalment_takes_the_rest():
    lines = schedule(Decimal(100), 3, Decimal(0), Repayment.EQUAL_INSTALMENT)

    assert [line.payment for line in lines] == [
        Decimal("33.33"),
        Decimal("33.33"),
        Decimal("33.34"),
    ]


def test_nothing_is_paid_twice_when_rounding_clears_a_tiny_loan_early():
    lines = schedule(Decimal("0.02"), 3, Decimal(0), Repayment.EQUAL_INSTALMENT)

    assert [line.payment for line in lines] == [Decimal("0.01"), Decimal("0.01"), Decimal(0)]
