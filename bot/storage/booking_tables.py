"""The tables of bookings. Their unique indexes are what makes overbooking impossible.

A booking has a numbered place of its slot and a numbered turn of its owner's day. Among the
bookings that occupy a place no two have the same place, nor the same turn.
"""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Boolean, CheckConstraint, Date, DateTime, Index, Integer, String, text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from bot.bookings.booking import OCCUPYING, Booking, Waiting
from bot.bookings.plan import SHANGHAI
from bot.storage.outcomes import Base


class Moment(TypeDecorator[datetime]):
    """A moment, kept in UTC: SQLite forgets the zone. It is read in Shanghai's time."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(SHANGHAI)


def _only(condition: str) -> dict[str, Any]:
    return {
        "unique": True,
        "sqlite_where": text(condition),
        "postgresql_where": text(condition),
    }


_OCCUPIES = "state IN ({})".format(", ".join(f"'{state}'" for state in OCCUPYING))


class BookingRow(Base):
    """One booking. `owner` is a keyed hash; `place` counts from 1 to `places`, `turn` from 1."""

    __tablename__ = "bookings"
    __table_args__ = (
        Index("uq_bookings_place", "office", "start", "place", **_only(_OCCUPIES)),
        Index("uq_bookings_turn", "owner", "day", "turn", **_only(_OCCUPIES)),
        Index("uq_bookings_reference", "reference", **_only("state <> 'changed'")),
        Index("ix_bookings_owner", "owner"),
        Index("ix_bookings_held_until", "held_until"),
        CheckConstraint("place BETWEEN 1 AND places", name="ck_bookings_place"),
        CheckConstraint("turn >= 1", name="ck_bookings_turn"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    reference: Mapped[str] = mapped_column(String(8))
    owner: Mapped[str] = mapped_column(String(64))
    office: Mapped[str] = mapped_column(String(64))
    item: Mapped[str] = mapped_column(String(64))
    start: Mapped[datetime] = mapped_column(Moment)
    end: Mapped[datetime] = mapped_column(Moment)
    day: Mapped[date] = mapped_column(Date)
    place: Mapped[int] = mapped_column(Integer)
    places: Mapped[int] = mapped_column(Integer)
    turn: Mapped[int] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(String(16))
    held_until: Mapped[datetime | None] = mapped_column(Moment)
    offered: Mapped[bool] = mapped_column(Boolean)
    made_at: Mapped[datetime] = mapped_column(Moment)
    changed_at: Mapped[datetime] = mapped_column(Moment)

    def booking(self) -> Booking:
        """As the rules know it."""
        return Booking.model_validate(self, from_attributes=True)


class WaitingRow(Base):
    """One place on a waiting list."""

    __tablename__ = "booking_waitings"
    __table_args__ = (
        Index("uq_booking_waitings", "owner", "office", "start", **_only("state = 'waiting'")),
        Index("ix_booking_waitings_slot", "office", "start"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    owner: Mapped[str] = mapped_column(String(64))
    office: Mapped[str] = mapped_column(String(64))
    item: Mapped[str] = mapped_column(String(64))
    start: Mapped[datetime] = mapped_column(Moment)
    joined_at: Mapped[datetime] = mapped_column(Moment)
    state: Mapped[str] = mapped_column(String(16))

    def waiting(self) -> Waiting:
        """As the rules know it."""
        return Waiting.model_validate(self, from_attributes=True)


class CallRow(Base):
    """One call that wrote. `result` is JSON of hashes, ids and times; never a person's words."""

    __tablename__ = "booking_calls"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    request: Mapped[str] = mapped_column(String(64))
    result: Mapped[str] = mapped_column(String(1000))
    at: Mapped[datetime] = mapped_column(Moment, index=True)
