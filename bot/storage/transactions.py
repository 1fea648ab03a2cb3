"""One transaction each, tried again after a clash with another one."""

from collections.abc import Callable, Collection, Iterator
from itertools import islice
from typing import TypeVar

import structlog
from sqlalchemy import ColumnElement, CursorResult, Engine, Executable, delete
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Session

from bot.errors import StoreUnavailable

log = structlog.get_logger()
_TRIES = 8
_CLASHES = ("40001", "40P01")
_LOCKED = "database is locked"
# SQLite takes no more than 32,766 values in a statement.
_CHUNK = 500
Answer = TypeVar("Answer")
Each = TypeVar("Each")


class Database:
    """Runs work in a transaction of its own. StoreUnavailable while the database fails."""

    def __init__(self, engine: Engine) -> None:
        self._reading = engine
        self._writing = engine.execution_options(writes_at_once=True)

    def read(self, work: Callable[[Session], Answer]) -> Answer:
        """Do what changes nothing."""
        return _tried(self._reading, work)

    def write(self, work: Callable[[Session], Answer]) -> Answer:
        """Do what changes something, all or nothing. It may be run again after a clash."""
        return _tried(self._writing, work)

    def delete(self, *which: tuple[type[DeclarativeBase], ColumnElement[bool]]) -> int:
        """Delete the rows of these tables that fit, in this order, all or none; how many."""

        def work(session: Session) -> int:
            connection = session.connection()
            return sum(
                connection.execute(delete(table).where(fits)).rowcount for table, fits in which
            )

        return self.write(work)

    def change(self, statement: Executable) -> int:
        """Do one statement; how many rows it changed."""

        def work(session: Session) -> int:
            result = session.execute(statement)
            assert isinstance(result, CursorResult)
            return result.rowcount

        return self.write(work)


def chunks(values: Collection[Each]) -> Iterator[list[Each]]:
    """The values in portions that one statement can take."""
    left = iter(values)
    while portion := list(islice(left, _CHUNK)):
        yield portion


def _tried(engine: Engine, work: Callable[[Session], Answer]) -> Answer:
    for _ in range(_TRIES):
        try:
            with Session(engine, expire_on_commit=False) as session, session.begin():
                return work(session)
        except DBAPIError as error:
            if not _clashed(error):
                raise unavailable(error) from None
        except SQLAlchemyError as error:
            raise unavailable(error) from None
    raise StoreUnavailable("too many clashes")


def _clashed(error: DBAPIError) -> bool:
    return getattr(error.orig, "sqlstate", None) in _CLASHES or _LOCKED in str(error.orig)


def unavailable(error: SQLAlchemyError) -> StoreUnavailable:
    """What to raise in place of `error`, which is logged."""
    # The kind alone: the statement holds what was asked.
    log.error("database_failed", error=type(error).__name__)
    return StoreUnavailable("database")
