"""The slots of a day: which begin when, by an office's plan and the calendar."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.bookings.plan import OfficePlan, Span, at
from bot.errors import NoSuchSlot
from bot.workdays import kind_of


@dataclass(frozen=True)
class Slot:
    """A stretch of time at one office, for `capacity` people. Times are Shanghai's."""

    office: str
    start: datetime
    end: datetime
    capacity: int


def slots_of(office: OfficePlan, day: date) -> list[Slot]:
    """Every slot of `day`, earliest first; none when it is closed. CalendarNotPublished."""
    length = timedelta(minutes=office.slot_minutes)
    slots = []
    for begins, ends in _worked(office.hours(day, kind_of(day)), office.breaks, day):
        start = begins
        while start + length <= ends:
            slots.append(Slot(office.id, start, start + length, office.capacity))
            start += length
    return slots


def slot_at(office: OfficePlan, start: datetime) -> Slot:
    """The slot that begins at `start`. NoSuchSlot, CalendarNotPublished."""
    for slot in slots_of(office, start.date()):
        if slot.start == start:
            return slot
    raise NoSuchSlot


def _worked(
    hours: list[Span], breaks: list[Span], day: date
) -> Iterator[tuple[datetime, datetime]]:
    """The hours without the breaks."""
    for span in hours:
        begins = span.begins
        for rest in breaks:
            if begins < rest.ends and rest.begins < span.ends:
                if begins < rest.begins:
                    yield at(day, begins), at(day, rest.begins)
                begins = rest.ends
        if begins < span.ends:
            yield at(day, begins), at(day, span.ends)
