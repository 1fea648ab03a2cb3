"""The queue of notices in the SQL database. Each call is one statement that nobody can split."""

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Engine, delete, select, update
from sqlalchemy.orm import Session

from bot.errors import SealBroken
from bot.notices.notice import Notice, Template
from bot.notices.queue import OVER, Claimed, NoticeState
from bot.sealing import Sealer
from bot.storage.booking_work import inserted
from bot.storage.notices_tables import NoticeRow
from bot.storage.transactions import Database, chunks

_PHONE = "mobile"  # the kind under which a number's digest is made
_GONE: dict[str, None] = {"recipient": None, "content": None}


class SqlNotices:
    """The Queue over SQLite or PostgreSQL."""

    def __init__(self, engine: Engine, sealer: Sealer) -> None:
        self._database = Database(engine)
        self._sealer = sealer

    def put(self, notice: Notice) -> bool:
        """See Outbox. The same work is done whether or not there is somebody to send it to."""
        state = NoticeState.VOID if notice.to is None else NoticeState.WAITING
        values: dict[str, object] = {
            "key": notice.key,
            "template": notice.template,
            "recipient": notice.to,
            "content": self._sealer.seal(json.dumps(dict(notice.values), ensure_ascii=False)),
            "not_before": notice.not_before,
            "until": notice.until,
            "quiet": notice.quiet,
            "state": state,
            "tries": 0,
        }
        return self._database.write(lambda session: inserted(session, NoticeRow, values))

    def known(self, keys: Collection[str]) -> set[str]:
        """See Queue."""

        def work(session: Session) -> set[str]:
            found: set[str] = set()
            for portion in chunks(keys):
                found.update(
                    session.scalars(select(NoticeRow.key).where(NoticeRow.key.in_(portion)))
                )
            return found

        return self._database.read(work)

    def claim(self, now: datetime, most: int, disturbing: bool) -> list[Claimed]:
        """See Queue. One that no key of ours opens has failed."""

        def work(session: Session) -> list[Claimed]:
            rows = session.execute(_claiming(now, most, disturbing)).all()
            claimed = []
            for row in sorted(rows, key=lambda row: (row.quiet, row.not_before, row.id)):
                try:
                    claimed.append(Claimed(self._notice(row), row.tries))
                except SealBroken:
                    session.execute(_over(NoticeState.FAILED, now, NoticeRow.id == row.id))
            return claimed

        return self._database.write(work)

    def mark(self, key: str, state: NoticeState, now: datetime) -> None:
        """See Queue."""
        claimed = NoticeRow.state == NoticeState.CLAIMED
        self._database.change(_over(state, now, NoticeRow.key == key, claimed))

    def put_back(self, key: str, not_before: datetime) -> None:
        """See Queue."""
        self._database.change(
            update(NoticeRow)
            .where(NoticeRow.key == key, NoticeRow.state == NoticeState.CLAIMED)
            .values(state=NoticeState.WAITING, not_before=not_before)
        )

    def drop_late(self, now: datetime) -> int:
        """See Queue."""
        return self._database.change(
            _over(NoticeState.DROPPED, now, _waits(), NoticeRow.until < now)
        )

    def withdraw(self, prefix: str, now: datetime) -> int:
        """See Queue."""
        begins = NoticeRow.key.startswith(prefix, autoescape=True)
        return self._database.change(_over(NoticeState.DROPPED, now, _waits(), begins))

    def forget_phones(self, digests: Collection[str], now: datetime) -> int:
        """See Queue. Only what is not over has a number, so that there is little to look at."""
        wanted = select(NoticeRow).where(NoticeRow.recipient.is_not(None))

        def work(session: Session) -> int:
            theirs = [row.id for row in session.scalars(wanted) if self._is(row, digests)]
            for portion in chunks(theirs):
                session.execute(_over(NoticeState.DROPPED, now, NoticeRow.id.in_(portion)))
            return len(theirs)

        return self._database.write(work)

    def forget(self, before: datetime) -> int:
        """See Queue."""
        return self._database.change(delete(NoticeRow).where(NoticeRow.until < before))

    def reseal(self, sealer: Sealer) -> int:
        """See Queue."""
        wanted = select(NoticeRow).where(NoticeRow.content.is_not(None))
        rows = self._database.read(lambda session: session.scalars(wanted).all())
        return sum(self._resealed(sealer, row) for row in rows)

    def _resealed(self, sealer: Sealer, row: NoticeRow) -> int:
        """One that is over meanwhile is left alone."""
        sealed = {"recipient": row.recipient, "content": row.content}
        old = {name: text for name, text in sealed.items() if text and not sealer.is_newest(text)}
        if not old:
            return 0
        anew = {name: sealer.sealed_anew(text) for name, text in old.items()}
        unchanged = NoticeRow.content == row.content
        return self._database.change(
            update(NoticeRow).where(NoticeRow.id == row.id, unchanged).values(anew)
        )

    def _is(self, row: NoticeRow, digests: Collection[str]) -> bool:
        """Whether it goes to a number with one of these digests."""
        try:
            phone = self._sealer.open(row.recipient or "")
        except SealBroken:
            return False
        return any(each in digests for each in self._sealer.digests(_PHONE, phone))

    def _notice(self, row: Any) -> Notice:
        return Notice(
            key=row.key,
            template=Template(row.template),
            to=row.recipient,
            values=json.loads(self._sealer.open(row.content)),
            not_before=row.not_before,
            until=row.until,
            quiet=row.quiet,
        )


def _claiming(now: datetime, most: int, disturbing: bool) -> Any:
    due = [_waits(), NoticeRow.not_before <= now, NoticeRow.until >= now]
    if not disturbing:
        due.append(NoticeRow.quiet.is_(False))
    # A common table expression: PostgreSQL might look a plain subquery up more than once.
    next_ones = (
        select(NoticeRow.id)
        .where(*due)
        .order_by(NoticeRow.quiet, NoticeRow.not_before, NoticeRow.id)
        .limit(most)
        .with_for_update(skip_locked=True)
        .cte("next_ones")
    )
    return (
        update(NoticeRow)
        .where(NoticeRow.id.in_(select(next_ones.c.id)))
        .values(state=NoticeState.CLAIMED, tries=NoticeRow.tries + 1, changed_at=now)
        .returning(*NoticeRow.__table__.columns)
        .execution_options(synchronize_session=False)
    )


def _waits() -> ColumnElement[bool]:
    return NoticeRow.state == NoticeState.WAITING


def _over(state: NoticeState, now: datetime, *which: ColumnElement[bool]) -> Any:
    gone = _GONE if state in OVER else {}
    return update(NoticeRow).where(*which).values(state=state, changed_at=now, **gone)
