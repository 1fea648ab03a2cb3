"""The tables of notices, and of the phones that people left to be reminded."""

from datetime import datetime

from sqlalchemy import Boolean, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.booking_tables import Moment
from bot.storage.outcomes import Base


class NoticeRow(Base):
    """One notice. `recipient` is a sealed number, `content` the sealed JSON of its values; both
    are gone once it is over. `changed_at` is when it was claimed, put back, or over."""

    __tablename__ = "notices"
    __table_args__ = (
        Index("uq_notices_key", "key", unique=True),
        Index("ix_notices_due", "state", "not_before"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    key: Mapped[str] = mapped_column(String(128))
    template: Mapped[str] = mapped_column(String(32))
    recipient: Mapped[str | None] = mapped_column(String(256))
    content: Mapped[str | None] = mapped_column(String(4096))
    not_before: Mapped[datetime] = mapped_column(Moment)
    until: Mapped[datetime] = mapped_column(Moment)
    quiet: Mapped[bool] = mapped_column(Boolean)
    state: Mapped[str] = mapped_column(String(16))
    tries: Mapped[int] = mapped_column(Integer)
    changed_at: Mapped[datetime | None] = mapped_column(Moment)


class ContactRow(Base):
    """One phone, sealed, and its digest. `owner` is the owner hash of the bookings."""

    __tablename__ = "booking_contacts"
    __table_args__ = (
        Index("ix_booking_contacts_phone_digest", "phone_digest"),
        Index("ix_booking_contacts_kept_at", "kept_at"),
    )

    owner: Mapped[str] = mapped_column(String(64), primary_key=True)
    phone: Mapped[str] = mapped_column(String(256))
    phone_digest: Mapped[str] = mapped_column(String(64))
    kept_at: Mapped[datetime] = mapped_column(Moment)
