from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.durations import is_duration, read_duration

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("8个月", 8),
        ("八个月", 8),
        ("一个月", 1),
        ("两个月", 2),
        ("18月", 18),
        ("半年", 6),
        ("一年", 12),
        ("1 年", 12),
        ("两年", 24),
        ("十二年", 144),
        ("一年半", 18),
        ("两年半", 30),
        ("三个半月", "3.5"),
        ("一年零三个月", 15),
        ("1年3个月", 15),
        ("一年又三个月", 15),
        ("三年零两个半月", "38.5"),
        ("0.5年", 6),
    ],
)
def test_a_duration_is_read_in_months(text, months):
    assert read_duration(text).months == Decimal(months)
    assert read_duration(text).days == 0


@pytest.mark.parametrize(
    ("text", "days"), [("20天", 20), ("两周", 14), ("3个星期", 21), ("一个礼拜", 7), ("半个月", 15)]
)
def test_what_is_shorter_is_read_in_days(text, days):
    assert read_duration(text).days == days
    assert read_duration(text).months == 0


@pytest.mark.parametrize(
    "text",
    [
        "两年多",
        "大半年",
        "小半年",
        "快一年",
        "将近两年",
        "十来个月",
        "一个多月",
        "好几年",
        "好几个月",
        "几个月",
        "三四个月",
        "一两年",
        "一年不到",
        "一年左右",
        "大概8个月",
        "个把月",
    ],
)
def test_a_guess_is_a_duration_without_a_value(text):
    assert is_duration(text)
    assert read_duration(text) is None


@pytest.mark.parametrize(
    "text", ["", "8", "3月", "年", "半", "一年级", "2025年度", "200年", "上半年"]
)
def test_what_is_no_duration_has_no_value(text):
    assert read_duration(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("8个月", "2026-03-24"),
        ("一年", "2025-11-24"),
        ("九个月", "2026-02-24"),
        ("三个半月", "2026-08-09"),
        ("20天", "2026-11-04"),
    ],
)
def test_a_duration_began_so_long_before_today(text, day):
    assert str(read_duration(text).before(TODAY)) == day


def test_a_duration_that_began_on_a_day_that_is_missing_began_on_the_last_of_the_month():
    assert str(read_duration("1个月").before(date(2026, 3, 31))) == "2026-02-28"


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [
        ("3年", "月", 36),
        ("18个月", "年", "1.5"),
        ("20天", "天", 20),
        ("20天", "月", None),
        ("3年", "天", None),
    ],
)
def test_a_duration_is_counted_in_a_unit_where_that_is_exact(text, unit, number):
    assert read_duration(text).in_unit(unit) == (None if number is None else Decimal(number))


@given(st.text(alphabet="0123456789一两三十半几个零年月周天星期多大快来左右. ", max_size=12))
def test_no_text_fails_and_nothing_began_after_today(text):
    duration = read_duration(text)

    if duration:
        assert duration.before(TODAY).first <= TODAY
