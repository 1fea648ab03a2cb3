from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policies.loan_schedule import Repayment
from bot.policies.loan_terms import Borrower
from bot.understanding.amounts import read_loan


@pytest.mark.parametrize(
    ("text", "principal", "months", "rate"),
    [
        ("贷20万三年每月还多少", 200000, 36, None),
        ("三十万三年", 300000, 36, None),
        ("十二万五千两年", 125000, 24, None),
        ("试算一下 20w 24个月", 200000, 24, None),
        ("20w24个月", 200000, 24, None),
        ("30.5万分36期", 305000, 36, None),
        ("本金18万,期限24个月", 180000, 24, None),
        ("300000元,一年半", 300000, 18, None),
        ("五万块钱两年利息多少", 50000, 24, None),
        ("借50万按3.1%算一年利息是几块", 500000, 12, "3.1"),
        ("金额30万期限3年利率3%", 300000, 36, "3"),
        ("300万两年期年利率百分之三点五", 3000000, 24, "3.5"),
        ("贷100万按3.45的利率", 1000000, None, "3.45"),
        ("利率4个点,贷20万", 200000, None, "4"),
        ("年利率4.35%", None, None, "4.35"),
        ("年化3.1", None, None, "3.1"),
        ("月息5厘", None, None, "6"),
        ("月息三厘五", None, None, "4.2"),
        ("月息1分", None, None, "12"),
        ("月利率0.5%", None, None, "6"),
        ("年息4厘", None, None, "4"),
        ("大概20万,三年左右", 200000, 36, None),
        ("只用十个月", None, 10, None),
        ("一百二十个月", None, 120, None),
        ("半年", None, 6, None),
    ],
)
def test_amount_term_and_rate_are_read(text, principal, months, rate):
    said = read_loan(text)

    assert said.principal == principal
    assert said.months == months
    assert said.annual_rate == (None if rate is None else Decimal(rate))


@pytest.mark.parametrize(
    "text",
    [
        "三五万",
        "二十来万",
        "20多万",
        "十几万",
        "两年多",
        "按LPR算",
        "LPR加1个点",
        "贴息50%",
        "贴息百分之五十自己付多少",
        "政府补3%",
        "七厘的利息",
        "利息一共多少",
        "每月工资四千够不够",
        "每个月还5000",
        "已经还了一年",
        "毕业5年内",
        "一个月还几百",
        "我一年掏几块",
        "2026年",
        "5",
    ],
)
def test_what_is_not_exact_or_not_of_the_loan_is_not_read(text):
    assert not read_loan(text).says_something


@pytest.mark.parametrize(
    ("text", "repayment"),
    [
        ("先息后本", Repayment.INTEREST_ONLY),
        ("按月付息到期还本", Repayment.INTEREST_ONLY),
        ("等额本息每个月还多少", Repayment.EQUAL_INSTALMENT),
        ("等额本金和等额本息哪个省利息", Repayment.EQUAL_PRINCIPAL),
        ("等额本息和等额本金", Repayment.EQUAL_INSTALMENT),
        ("每月还多少", None),
    ],
)
def test_the_way_of_paying_back_that_is_said_first_is_read(text, repayment):
    assert read_loan(text).repayment is repayment


@pytest.mark.parametrize(
    ("text", "borrower"),
    [
        ("小微企业贷200万一年", Borrower.COMPANY),
        ("我们公司贷100万", Borrower.COMPANY),
        ("我个人贷20万", Borrower.PERSON),
        ("贷20万", None),
    ],
)
def test_who_borrows_is_read(text, borrower):
    assert read_loan(text).borrower is borrower


@pytest.mark.parametrize(
    ("text", "rate"),
    [("4.35", "4.35"), ("3.1吧", "3.1"), ("百分之四", "4"), ("银行说3.85", "3.85")],
)
def test_a_bare_number_answers_the_question_for_the_rate(text, rate):
    said = read_loan(text, "annual_rate")

    assert said.annual_rate == Decimal(rate)
    assert said.rest == 0


@pytest.mark.parametrize("text", ["4.35万", "100"])
def test_a_sum_is_no_answer_to_the_question_for_the_rate(text):
    assert read_loan(text, "annual_rate").annual_rate is None


@pytest.mark.parametrize(
    ("text", "asked", "no_rate"),
    [
        ("不知道", "annual_rate", True),
        ("还没问", "annual_rate", True),
        ("利率我不清楚", None, True),
        ("不知道", "months", False),
        ("不知道,就按4%吧", "annual_rate", False),
    ],
)
def test_a_rate_that_is_not_known_is_heard(text, asked, no_rate):
    assert read_loan(text, asked).no_rate is no_rate


@pytest.mark.parametrize(
    ("text", "much"),
    [("那两年呢", False), ("换成先息后本", False), ("我失业3年了能领失业金吗", True)],
)
def test_how_much_else_a_message_says(text, much):
    assert (read_loan(text).rest > 4) is much


@given(
    st.text(
        alphabet="贷借20一二三五十百千万元年个月期息利率按.%厘分点半w,,-~贴LPR不知道", max_size=40
    )
)
def test_no_text_breaks_the_reader(text):
    for asked in (None, "annual_rate", "months"):
        said = read_loan(text, asked)
        assert said.rest >= 0
        assert said.principal is None or said.principal > 0


@given(ten_thousands=st.integers(1, 9999), years=st.integers(1, 30), cents=st.integers(1, 3600))
def test_what_is_written_plainly_is_read_back(ten_thousands, years, cents):
    rate = Decimal(cents) / 100
    said = read_loan(f"贷{ten_thousands}万{years}年,年利率{rate}%")

    assert (said.principal, said.months, said.annual_rate) == (
        ten_thousands * 10000,
        years * 12,
        rate,
    )
