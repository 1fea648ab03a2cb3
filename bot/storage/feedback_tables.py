"""The table of what was said of answers."""

from datetime import date, datetime

from sqlalchemy import Boolean, Date, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.booking_tables import Moment
from bot.storage.outcomes import Base


class FeedbackRow(Base):
    """One record. `said` is sealed JSON of the question and the person's words, None when they
    said nothing; `note` is sealed. `policies` are ids with spaces between."""

    __tablename__ = "feedback"
    __table_args__ = (
        Index("uq_feedback_key", "key", unique=True),
        Index("uq_feedback_number", "number", unique=True),
        Index("ix_feedback_conversation", "conversation"),
        Index("ix_feedback_at", "at"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    key: Mapped[str] = mapped_column(String(64))
    number: Mapped[str | None] = mapped_column(String(8))
    conversation: Mapped[str] = mapped_column(String(64))
    channel: Mapped[str] = mapped_column(String(16))
    first_at: Mapped[datetime] = mapped_column(Moment)
    at: Mapped[datetime] = mapped_column(Moment)
    message: Mapped[str | None] = mapped_column(String(64))
    journey: Mapped[str] = mapped_column(String(32))
    aspect: Mapped[str | None] = mapped_column(String(32))
    policies: Mapped[str] = mapped_column(String(800))
    outcome: Mapped[str] = mapped_column(String(32))
    as_of: Mapped[date] = mapped_column(Date)
    helpful: Mapped[bool] = mapped_column(Boolean)
    reason: Mapped[str | None] = mapped_column(String(32))
    said: Mapped[str | None] = mapped_column(String(32000))
    note: Mapped[str | None] = mapped_column(String(4000))
    closed_by: Mapped[str | None] = mapped_column(String(96))
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
