"""Codes, counts and sessions in the SQL database: each step is one transaction."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Engine, select

from bot.identity.challenge import Challenge, Purpose, Session
from bot.identity.store import IdentityWork, Watched
from bot.storage.identity_tables import ChallengeRow, SessionRow, TryRow, WatchRow
from bot.storage.identity_work import SqlIdentityWork
from bot.storage.transactions import Database

Result = TypeVar("Result")


class SqlIdentity:
    """The IdentityStore over SQLite or PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        self._database = Database(engine)

    def atomically(self, work: Callable[[IdentityWork], Result]) -> Result:
        """See IdentityStore."""
        return self._database.write(lambda session: work(SqlIdentityWork(session)))

    def challenge(self, conversation: str) -> Challenge | None:
        """See IdentityStore."""
        row = self._database.read(lambda session: session.get(ChallengeRow, conversation))
        return row.challenge() if row else None

    def session(self, conversation: str, purpose: Purpose, now: datetime) -> Session | None:
        """See IdentityStore."""
        wanted = select(SessionRow).where(
            SessionRow.conversation == conversation,
            SessionRow.purpose == purpose,
            SessionRow.until > now,
        )
        row = self._database.read(lambda session: session.scalar(wanted))
        return row.session() if row else None

    def forget(self, before: datetime) -> int:
        """See IdentityStore."""
        # First the rows that every step locks first.
        unlocked = WatchRow.locked_until.is_(None) | (WatchRow.locked_until < before)
        return self._database.delete(
            (WatchRow, (WatchRow.watched_at < before) & unlocked),
            (TryRow, TryRow.at < before),
            (ChallengeRow, ChallengeRow.until < before),
            (SessionRow, SessionRow.until < before),
        )

    def forget_conversation(self, conversation: str) -> int:
        """See IdentityStore."""
        kind = Watched.CONVERSATION
        return self._database.delete(
            (WatchRow, (WatchRow.digest == conversation) & (WatchRow.kind == kind)),
            (TryRow, (TryRow.digest == conversation) & (TryRow.kind == kind)),
            (ChallengeRow, ChallengeRow.conversation == conversation),
            (SessionRow, SessionRow.conversation == conversation),
        )

    def forget_person(self, subjects: Collection[str]) -> int:
        """See IdentityStore."""
        kinds = (Watched.NUMBER, Watched.SUBJECT)
        asked = ChallengeRow.subject.in_(subjects) | ChallengeRow.number.in_(subjects)
        return self._database.delete(
            (WatchRow, WatchRow.digest.in_(subjects) & WatchRow.kind.in_(kinds)),
            (TryRow, TryRow.digest.in_(subjects) & TryRow.kind.in_(kinds)),
            (ChallengeRow, asked),
            (SessionRow, SessionRow.subject.in_(subjects)),
        )
