"""The calendar file."""

from datetime import timedelta

from icalendar import Calendar

from bot.bookings.booking import State
from bot.bookings.calendar_file import calendar_file
from tests.booking_data import NINE, NOW
from tests.unit.bookings.test_booking import booking


def test_a_calendar_shows_the_appointment_at_shanghai_s_time() -> None:
    made = booking(State.BOOKED)
    file = calendar_file(made, "失业登记", "演示一号窗口", ["演示数据。", "带身份证。"], NOW)

    calendar = Calendar.from_ical(file)
    (event,) = calendar.walk("VEVENT")
    assert event["uid"] == "K7QF29MX@suyetong"
    assert event.start == NINE
    assert event.end == NINE + timedelta(minutes=30)
    assert event["summary"] == "失业登记（演示一号窗口）"
    assert event["description"] == "预约号 K7QF-29MX\n演示数据。\n带身份证。"
    assert event["status"] == "CONFIRMED"
    assert [str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")] == ["Asia/Shanghai"]
    assert b"\r\n" in file
    assert b"ATTENDEE" not in file


def test_a_later_change_is_newer_and_a_cancelled_one_says_so() -> None:
    later = NOW + timedelta(hours=1)
    ended = booking(State.BOOKED).to(State.CANCELLED, later)

    (event,) = Calendar.from_ical(calendar_file(ended, "项", "窗", [], later)).walk("VEVENT")
    assert event["status"] == "CANCELLED"
    assert event["sequence"] == 3600
