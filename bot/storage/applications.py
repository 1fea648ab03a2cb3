"""The register of applications in the SQL database, and the directory of whose they are.

Those who write come one after another, so that an import, an erasure and a new key cannot cross.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from sqlalchemy import Engine, or_, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.applications.application import SETTLED, Application, Entry, Source
from bot.applications.exporting import exported
from bot.applications.register import ImportResult, Progress
from bot.identity.directory import Registered
from bot.identity.numbers import Number
from bot.sealing import Sealer
from bot.storage.application_import import Import
from bot.storage.application_rows import (
    applications_of,
    forget_rows,
    person_of,
    phone_of,
    reseal_some,
    rows_of,
)
from bot.storage.application_tables import ApplicationRow, ErasedPersonRow
from bot.storage.booking_work import inserted
from bot.storage.transactions import unavailable

# Any number, so long as no other program takes this lock in our database.
_WRITERS = 5090212


class SqlRegister:
    """The Register and the Directory over SQLite or PostgreSQL."""

    def __init__(self, engine: Engine, sealer: Sealer) -> None:
        self._engine = engine
        self._for_writing = engine.execution_options(writes_at_once=True)
        self._sealer = sealer

    def registered(self, number: Number) -> Registered | None:
        """See Directory. The phone is the one that was told last."""
        # One statement for every kind of number, so that what is found takes no other way.
        digests = self._sealer.digests(number.kind, number.value)
        whose = select(ApplicationRow.person).where(ApplicationRow.number.in_(digests))
        wanted = (
            select(ApplicationRow.person, ApplicationRow.phone_sealed)
            .where(
                or_(ApplicationRow.person.in_(digests), ApplicationRow.person.in_(whose)),
                ApplicationRow.phone_sealed.is_not(None),
            )
            .order_by(ApplicationRow.changed_at.desc(), ApplicationRow.id.desc())
            .limit(1)
        )
        with self._reading() as session:
            found = session.execute(wanted).first()
        return Registered(found[0], found[1] or "") if found else None

    def of_person(self, persons: Sequence[str]) -> list[Application]:
        """See Register."""
        with self._reading() as session:
            rows = rows_of(session, ApplicationRow.person.in_(persons))
            return applications_of(session, self._sealer, rows)

    def find(self, numbers: Sequence[str]) -> Application | None:
        """See Register."""
        with self._reading() as session:
            rows = rows_of(session, ApplicationRow.number.in_(numbers))
            return next(iter(applications_of(session, self._sealer, rows)), None)

    def import_rows(
        self,
        rows: Sequence[Entry],
        source: Source,
        at: datetime,
        *,
        replace_events: bool = False,
        check_only: bool = False,
        progress: Progress | None = None,
    ) -> ImportResult:
        """See Register."""
        with self._writing() as session:
            work = Import(session, self._sealer, source, at, replace_events)
            result = work.run(rows, progress)
            if check_only:
                session.rollback()
        return result

    def has_real(self) -> bool:
        """See Register."""
        wanted = select(ApplicationRow.id).where(ApplicationRow.demo.is_(False)).limit(1)
        with self._reading() as session:
            return session.scalar(wanted) is not None

    def forget_demo(self) -> int:
        """See Register."""
        with self._writing() as session:
            return forget_rows(session, ApplicationRow.demo.is_(True))

    def export(self, persons: Sequence[str]) -> list[dict[str, Any]]:
        """See Register."""
        with self._reading() as session:
            rows = rows_of(session, ApplicationRow.person.in_(persons))
            applications = applications_of(session, self._sealer, rows)
            return [
                exported(each, person_of(self._sealer, row), phone_of(self._sealer, row))
                for row, each in zip(rows, applications, strict=True)
            ]

    def forget_person(self, persons: Sequence[str], at: datetime) -> int:
        """See Register."""
        with self._writing() as session:
            for person in persons:
                inserted(session, ErasedPersonRow, {"person": person, "at": at})
            return forget_rows(session, ApplicationRow.person.in_(persons))

    def forget_ended(self, before: date) -> int:
        """See Register."""
        with self._writing() as session:
            settled = ApplicationRow.stage.in_(SETTLED)
            return forget_rows(session, settled & (ApplicationRow.stage_on < before))

    def reseal(self, sealer: Sealer) -> int:
        """See Register."""
        count = 0
        while True:
            with self._writing() as session:
                done = reseal_some(session, sealer)
            if not done:
                return count
            count += done

    @contextmanager
    def _reading(self) -> Iterator[Session]:
        with _reported(), Session(self._engine) as session:
            yield session

    @contextmanager
    def _writing(self) -> Iterator[Session]:
        with _reported(), Session(self._for_writing) as session, session.begin():
            if self._engine.dialect.name == "postgresql":
                session.execute(text(f"SELECT pg_advisory_xact_lock({_WRITERS})"))
            yield session


@contextmanager
def _reported() -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        raise unavailable(error) from None
