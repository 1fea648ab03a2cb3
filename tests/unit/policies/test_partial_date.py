import re
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from bot.policies.partial_date import PartialDate

DAYS = st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31))
TEXTS = DAYS.flatmap(
    lambda day: st.sampled_from(
        [f"{day.year:04d}", f"{day.year:04d}-{day.month:02d}", day.isoformat()]
    )
)


@given(TEXTS)
def test_a_date_that_was_read_is_written_the_same(text):
    assert str(PartialDate.parse(text)) == text


@given(TEXTS)
def test_the_first_day_is_never_after_the_last(text):
    found = PartialDate.parse(text)

    assert found.first <= found.last


@given(DAYS)
def test_a_whole_date_means_that_day_alone(day):
    found = PartialDate.parse(day.isoformat())

    assert found.first == found.last == day


@given(DAYS)
def test_a_month_and_a_year_hold_each_of_their_days(day):
    for text in (f"{day.year:04d}", f"{day.year:04d}-{day.month:02d}"):
        found = PartialDate.parse(text)
        assert found.first <= day <= found.last
        assert found.first.day == 1
        assert found.first.year == found.last.year == day.year


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025-09", date(2025, 9, 1), date(2025, 9, 30)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-02", date(2025, 2, 1), date(2025, 2, 28)),
        ("2025-09-24", date(2025, 9, 24), date(2025, 9, 24)),
    ],
)
def test_a_date_spans_what_it_leaves_open(text, first, last):
    found = PartialDate.parse(text)

    assert (found.first, found.last) == (first, last)


@given(st.text())
def test_anything_that_is_not_written_as_a_date_is_rejected(text):
    assume(not re.fullmatch(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", text))

    with pytest.raises(ValueError, match="不是日期"):
        PartialDate.parse(text)


@given(
    st.integers(1, 9999),
    st.integers(1, 99),
    st.integers(1, 99),
)
def test_a_day_is_accepted_exactly_when_the_calendar_has_it(year, month, day):
    text = f"{year:04d}-{month:02d}-{day:02d}"
    try:
        expected = date(year, month, day)
    except ValueError:
        with pytest.raises(ValueError, match="这一天不存在"):
            PartialDate.parse(text)
    else:
        assert PartialDate.parse(text).first == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "25",
        "20250",
        "2025-9",
        "2025-09-1",
        "2025/09/24",
        "2025年9月24日",
        "2025-",
        " 2025",
        "2025 ",
        "2025\n",
        "-2025",
        "2025-09-24T00:00:00",
        "二〇二五",
        "去年",
        "0000",
        "2025-13",
        "2025-13-40",
        "2025-02-29",
        "2025-04-31",
    ],
)
def test_a_text_close_to_a_date_is_rejected(text):
    with pytest.raises(ValueError, match=r"请写成|请核对"):
        PartialDate.parse(text)


@pytest.mark.parametrize(
    ("text", "chinese"),
    [("2025", "2025年"), ("2025-09", "2025年9月"), ("2025-09-24", "2025年9月24日")],
)
def test_in_chinese_it_is_as_precise_as_it_is_known(text, chinese):
    assert PartialDate.parse(text).chinese == chinese


def test_in_a_model_it_is_read_from_text_and_written_as_text():
    adapter = TypeAdapter(PartialDate)

    assert adapter.validate_python("2025-09") == PartialDate(2025, 9)
    assert adapter.validate_python(PartialDate(2025)) == PartialDate(2025)
    assert adapter.dump_python(PartialDate(2025, 9), mode="json") == "2025-09"
