from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.quantities import is_number, read_money, read_number, read_percent


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("46", 46),
        ("四十六", 46),
        ("十", 10),
        ("十五", 15),
        ("廿五", 25),
        ("两", 2),
        ("俩", 2),
        ("仨", 3),
        ("一百二", 120),
        ("一百零二", 102),
        ("两百五", 250),
        ("一千零五", 1005),
        ("一万二", 12000),
        ("1.2万", 12000),
        ("一点五万", 15000),
        ("1万5", 15000),
        ("2千3百", 2300),
        ("12,000", 12000),
        ("15w", 150000),
        ("3k", 3000),
        ("3.5", "3.5"),
        ("三点五", "3.5"),
        ("二零二五", 2025),
        ("二〇二五", 2025),
        ("0", 0),
        ("零", 0),
    ],
)
def test_a_number_in_digits_or_words_is_read(text, number):
    assert read_number(text) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    [
        "四十来",
        "十几",
        "几十",
        "几",
        "二三十",
        "三四",
        "十七八",
        "一两百",
        "四十多",
        "50余",
        "四十好几",
        "20来万",
        "大概50",
        "差不多50",
        "快50",
        "不到50",
        "至少3",
        "40到50",
        "40-50",
        "三到五",
        "50左右",
        "50以上",
        "上百",
        "虚岁47",
    ],
)
def test_a_guess_or_a_range_is_a_number_without_a_value(text):
    assert is_number(text)
    assert read_number(text) is None


@pytest.mark.parametrize("text", ["", "岁", "四十六岁", "1.2.3", "百二十百", "..", "万", "abc"])
def test_what_is_no_number_has_no_value(text):
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("3000块", 3000),
        ("3000元", 3000),
        ("三千五百块钱", 3500),
        ("一万二", 12000),
        ("1.2万", 12000),
        ("20万元", 200000),
        ("二十万", 200000),
        ("38万人民币", 380000),
        ("1417.5元", "1417.5"),
    ],
)
def test_a_sum_of_money_is_read_in_yuan(text, yuan):
    assert read_money(text) == Decimal(yuan)


@pytest.mark.parametrize("text", ["20来万", "几千块", "3块5", "5万左右", "块"])
def test_a_sum_that_is_not_exact_has_no_value(text):
    assert read_money(text) is None


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("5%", 5),
        ("百分之五", 5),
        ("百分之5.5", "5.5"),
        ("5个点", 5),
        ("3.5个百分点", "3.5"),
        ("百分之十五", 15),
    ],
)
def test_a_percentage_is_read_as_its_number(text, percent):
    assert read_percent(text) == Decimal(percent)


@pytest.mark.parametrize("text", ["5", "百分之几", "十来个点", "%"])
def test_what_is_no_exact_percentage_has_no_value(text):
    assert read_percent(text) is None


@given(st.text(alphabet="0123456789零一二两俩三九十百千万亿几点.,%块元wk来多大概到 ", max_size=15))
def test_no_text_fails(text):
    for read in (read_number, read_money, read_percent):
        value = read(text)
        assert value is None or (value.is_finite() and value >= 0)
