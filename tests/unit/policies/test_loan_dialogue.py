import json
from datetime import date
from decimal import Decimal

import pytest

from bot.policies.loan_dialogue import Field, LoanTalk, SaidLoan, hear, read_talk, refused
from bot.policies.loan_schedule import Repayment
from bot.policies.loan_terms import Borrower

TODAY = date(2026, 11, 24)
WHOLE = LoanTalk(
    policy="some_loan",
    principal=Decimal("200000.5"),
    months=36,
    annual_rate=Decimal("4.35"),
    repayment=Repayment.INTEREST_ONLY,
    borrower=Borrower.COMPANY,
    region="某市",
    on=date(2024, 3, 1),
    asked=Field.MONTHS,
    shown=2,
    misses=1,
    paused=True,
)


@pytest.mark.parametrize("talk", [LoanTalk(), WHOLE, LoanTalk(no_rate=True)])
def test_the_state_is_read_back_from_the_slot(talk):
    assert read_talk({"loan": json.loads(json.dumps(talk.slot()))}) == talk


@pytest.mark.parametrize("slot", [None, "?", {"a": 1}, {"principal": "1", "unheard_of": 2}])
def test_a_slot_of_another_shape_is_an_empty_state(slot):
    assert read_talk({"loan": slot}) == LoanTalk()


def test_amount_term_and_rate_are_asked_for_in_this_order():
    talk = LoanTalk()
    asked = []
    for said in (
        SaidLoan(principal=Decimal(200000)),
        SaidLoan(months=36),
        SaidLoan(annual_rate=Decimal(4)),
    ):
        asked.append(talk.missing())
        talk = hear(talk, said)

    assert asked == [Field.PRINCIPAL, Field.MONTHS, Field.ANNUAL_RATE]
    assert talk.missing() is None


def test_what_is_not_said_stays():
    talk = hear(WHOLE, SaidLoan(months=24))

    assert (talk.principal, talk.months, talk.annual_rate) == (
        Decimal("200000.5"),
        24,
        Decimal("4.35"),
    )


def test_a_rate_that_is_not_known_is_not_asked_for_again():
    talk = hear(LoanTalk(principal=Decimal(1000), months=12), SaidLoan(no_rate=True))

    assert talk.missing() is None
    assert talk.loan(TODAY).annual_rate is None


def test_a_rate_that_is_said_later_counts():
    talk = hear(LoanTalk(no_rate=True), SaidLoan(annual_rate=Decimal(4)))

    assert (talk.annual_rate, talk.no_rate) == (Decimal(4), False)


def test_a_loan_is_of_today_unless_a_day_was_named():
    talk = LoanTalk(principal=Decimal(1000), months=12)

    assert talk.loan(TODAY).on == TODAY
    assert WHOLE.loan(TODAY).on == date(2024, 3, 1)


def test_equal_instalments_are_reckoned_where_nothing_else_was_said():
    talk = LoanTalk(principal=Decimal(1000), months=12)

    assert talk.loan(TODAY).repayment is Repayment.EQUAL_INSTALMENT


@pytest.mark.parametrize(
    ("talk", "field"),
    [
        (LoanTalk(principal=Decimal(10**9), months=12), "principal"),
        (LoanTalk(months=361), "months"),
        (LoanTalk(annual_rate=Decimal(40)), "annual_rate"),
    ],
)
def test_a_figure_that_cannot_be_reckoned_with_is_forgotten_with_the_reason(talk, field):
    left, why = refused(talk)

    assert getattr(left, field) is None
    assert why.endswith("。")


def test_good_figures_are_kept():
    assert refused(WHOLE) == (WHOLE, None)


@pytest.mark.parametrize(
    ("said", "something"),
    [
        (SaidLoan(), False),
        (SaidLoan(rest=3), False),
        (SaidLoan(months=12), True),
        (SaidLoan(no_rate=True), True),
        (SaidLoan(annual_rate=Decimal(0)), True),
    ],
)
def test_whether_a_message_says_something_of_a_loan(said, something):
    assert said.says_something is something
