"""What is done to codes, counts and sessions inside one transaction.

The rows of `identity_watches` are its locks: whoever counts for a key has written that key's row
before, and everybody else who counts for it waits.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, insert, or_, orm, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.identity.challenge import Challenge, Session
from bot.identity.store import Event, Key, Watched
from bot.storage.identity_tables import ChallengeRow, SessionRow, TryRow, WatchRow
from bot.storage.outcomes import Base

_ORDER = {kind: at for at, kind in enumerate(Watched)}


class SqlIdentityWork:
    """The IdentityWork over one open transaction."""

    def __init__(self, session: orm.Session) -> None:
        self._session = session

    def watch(self, keys: Sequence[Key], now: datetime) -> datetime | None:
        """See IdentityWork. The rows are locked in one order, so that nobody waits in a circle."""
        names = sorted(_names(keys), key=lambda name: (_ORDER[Watched(name[0])], name[1]))
        rows = [{"kind": kind, "digest": digest, "watched_at": now} for kind, digest in names]
        written = self._upsert(WatchRow, rows, ("digest", "kind"), ("watched_at",))
        locks = self._session.execute(written.returning(WatchRow.locked_until)).scalars()
        return max(filter(None, locks), default=None)

    def note(self, event: Event, keys: Sequence[Key], now: datetime) -> None:
        """See IdentityWork."""
        rows = [
            {"kind": key.kind, "digest": key.digests[0], "event": event, "at": now} for key in keys
        ]
        self._session.execute(insert(TryRow).values(rows))

    def times(
        self, event: Event, keys: Sequence[Key], since: datetime
    ) -> Mapping[Key, list[datetime]]:
        """See IdentityWork."""
        of = {(key.kind.value, digest): key for key in keys for digest in key.digests}
        wanted = (
            select(TryRow.kind, TryRow.digest, TryRow.at)
            .where(
                _any_of(TryRow, keys),
                TryRow.event == event,
                TryRow.at > since,
            )
            .order_by(TryRow.at)
        )
        times: dict[Key, list[datetime]] = {key: [] for key in keys}
        for kind, digest, at in self._session.execute(wanted):
            times[of[kind, digest]].append(at)
        return times

    def lock(self, keys: Sequence[Key], until: datetime) -> None:
        """See IdentityWork."""
        self._session.execute(
            update(WatchRow)
            .where(_any_of(WatchRow, keys))
            .values(locked_until=until)
            .execution_options(synchronize_session=False)
        )

    def clear(self, events: Collection[Event], keys: Sequence[Key]) -> None:
        """See IdentityWork."""
        self._session.execute(
            delete(TryRow)
            .where(_any_of(TryRow, keys), TryRow.event.in_(events))
            .execution_options(synchronize_session=False)
        )

    def challenge(self, conversation: str) -> Challenge | None:
        """See IdentityWork."""
        row = self._session.get(ChallengeRow, conversation)
        return row.challenge() if row else None

    def put(self, challenge: Challenge) -> None:
        """See IdentityWork."""
        values = asdict(challenge)
        rest = [name for name in values if name != "conversation"]
        self._session.execute(self._upsert(ChallengeRow, [values], ("conversation",), rest))

    def spend_try(self, challenge: Challenge, most: int, now: datetime) -> bool:
        """See IdentityWork."""
        spent = self._session.execute(
            update(ChallengeRow)
            .where(
                ChallengeRow.conversation == challenge.conversation,
                ChallengeRow.id == challenge.id,
                ChallengeRow.tries < most,
                ChallengeRow.until > now,
            )
            .values(tries=ChallengeRow.tries + 1)
            .returning(ChallengeRow.id)
            .execution_options(synchronize_session=False)
        )
        return spent.first() is not None

    def drop(self, conversation: str) -> bool:
        """See IdentityWork."""
        dropped = self._session.execute(
            delete(ChallengeRow)
            .where(ChallengeRow.conversation == conversation)
            .returning(ChallengeRow.id)
            .execution_options(synchronize_session=False)
        )
        return dropped.first() is not None

    def open(self, session: Session) -> None:
        """See IdentityWork."""
        values = asdict(session)
        rest = [name for name in values if name not in ("conversation", "purpose")]
        written = self._upsert(SessionRow, [values], ("conversation", "purpose"), rest)
        self._session.execute(written)

    def end(self, conversation: str, now: datetime) -> list[Session]:
        """See IdentityWork."""
        running = (SessionRow.conversation == conversation, SessionRow.until > now)
        ended = [row.session() for row in self._session.scalars(select(SessionRow).where(*running))]
        self._session.execute(
            update(SessionRow)
            .where(*running)
            .values(until=now)
            .execution_options(synchronize_session=False)
        )
        return ended

    def _upsert(
        self,
        table: type[Base],
        rows: list[dict[str, Any]],
        unique: Collection[str],
        overwritten: Collection[str],
    ) -> Any:
        on = postgresql if self._session.get_bind().dialect.name == "postgresql" else sqlite
        statement = on.insert(table).values(rows)
        return statement.on_conflict_do_update(
            index_elements=list(unique),
            set_={name: statement.excluded[name] for name in overwritten},
        )


def _names(keys: Sequence[Key]) -> list[tuple[str, str]]:
    return list({(key.kind.value, digest): None for key in keys for digest in key.digests})


def _any_of(table: type[TryRow] | type[WatchRow], keys: Sequence[Key]) -> ColumnElement[bool]:
    # Written out: SQLite uses no index for a list of pairs.
    return or_(*(and_(table.digest == digest, table.kind == kind) for kind, digest in _names(keys)))
