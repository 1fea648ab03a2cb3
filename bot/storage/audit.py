"""The audit trail in the SQL database. Records are added and, when they are old, deleted."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import Engine, Index, Integer, String, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.privacy.audit import Action, AuditRecord
from bot.privacy.retention import AUDIT_AT_LEAST_DAYS
from bot.storage.booking_tables import Moment
from bot.storage.outcomes import Base
from bot.storage.transactions import Database, chunks


class AuditRow(Base):
    """One record: hashes, and codes of ours."""

    __tablename__ = "audit_records"
    __table_args__ = (
        Index("ix_audit_records_subject", "subject"),
        Index("ix_audit_records_at", "at"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
    actor: Mapped[str] = mapped_column(String(96))
    action: Mapped[str] = mapped_column(String(32))
    subject: Mapped[str | None] = mapped_column(String(64))
    client: Mapped[str | None] = mapped_column(String(64))
    detail: Mapped[str | None] = mapped_column(String(64))

    def record(self) -> AuditRecord:
        """As the rules know it."""
        action = Action(self.action)
        return AuditRecord(self.at, self.actor, action, self.subject, self.client, self.detail)


class SqlAuditLog:
    """The AuditLog over SQLite or PostgreSQL. There is no way to change a record."""

    def __init__(self, engine: Engine) -> None:
        self._database = Database(engine)

    def write(self, record: AuditRecord) -> None:
        """See AuditLog."""

        def work(session: Session) -> None:
            session.add(
                AuditRow(
                    at=record.at,
                    actor=record.actor,
                    action=record.action,
                    subject=record.subject,
                    client=record.client,
                    detail=record.detail,
                )
            )

        self._database.write(work)

    def of(self, subjects: Collection[str]) -> list[AuditRecord]:
        """Every record about one of these digests, oldest first. StoreUnavailable."""

        def work(session: Session) -> list[AuditRecord]:
            found: list[AuditRow] = []
            for portion in chunks(subjects):
                found += session.scalars(select(AuditRow).where(AuditRow.subject.in_(portion)))
            return [row.record() for row in sorted(found, key=lambda row: (row.at, row.id))]

        return self._database.read(work)

    def count(self, action: Action | None = None) -> int:
        """How many records there are, of one action or of all. StoreUnavailable."""
        wanted = select(func.count()).select_from(AuditRow)
        if action:
            wanted = wanted.where(AuditRow.action == action)
        return self._database.read(lambda session: session.scalar(wanted) or 0)

    def forget(self, before: datetime) -> int:
        """Delete records older than `before`; how many. StoreUnavailable.

        Whatever `before` is, those stay that are less than six months older than the newest one.
        """

        def work(session: Session) -> int:
            newest = session.scalar(select(func.max(AuditRow.at)))
            if newest is None:
                return 0
            limit = min(before, newest - timedelta(days=AUDIT_AT_LEAST_DAYS))
            gone = session.scalars(
                delete(AuditRow).where(AuditRow.at < limit).returning(AuditRow.id)
            )
            return len(gone.all())

        return self._database.write(work)
