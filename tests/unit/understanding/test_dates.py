import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.dates import DATE, read_date

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2025年3月15日", "2025-03-15"),
        ("2025年3月15号", "2025-03-15"),
        ("2025年3月", "2025-03"),
        ("2025年", "2025"),
        ("二零二五年三月", "2025-03"),
        ("2025.3.15", "2025-03-15"),
        ("2025/3/5", "2025-03-05"),
        ("2025-03", "2025-03"),
        ("20250315", "2025-03-15"),
        ("25年3月", "2025-03"),
        ("98年", "1998"),
        ("九八年", "1998"),
        ("零五年", "2005"),
        ("2023", "2023"),
        ("去年", "2025"),
        ("去年底", "2025-12"),
        ("去年年底", "2025-12"),
        ("去年12月", "2025-12"),
        ("去年十二月份", "2025-12"),
        ("去年的3月15号", "2025-03-15"),
        ("去年上半年", "2025"),
        ("前年", "2024"),
        ("大前年", "2023"),
        ("今年3月", "2026-03"),
        ("今年初", "2026-01"),
        ("年初", "2026-01"),
        ("明年6月", "2027-06"),
        ("上个月", "2026-10"),
        ("上上个月", "2026-09"),
        ("这个月", "2026-11"),
        ("上个月15号", "2026-10-15"),
        ("上个月底", "2026-10"),
        ("今天", "2026-11-24"),
        ("昨天", "2026-11-23"),
        ("前天", "2026-11-22"),
        ("上周五", "2026-11-20"),
        ("上周", "2026-11"),
        ("5天前", "2026-11-19"),
        ("8个月前", "2026-03"),
        ("三年前", "2023"),
        ("10年前", "2016"),
    ],
)
def test_a_date_is_as_precise_as_it_was_said(text, found):
    assert str(read_date(text, TODAY)) == found
    assert re.fullmatch(DATE, text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("三月份", "2026-03"),
        ("11月", "2026-11"),
        ("12月", "2025-12"),
        ("11月24号", "2026-11-24"),
        ("11月25号", "2025-11-25"),
        ("三月十五", "2026-03-15"),
        ("十月二十五号", "2026-10-25"),
    ],
)
def test_a_month_without_a_year_is_the_last_one(text, found):
    assert str(read_date(text, TODAY)) == found


@pytest.mark.parametrize(
    "text",
    [
        "上半年",
        "年底",
        "15号",
        "几年前",
        "好几年前",
        "七八年",
        "2025年2月30日",
        "2月29号",
        "13月",
        "8个月",
        "",
        "1234年",
    ],
)
def test_what_is_no_date_or_a_vague_one_has_no_value(text):
    assert read_date(text, TODAY) is None


@pytest.mark.parametrize(
    ("today", "found"), [(date(2026, 12, 3), "2026-11"), (date(2026, 12, 8), None)]
)
def test_a_week_is_named_by_the_month_that_it_lies_in(today, found):
    week = read_date("上周", today)

    assert str(week) == found if found else week.month is None


@pytest.mark.parametrize(
    "text", ["我在这里干了24年下岗了", "交了12年社保", "今年46", "30人", "3.5万", "10年前后"]
)
def test_a_number_of_years_or_people_is_no_date_in_a_text(text):
    found = [match[0] for match in re.finditer(DATE, text)]

    assert all(word in ("今年", "10年前") for word in found)


@given(
    st.text(alphabet="0123456789一二三十零年月日号前去上今底初个周天.-/届 ", max_size=14),
    st.dates(date(2000, 1, 1), date(2090, 12, 31)),
)
def test_no_text_fails_and_every_date_exists(text, today):
    found = read_date(text, today)

    if found:
        assert found.first <= found.last


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)))
def test_any_day_is_read_back_in_each_form(day):
    for form in ("{0}年{1}月{2}日", "{0}-{1:02}-{2:02}", "{0}.{1}.{2}", "{0}{1:02}{2:02}"):
        assert str(read_date(form.format(day.year, day.month, day.day), TODAY)) == day.isoformat()
