from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.as_of import read_as_of

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2020年困难企业稳岗返还", date(2020, 12, 31)),
        ("困难企业稳岗返还2020年的", date(2020, 12, 31)),
        ("2020年度的稳岗返还", date(2020, 12, 31)),
        ("2025年版", date(2025, 12, 31)),
        ("2025版的怎么说", date(2025, 12, 31)),
        ("2025稳岗返还", date(2025, 12, 31)),
        ("2021年3月的标准", date(2021, 3, 31)),
        ("2024年2月份的标准", date(2024, 2, 29)),
        ("2020年11月24日那天", date(2020, 11, 24)),
        ("2020年11月24号那天", date(2020, 11, 24)),
        ("2015年的", date(2015, 12, 31)),
        ("2026年1月的", date(2026, 1, 31)),
    ],
)
def test_a_year_a_month_or_a_day_means_its_last_day(text, day):
    found = read_as_of(text, TODAY)

    assert found.day == day
    assert found.named


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("去年的稳岗返还", date(2025, 12, 31)),
        ("前年的稳岗返还", date(2024, 12, 31)),
        ("大前年的稳岗返还", date(2023, 12, 31)),
        ("上一年的标准", date(2025, 12, 31)),
    ],
)
def test_a_relative_year_means_the_last_day_of_that_year(text, day):
    found = read_as_of(text, TODAY)

    assert found.day == day
    assert found.named


@pytest.mark.parametrize(
    "text",
    [
        "现在还有吗",
        "目前的标准",
        "今年多少",
        "如今还办吗",
        "现行政策",
        "最新的",
        "明年还有吗",
        "以后呢",
    ],
)
def test_a_word_of_the_present_or_the_future_means_today(text):
    found = read_as_of(text, TODAY)

    assert found.day == TODAY
    assert not found.named


@pytest.mark.parametrize("text", ["2027年的", "2028年5月的", "2026年12月的", "2026年的", "2029年"])
def test_a_day_to_come_is_cut_off_at_today(text):
    found = read_as_of(text, TODAY)

    assert found.day == TODAY
    assert found.named


@pytest.mark.parametrize(
    "text",
    [
        "2023年毕业能领吗",
        "2023年的毕业生",
        "2023届毕业生",
        "2023年刚毕业",
        "2022年失业的",
        "2022年被裁了",
        "2020年注册的公司",
        "2021年退伍",
        "2024年入职的",
        "2019年参保",
        "去年毕业的",
        "前年失业的",
        "2020年交社保",
    ],
)
def test_a_year_of_the_person_s_life_is_no_day_of_the_policy(text):
    assert read_as_of(text, TODAY) is None


@pytest.mark.parametrize(
    "text", ["2024年失业金多少", "2024年失业保险金", "2024年失业补助金", "2024年失业登记"]
)
def test_a_year_before_the_name_of_a_benefit_is_a_day_of_the_policy(text):
    assert read_as_of(text, TODAY).day == date(2024, 12, 31)


@pytest.mark.parametrize(
    "text",
    [
        "2020元",
        "2020块钱",
        "每月2020元够吗",
        "2020万",
        "2020人的企业",
        "2020%",
        "2020天",
        "12020年",
        "20201",
        "电话02520201",
        "1999年",
        "2014年",
        "2020.5",
        "",
        "失业金多少",
    ],
)
def test_a_number_that_is_no_year_of_the_policy_is_no_day(text):
    assert read_as_of(text, TODAY) is None


@pytest.mark.parametrize("text", ["2021年13月的", "2021年2月30日的", "2021年0月的"])
def test_a_day_that_does_not_exist_is_no_day(text):
    assert read_as_of(text, TODAY) is None


def test_an_amount_before_the_year_does_not_hide_it():
    assert read_as_of("2020元是2023年的标准吗", TODAY).day == date(2023, 12, 31)


def test_a_year_of_life_before_the_year_of_the_policy_does_not_hide_it():
    assert read_as_of("我2022年毕业，想问2024年的政策", TODAY).day == date(2024, 12, 31)


def test_a_named_year_wins_over_a_word_of_the_present():
    assert read_as_of("现在还能领2020年的吗", TODAY).day == date(2020, 12, 31)


def test_a_relative_year_wins_over_a_word_of_the_present():
    assert read_as_of("现在还能领去年的吗", TODAY).day == date(2025, 12, 31)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("我想问2020年困难企业", "2020年"),
        ("我想问2021年3月的标准", "2021年3月"),
        ("那去年呢", "去年"),
        ("大前年呢", "大前年"),
        ("现在呢", "现在"),
    ],
)
def test_where_the_text_says_so_is_told(text, part):
    found = read_as_of(text, TODAY)

    assert text[found.start : found.end] == part


@given(st.integers(2015, 2029), st.sampled_from(["年", "年度", "年的", "年版", "版"]))
def test_any_year_of_policies_is_read_and_never_lies_ahead(year, form):
    assert read_as_of(f"{year}{form}", TODAY).day == min(date(year, 12, 31), TODAY)


@given(
    st.text(alphabet="2015年月日号版度的去前大现在毕业元 013", max_size=30),
    st.dates(date(2015, 1, 1), date(2040, 12, 31)),
)
def test_no_text_speaks_of_a_day_to_come(text, today):
    found = read_as_of(text, today)

    if found:
        assert found.day <= today
        assert 0 <= found.start < found.end <= len(text)


@pytest.mark.parametrize(
    ("text", "year", "part"),
    [
        ("22年扬州的呢", 2022, "22年"),
        ("那22年的呢", 2022, "22年"),
        ("查20年困难企业", 2020, "20年"),
        ("25年那版", 2025, "25年"),
        ("想问23年度", 2023, "23年"),
    ],
)
def test_two_digits_are_a_year_where_nothing_lasted_so_long(text, year, part):
    found = read_as_of(text, TODAY)

    assert (found.day, found.named) == (date(year, 12, 31), True)
    assert text[found.start : found.end] == part


def test_this_year_in_two_digits_does_not_lie_ahead():
    assert read_as_of("26年的", TODAY).day == TODAY


@pytest.mark.parametrize(
    "text",
    [
        "交了22年社保",
        "22年社保",
        "22年工龄",
        "干了22年的",
        "我22年了",
        "工作了19年的",
        "20年以上",
        "22年没交社保",
        "社保22年的",
        # Of one's life, before the first policy, or to come.
        "22年毕业的",
        "14年的",
        "27年的",
        "31年的",
    ],
)
def test_so_many_years_are_no_year_of_the_policy(text):
    assert read_as_of(text, TODAY) is None
