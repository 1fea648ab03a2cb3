"""A booking as a calendar file (iCalendar, RFC 5545)."""

from datetime import datetime

from icalendar import Calendar, Event, vText

from bot.bookings.booking import Booking, State
from bot.bookings.references import written


def calendar_file(
    booking: Booking, item: str, office: str, notes: list[str], now: datetime
) -> bytes:
    """An event with the names of item and office. It says nothing of the person."""
    calendar = Calendar()
    calendar.add("prodid", "-//suyetong//bookings//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    event = Event()
    event.add("uid", f"{booking.reference}@suyetong")
    event.add("dtstamp", now)
    event.add("dtstart", booking.start)
    event.add("dtend", booking.end)
    event.add("summary", f"{item}（{office}）")
    event["location"] = vText(office)
    event.add("description", "\n".join([f"预约号 {written(booking.reference)}", *notes]))
    given_up = booking.state in (State.CANCELLED, State.EXPIRED)
    event.add("status", "CANCELLED" if given_up else "CONFIRMED")
    # A calendar that knows the event takes the later change for the newer one.
    event.add("sequence", int((booking.changed_at - booking.made_at).total_seconds()))
    calendar.add_component(event)
    calendar.add_missing_timezones()
    file: bytes = calendar.to_ical()
    return file
