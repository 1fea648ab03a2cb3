"""The tables of identity: codes that were asked for, sessions, what was counted, what is locked.

Every name in them is a keyed hash; phones are sealed.
"""

from datetime import datetime

from sqlalchemy import Boolean, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.identity.challenge import Challenge, Purpose, Session
from bot.storage.booking_tables import Moment
from bot.storage.outcomes import Base


class ChallengeRow(Base):
    """The one open challenge of a conversation."""

    __tablename__ = "identity_challenges"

    conversation: Mapped[str] = mapped_column(String(64), primary_key=True)
    id: Mapped[str] = mapped_column(String(32))
    purpose: Mapped[str] = mapped_column(String(16))
    number: Mapped[str] = mapped_column(String(64), index=True)
    subject: Mapped[str] = mapped_column(String(64), index=True)
    answerable: Mapped[bool] = mapped_column(Boolean)
    phone: Mapped[str | None] = mapped_column(String(255))
    code: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(Moment)
    until: Mapped[datetime] = mapped_column(Moment, index=True)
    tries: Mapped[int] = mapped_column(Integer)

    def challenge(self) -> Challenge:
        """As the rules know it."""
        return Challenge(
            conversation=self.conversation,
            id=self.id,
            purpose=Purpose(self.purpose),
            number=self.number,
            subject=self.subject,
            answerable=self.answerable,
            phone=self.phone,
            code=self.code,
            at=self.at,
            until=self.until,
            tries=self.tries,
        )


class SessionRow(Base):
    """The last session of a conversation, of each purpose."""

    __tablename__ = "identity_sessions"

    conversation: Mapped[str] = mapped_column(String(64), primary_key=True)
    purpose: Mapped[str] = mapped_column(String(16), primary_key=True)
    subject: Mapped[str] = mapped_column(String(64), index=True)
    phone_sealed: Mapped[str | None] = mapped_column(String(255))
    since: Mapped[datetime] = mapped_column(Moment)
    until: Mapped[datetime] = mapped_column(Moment, index=True)

    def session(self) -> Session:
        """As the rules know it."""
        return Session(
            conversation=self.conversation,
            purpose=Purpose(self.purpose),
            subject=self.subject,
            phone_sealed=self.phone_sealed,
            since=self.since,
            until=self.until,
        )


class TryRow(Base):
    """One code that was asked for, or tried in vain, for one of those it is counted for."""

    __tablename__ = "identity_tries"
    __table_args__ = (Index("ix_identity_tries_key", "digest", "kind", "event", "at"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    digest: Mapped[str] = mapped_column(String(64))
    event: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime] = mapped_column(Moment)


class WatchRow(Base):
    """Whom it is counted for. Who counts holds this row until it is done."""

    __tablename__ = "identity_watches"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    watched_at: Mapped[datetime] = mapped_column(Moment, index=True)
    locked_until: Mapped[datetime | None] = mapped_column(Moment)
