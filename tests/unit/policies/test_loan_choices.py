from decimal import Decimal

import pytest

from bot.policies.loan_choices import (
    LoanChoice,
    read_loan_choice,
    say_decimal,
    say_months,
    say_yuan,
)
from bot.policies.loan_schedule import Repayment


@pytest.mark.parametrize(
    "choice",
    [
        LoanChoice(),
        LoanChoice(intent="loan_info"),
        LoanChoice(months=36),
        LoanChoice(no_rate=True),
        LoanChoice(city="示甲市"),
        LoanChoice(
            principal=Decimal("200000.5"),
            months=18,
            annual_rate=Decimal("4.35"),
            repayment=Repayment.INTEREST_ONLY,
        ),
    ],
)
def test_a_choice_is_read_back_from_its_payload(choice, knowledge):
    assert read_loan_choice(choice.payload, knowledge) == choice


def test_numbers_may_come_as_text(knowledge):
    read = read_loan_choice('/loan_calc{"principal":"200000","months":"36"}', knowledge)

    assert read == LoanChoice(principal=Decimal(200000), months=36)


def test_a_place_s_short_name_is_read_as_its_full_one(knowledge):
    assert read_loan_choice('/loan_calc{"city": "示甲"}', knowledge).city == "示甲市"


@pytest.mark.parametrize(
    "text",
    [
        "贷20万",
        "/ask_amount{}",
        "/loan_calc{",
        "/loan_calc{]}",
        '/loan_calc{"principal": 0}',
        '/loan_calc{"principal": 100000001}',
        '/loan_calc{"principal": 0.001}',
        '/loan_calc{"principal": "NaN"}',
        '/loan_calc{"months": 361}',
        '/loan_calc{"annual_rate": 37}',
        '/loan_calc{"city": "无此市"}',
        '/loan_calc{"city": []}',
        '/loan_calc{"intent": "loan_info"}',
        '/loan_calc{"name": "某人"}',
        "/loan_calc[1]",
    ],
)
def test_anything_else_is_no_choice(text, knowledge):
    assert read_loan_choice(text, knowledge) is None


@pytest.mark.parametrize(
    ("choice", "reads"),
    [
        (LoanChoice(months=24), "2年"),
        (LoanChoice(no_rate=True), "不知道利率"),
        (LoanChoice(repayment=Repayment.EQUAL_PRINCIPAL), "等额本金"),
        (LoanChoice(principal=Decimal(200000), months=18), "20万元 18个月"),
        (LoanChoice(annual_rate=Decimal("4.350")), "年利率4.35%"),
        (LoanChoice(city="示甲市"), "示甲市"),
        (LoanChoice(), "算一算还款"),
        (LoanChoice(intent="loan_info"), "额度、期限和贴息"),
    ],
)
def test_what_was_pressed_reads_as_words(choice, reads, say):
    assert choice.shown(say) == reads


@pytest.mark.parametrize(
    ("amount", "reads"),
    [
        ("200000", "20万元"),
        ("125000", "12.5万元"),
        ("200000.00", "20万元"),
        ("10000", "1万元"),
        ("9000", "9000元"),
        ("200001", "200001元"),
        ("5935.99", "5935.99元"),
        ("5935.9", "5935.90元"),
        ("0", "0元"),
    ],
)
def test_an_amount_reads_round_or_to_the_cent(amount, reads, say):
    assert say_yuan(Decimal(amount), say) == reads


@pytest.mark.parametrize(("months", "reads"), [(12, "1年"), (36, "3年"), (18, "18个月")])
def test_a_term_reads_in_years_where_it_is_whole_years(months, reads, say):
    assert say_months(months, say) == reads


def test_zeros_behind_the_point_are_left_out():
    assert [say_decimal(Decimal(text)) for text in ("4.350", "10", "1E+2")] == ["4.35", "10", "100"]
