"""Changes of switches in the SQL database. Rows are added and never changed."""

from datetime import datetime

from sqlalchemy import Boolean, Engine, Index, Integer, Select, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.storage.booking_tables import Moment
from bot.storage.outcomes import Base
from bot.storage.transactions import Database
from bot.switches.switch import Change, Switch


class SwitchChangeRow(Base):
    """One change."""

    __tablename__ = "switch_changes"
    __table_args__ = (Index("ix_switch_changes_switch", "switch", "id"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
    actor: Mapped[str] = mapped_column(String(96))
    switch: Mapped[str] = mapped_column(String(32))
    off: Mapped[bool] = mapped_column(Boolean)
    why: Mapped[str] = mapped_column(String(800))
    words: Mapped[str | None] = mapped_column(String(800))
    until: Mapped[datetime | None] = mapped_column(Moment)

    def change(self) -> Change:
        """As the rules know it."""
        return Change(
            Switch(self.switch), self.off, self.at, self.actor, self.why, self.words, self.until
        )


class SqlSwitches:
    """The SwitchStore over SQLite or PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        self._database = Database(engine)

    def add(self, change: Change) -> None:
        """See SwitchStore."""

        def work(session: Session) -> None:
            session.add(
                SwitchChangeRow(
                    at=change.at,
                    actor=change.actor,
                    switch=change.switch.value,
                    off=change.off,
                    why=change.why,
                    words=change.words,
                    until=change.until,
                )
            )

        self._database.write(work)

    def latest(self) -> list[Change]:
        """See SwitchStore."""
        last = select(func.max(SwitchChangeRow.id)).group_by(SwitchChangeRow.switch)
        wanted = select(SwitchChangeRow).where(SwitchChangeRow.id.in_(last))
        return self._read(wanted.order_by(SwitchChangeRow.id))

    def history(self, most: int) -> list[Change]:
        """See SwitchStore."""
        return self._read(select(SwitchChangeRow).order_by(SwitchChangeRow.id.desc()).limit(most))

    def _read(self, wanted: Select[SwitchChangeRow]) -> list[Change]:
        # A newer version may have known a switch that this one does not.
        known = SwitchChangeRow.switch.in_([each.value for each in Switch])
        return self._database.read(
            lambda session: [row.change() for row in session.scalars(wanted.where(known))]
        )
