import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.numerals import value_of

DIGITS = "零一二三四五六七八九"


def in_words(number):
    """A number below 100 000 as it is written in full: 30050 is 三万零五十."""
    if number == 0:
        return "零"
    written = ""
    for unit, digit in zip("万千百十 ", f"{number:05}", strict=True):
        written += DIGITS[int(digit)] + (unit if digit != "0" else "")
    written = re.sub("零+", "零", written.replace(" ", "")).strip("零")
    return re.sub("^一十", "十", written)


def test_the_words_that_the_tests_read_back_are_right():
    numbers = [0, 5, 10, 15, 20, 101, 110, 1005, 10010, 30050, 99999]

    assert [in_words(number) for number in numbers] == [
        "零",
        "五",
        "十",
        "十五",
        "二十",
        "一百零一",
        "一百一十",
        "一千零五",
        "一万零一十",
        "三万零五十",
        "九万九千九百九十九",
    ]


def test_every_number_up_to_99999_is_read_back():
    assert [n for n in range(100_000) if value_of(in_words(n)) != n] == []


@given(st.integers(0, 10**9))
def test_any_number_in_digits_is_itself(number):
    assert value_of(str(number)) == number


@given(
    st.integers(1, 9),
    st.integers(1, 9),
    st.sampled_from([("百", 100), ("千", 1000), ("万", 10000)]),
)
def test_the_last_unit_may_be_left_out(first, second, unit):
    name, size = unit

    assert value_of(f"{DIGITS[first]}{name}{DIGITS[second]}") == first * size + second * size // 10
    assert value_of(f"{first}{name}{second}") == first * size + second * size // 10


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("两", 2),
        ("俩", 2),
        ("仨", 3),
        ("廿五", 25),
        ("一百十五", 115),
        ("两千零三", 2003),
        ("十万零五十", 100050),
        ("一百二十万", 1200000),
        ("一亿两千万", 120000000),
        ("1万5千", 15000),
        ("1.2万", 12000),
        ("一点五万", 15000),
        ("三点五", "3.5"),
        ("2.50", "2.5"),
        ("二零二五", 2025),
        ("二〇二五", 2025),
        ("15w", 150000),
    ],
)
def test_each_way_of_writing_a_numeral_is_read(numeral, value):
    assert value_of(numeral) == Decimal(value)


@pytest.mark.parametrize(
    "numeral",
    [
        "",
        "百",
        "万",
        "百二",
        "百百二",
        "十百二",
        "零百",
        "二零万",
        "一百二百",
        "一万二万",
        "1.2万5",
        "1.2.3",
        "1.",
        "点五",
        "二三",
        "十二三",
        "三四十",
        "岁",
        "٣",
    ],
)
def test_what_is_no_well_formed_numeral_has_no_value(numeral):
    assert value_of(numeral) is None


@given(st.text(alphabet="0123456789零〇一二两俩仨三四五六七八九十廿百千万亿点.wk", max_size=20))
def test_no_text_fails(text):
    value = value_of(text)

    assert value is None or value >= 0
