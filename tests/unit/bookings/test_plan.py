"""What the plan says of hours."""

from datetime import date, time

import pytest
from pydantic import ValidationError

from bot.bookings.plan import OfficePlan, Span
from bot.errors import UnknownOffice
from bot.workdays import DayKind
from tests.booking_data import office, plan

TUESDAY, SATURDAY = date(2026, 11, 24), date(2026, 10, 10)


def test_a_span_is_written_with_two_clocks() -> None:
    span = Span.model_validate("08:30-12:00")

    assert (span.begins, span.ends, str(span)) == (time(8, 30), time(12), "08:30-12:00")


@pytest.mark.parametrize(
    "text", ["8:30-12:00", "12:00-08:30", "09:00-09:00", "24:00-25:00", "早上"]
)
def test_what_is_no_span_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        Span.model_validate(text)


def test_the_kind_of_day_decides_the_hours() -> None:
    one = OfficePlan.model_validate(office("one", closed={"2026-11-24": "盘点"}))

    assert one.hours(TUESDAY, DayKind.WORKDAY) == []
    assert [str(each) for each in one.hours(date(2026, 11, 25), DayKind.WORKDAY)] == [
        "09:00-11:00",
        "14:00-15:00",
    ]
    assert [str(each) for each in one.hours(SATURDAY, DayKind.SWAPPED_WORKDAY)] == ["09:00-10:00"]
    assert one.hours(SATURDAY, DayKind.WEEKEND) == []
    assert one.hours(date(2026, 10, 1), DayKind.HOLIDAY) == []


def test_an_office_that_is_not_planned_is_unknown() -> None:
    assert plan().office("two").id == "two"
    with pytest.raises(UnknownOffice):
        plan().office("three")


def test_a_day_with_hours_of_its_own_is_open_whatever_day_it_is() -> None:
    fair = OfficePlan.model_validate(office("fair", opened={"2026-11-28": ["09:00-12:00"]}))

    for kind in DayKind:
        assert [str(span) for span in fair.hours(date(2026, 11, 28), kind)] == ["09:00-12:00"]
    assert fair.hours(date(2026, 11, 29), DayKind.WEEKEND) == []
