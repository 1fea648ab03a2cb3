"""The tables of applications. What is personal is sealed, and found by its digest.

`sealed_by` tells with which key: the digest of nothing under it.
"""

from datetime import date, datetime

from sqlalchemy import Boolean, Date, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.sealing import Sealer
from bot.storage.booking_tables import Moment
from bot.storage.outcomes import Base


class ApplicationRow(Base):
    """One application. `stage` and `stage_on` repeat its last event."""

    __tablename__ = "applications"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    number: Mapped[str] = mapped_column(String(64), unique=True)
    person: Mapped[str] = mapped_column(String(64), index=True)
    person_kind: Mapped[str] = mapped_column(String(16))
    number_sealed: Mapped[str] = mapped_column(String(200))
    person_sealed: Mapped[str] = mapped_column(String(200))
    name_sealed: Mapped[str] = mapped_column(String(700))
    phone_sealed: Mapped[str | None] = mapped_column(String(200))
    item: Mapped[str] = mapped_column(String(64))
    region: Mapped[str | None] = mapped_column(String(64))
    stage: Mapped[str] = mapped_column(String(16))
    stage_on: Mapped[date] = mapped_column(Date)
    demo: Mapped[bool] = mapped_column(Boolean)
    source: Mapped[str] = mapped_column(String(16))
    changed_at: Mapped[datetime] = mapped_column(Moment)
    sealed_by: Mapped[str] = mapped_column(String(64), index=True)


class ApplicationEventRow(Base):
    """One event; `position` counts from 0 in the order in which they happened."""

    __tablename__ = "application_events"

    application: Mapped[int] = mapped_column(ForeignKey("applications.id"), primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True)
    stage: Mapped[str] = mapped_column(String(16))
    day: Mapped[date] = mapped_column(Date)
    note_sealed: Mapped[str | None] = mapped_column(String(1200))


class ErasedPersonRow(Base):
    """Somebody who had everything erased: no import brings that person back."""

    __tablename__ = "erased_persons"

    person: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)


def key_mark(sealer: Sealer) -> str:
    """What stands for the newest key."""
    return sealer.digest("key", "")
