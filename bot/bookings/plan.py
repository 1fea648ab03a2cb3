"""What `appointments.yml` holds: the offices that can be booked, and the rules of booking.

The YAML keys are these field names; the checks between them are in `plan_check`.
"""

import re
from datetime import date, datetime, time
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from bot.errors import UnknownOffice
from bot.workdays import DayKind

SHANGHAI = ZoneInfo("Asia/Shanghai")
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=64)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
_CLOCK = r"(?:[01]\d|2[0-3]):[0-5]\d"
_SPAN = re.compile(f"{_CLOCK}-{_CLOCK}")


def _day(value: object) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise ValueError(f"“{value}”不是日期，要写成 2026-12-31") from None


Day = Annotated[date, BeforeValidator(_day)]


class Record(BaseModel):
    """Base of everything in the file: frozen, unknown keys refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Span(Record):
    """Part of a day, written `08:30-12:00`."""

    begins: time
    ends: time

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any) -> Any:
        if isinstance(value, dict):
            return value
        written = _SPAN.fullmatch(str(value))
        if not written:
            raise ValueError(f"“{value}”不是一段时间，要写成 08:30-12:00")
        begins, ends = (time.fromisoformat(part) for part in written[0].split("-"))
        if begins >= ends:
            raise ValueError(f"“{value}”的结束时间要晚于开始时间")
        return {"begins": begins, "ends": ends}

    def __str__(self) -> str:
        return f"{self.begins:%H:%M}-{self.ends:%H:%M}"


class Source(Record):
    """Where a rule was read."""

    title: Line
    trust: Literal["A", "B", "C"]
    url: Line | None = None
    date: Day | None = None


class Figure(Record):
    """One figure of the rules. Without a source it is this system's own choice."""

    value: Annotated[int, Field(ge=1, le=1000)]
    text: Line
    source: Identifier | None = None


class Rules(Record):
    """How far ahead, how late, how often. Each says in `text` what it means to a person."""

    days_ahead_at_least: Figure
    workdays_ahead_at_most: Figure
    change_until_hours: Figure
    bookings_a_day: Figure
    misses_a_month: Figure
    hold_minutes: Figure
    offer_minutes: Figure

    def figures(self) -> list[tuple[str, Figure]]:
        """Every figure with its key, in file order."""
        return [(name, getattr(self, name)) for name in type(self).model_fields]


class Week(Record):
    """The hours of each weekday; a weekday that is left out is closed."""

    monday: list[Span] = []
    tuesday: list[Span] = []
    wednesday: list[Span] = []
    thursday: list[Span] = []
    friday: list[Span] = []
    saturday: list[Span] = []
    sunday: list[Span] = []

    def days(self) -> list[tuple[str, list[Span]]]:
        """Every weekday with its hours, Monday first."""
        return [(name, getattr(self, name)) for name in type(self).model_fields]


class OfficePlan(Record):
    """One office that can be booked. With `demo` it is demonstration data, and its name says so.

    `capacity` is how many people one slot takes; `swapped_workday` the hours of a Saturday or
    Sunday that is worked for a holiday; `closed` the days it is closed on, each with the reason.
    `opened` are days with hours of their own, whatever weekday or holiday they are: a job fair,
    a weekend on which people are served.
    """

    id: Identifier
    name: Line
    region: Line
    demo: bool = False
    items: Annotated[list[Identifier], Field(min_length=1)]
    slot_minutes: Annotated[int, Field(ge=5, le=240)]
    capacity: Annotated[int, Field(ge=1, le=500)]
    week: Week = Week()
    swapped_workday: list[Span] = []
    breaks: list[Span] = []
    closed: dict[Day, Line] = {}
    opened: dict[Day, Annotated[list[Span], Field(min_length=1)]] = {}

    def hours(self, day: date, kind: DayKind) -> list[Span]:
        """The hours of `day`, which is of `kind`; none on a holiday or a closed day."""
        if day in self.opened:
            return self.opened[day]
        if kind is DayKind.HOLIDAY or day in self.closed:
            return []
        if kind is DayKind.SWAPPED_WORKDAY:
            return self.swapped_workday
        return self.week.days()[day.weekday()][1]


class Plan(Record):
    """`appointments.yml`."""

    sources: dict[Identifier, Source] = {}
    rules: Rules
    offices: Annotated[list[OfficePlan], Field(min_length=1)]

    def find(self, id: str) -> OfficePlan | None:
        """The office with this id; None for one that the plan holds no more."""
        return next((office for office in self.offices if office.id == id), None)

    def office(self, id: str) -> OfficePlan:
        """The office with this id. UnknownOffice."""
        if office := self.find(id):
            return office
        raise UnknownOffice(id)


def in_shanghai(moment: datetime) -> datetime:
    """The same moment in Shanghai's time; one without a zone is Shanghai's already."""
    return moment.astimezone(SHANGHAI) if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)


def at(day: date, moment: time) -> datetime:
    """That moment of `day` in Shanghai."""
    return datetime.combine(day, moment, SHANGHAI)
