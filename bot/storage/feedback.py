"""What was said of answers, in the SQL database."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, Select, or_, select, update
from sqlalchemy.orm import Session

from bot.errors import UnknownFeedback
from bot.feedback.feedback import About, Channel, Closing, Feedback, Reason, Record, Taken
from bot.feedback.rules import taken
from bot.sealing import Sealer
from bot.storage.booking_work import inserted
from bot.storage.feedback_tables import FeedbackRow
from bot.storage.transactions import Database

_LAST_FIRST = (FeedbackRow.at.desc(), FeedbackRow.id.desc())


class SqlFeedback:
    """The FeedbackStore over SQLite or PostgreSQL."""

    def __init__(self, engine: Engine, sealer: Sealer) -> None:
        self._database = Database(engine)
        self._sealer = sealer

    def take(self, said: Feedback) -> Taken:
        """See FeedbackStore."""

        def work(session: Session) -> Taken:
            first = taken(None, said)
            if inserted(session, FeedbackRow, self._values(first.record)):
                return first
            row = session.scalars(_locked(FeedbackRow.key == said.key)).one()
            now = taken(self._record(row), said)
            if now.is_new:
                _fill(row, self._values(now.record))
            return now

        return self._database.write(work)

    def find(self, number: str) -> Record | None:
        """See FeedbackStore."""
        wanted = select(FeedbackRow).where(FeedbackRow.number == number)
        row = self._database.read(lambda session: session.scalars(wanted).first())
        return self._record(row) if row else None

    def listed(self, only_open: bool = False, since: datetime | None = None) -> list[Record]:
        """See FeedbackStore."""
        wanted = select(FeedbackRow).where(FeedbackRow.helpful.is_(False)).order_by(*_LAST_FIRST)
        if only_open:
            never = FeedbackRow.closed_at.is_(None)
            wanted = wanted.where(or_(never, FeedbackRow.closed_at < FeedbackRow.at))
        if since:
            wanted = wanted.where(FeedbackRow.at >= since)
        return self._all(wanted)

    def close(self, number: str, closing: Closing) -> Record:
        """See FeedbackStore."""

        def work(session: Session) -> Record:
            row = session.scalars(_locked(FeedbackRow.number == number)).first()
            if row is None:
                raise UnknownFeedback
            _fill(row, self._closed(closing))
            return self._record(row)

        return self._database.write(work)

    def export(self, conversation: str) -> list[dict[str, Any]]:
        """See FeedbackStore."""
        theirs = FeedbackRow.conversation == conversation
        return [_told(each) for each in self._all(select(FeedbackRow).where(theirs))]

    def forget_conversation(self, conversation: str) -> int:
        """See FeedbackStore."""
        return self._database.delete((FeedbackRow, FeedbackRow.conversation == conversation))

    def forget(self, before: datetime) -> int:
        """See FeedbackStore."""
        return self._database.delete((FeedbackRow, FeedbackRow.at < before))

    def reseal(self, sealer: Sealer) -> int:
        """See FeedbackStore."""
        wanted = select(FeedbackRow.id, FeedbackRow.said, FeedbackRow.note)
        rows = self._database.read(lambda session: session.execute(wanted).all())
        return sum(_resealed(self._database, sealer, *row) for row in rows)

    def _all(self, wanted: Select[Any]) -> list[Record]:
        rows = self._database.read(lambda session: session.scalars(wanted).all())
        return [self._record(row) for row in rows]

    def _values(self, record: Record) -> dict[str, object]:
        said = record.said
        text = {"question": said.about.question, "words": said.words}
        written = json.dumps(text, ensure_ascii=False) if any(text.values()) else None
        return {
            "key": said.key,
            "number": record.number,
            "conversation": said.conversation,
            "channel": said.channel,
            "first_at": record.first_at,
            "at": said.at,
            "message": said.about.message,
            "journey": said.about.journey,
            "aspect": said.about.aspect,
            "policies": " ".join(said.about.policies),
            "outcome": said.about.outcome,
            "as_of": said.about.as_of,
            "helpful": said.helpful,
            "reason": said.reason,
            "said": self._sealer.seal(written) if written else None,
            **self._closed(record.closing),
        }

    def _closed(self, closing: Closing | None) -> dict[str, object]:
        return {
            "note": self._sealer.seal(closing.note) if closing else None,
            "closed_by": closing.by if closing else None,
            "closed_at": closing.at if closing else None,
        }

    def _record(self, row: FeedbackRow) -> Record:
        text = json.loads(self._sealer.open(row.said)) if row.said else {}
        about = About(
            message=row.message,
            journey=row.journey,
            aspect=row.aspect,
            policies=tuple(row.policies.split()),
            outcome=row.outcome,
            as_of=row.as_of,
            question=text.get("question"),
        )
        said = Feedback(
            key=row.key,
            conversation=row.conversation,
            channel=Channel(row.channel),
            at=row.at,
            about=about,
            helpful=row.helpful,
            reason=Reason(row.reason) if row.reason else None,
            words=tuple(text.get("words", ())),
        )
        closing = None
        if row.note and row.closed_by and row.closed_at:
            closing = Closing(row.closed_by, row.closed_at, self._sealer.open(row.note))
        return Record(row.number, said, row.first_at, closing)


def _locked(which: Any) -> Select[FeedbackRow]:
    # The insert may have filled the session with another state of the same row.
    return (
        select(FeedbackRow).where(which).with_for_update().execution_options(populate_existing=True)
    )


def _fill(row: FeedbackRow, values: dict[str, object]) -> None:
    for name, value in values.items():
        setattr(row, name, value)


def _resealed(
    database: Database, sealer: Sealer, row: int, said: str | None, note: str | None
) -> int:
    """What was changed meanwhile is left alone: it was sealed just now."""
    sealed = {"said": said, "note": note}
    old = {name: text for name, text in sealed.items() if text and not sealer.is_newest(text)}
    if not old:
        return 0
    anew = {name: sealer.sealed_anew(text) for name, text in old.items()}
    same = [getattr(FeedbackRow, name) == text for name, text in old.items()]
    return database.change(update(FeedbackRow).where(FeedbackRow.id == row, *same).values(anew))


def _told(record: Record) -> dict[str, Any]:
    said = record.said
    return {
        "number": record.number,
        "at": said.at.isoformat(),
        "channel": said.channel,
        "question": said.about.question,
        "journey": said.about.journey,
        "policies": list(said.about.policies),
        "helpful": said.helpful,
        "reason": said.reason,
        "words": list(said.words),
        "open": record.is_open,
        "note": record.closing.note if record.closing else None,
    }
