"""Bookings in the SQL database: each call is one transaction, done once for each key."""

import json
from collections.abc import Callable, Collection
from datetime import datetime

from sqlalchemy import Engine, and_, func, or_, select
from sqlalchemy.orm import Session

from bot import errors
from bot.bookings.booking import OCCUPYING, Booking, State, Waiting, WaitingState
from bot.bookings.store import Call, Result, Work
from bot.errors import BookingRefused, KeyReused
from bot.storage.booking_tables import BookingRow, CallRow, WaitingRow
from bot.storage.booking_work import SqlWork, inserted
from bot.storage.transactions import Database


class SqlBookings:
    """The BookingStore over SQLite or PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        self._database = Database(engine)

    def once(self, call: Call, kind: type[Result], work: Callable[[Work], Result]) -> Result:
        """See BookingStore."""

        def attempt(session: Session) -> Result | BookingRefused:
            if not inserted(session, CallRow, _row_of(call)):
                return _replayed(session, call, kind)
            try:
                with session.begin_nested():
                    answer: Result | BookingRefused = work(SqlWork(session))
            except BookingRefused as refusal:
                answer = refusal
            session.get_one(CallRow, call.key).result = _written(answer)
            return answer

        answer = self._database.write(attempt)
        if isinstance(answer, BookingRefused):
            raise answer
        return answer

    def tidy(self, work: Callable[[Work], None]) -> None:
        """See BookingStore."""
        self._database.write(lambda session: work(SqlWork(session)))

    def find(self, reference: str) -> Booking | None:
        """See BookingStore."""
        wanted = select(BookingRow).where(
            BookingRow.reference == reference, BookingRow.state != State.CHANGED
        )
        row = self._database.read(lambda session: session.scalar(wanted))
        return row.booking() if row else None

    def of_owner(self, owner: str) -> list[Booking]:
        """See BookingStore."""
        wanted = (
            select(BookingRow)
            .where(BookingRow.owner == owner, BookingRow.state != State.CHANGED)
            .order_by(BookingRow.start, BookingRow.id)
        )
        return self._database.read(
            lambda session: [row.booking() for row in session.scalars(wanted)]
        )

    def waitings_of(self, owner: str) -> list[Waiting]:
        """See BookingStore."""
        wanted = (
            select(WaitingRow)
            .where(WaitingRow.owner == owner, WaitingRow.state == WaitingState.WAITING)
            .order_by(WaitingRow.start, WaitingRow.id)
        )
        return self._database.read(
            lambda session: [row.waiting() for row in session.scalars(wanted)]
        )

    def taken(
        self, offices: Collection[str], since: datetime, until: datetime, now: datetime
    ) -> dict[tuple[str, datetime], int]:
        """See BookingStore."""
        held = and_(BookingRow.state == State.HELD, BookingRow.held_until <= now)
        wanted = (
            select(BookingRow.office, BookingRow.start, func.count())
            .where(
                BookingRow.office.in_(offices),
                BookingRow.start.between(since, until),
                BookingRow.state.in_(OCCUPYING),
                or_(BookingRow.held_until.is_(None), ~held),
            )
            .group_by(BookingRow.office, BookingRow.start)
        )
        rows = self._database.read(lambda session: session.execute(wanted).all())
        return {(office, start): count for office, start, count in rows}

    def lapsed(self, now: datetime) -> list[Booking]:
        """See BookingStore."""
        wanted = select(BookingRow).where(
            BookingRow.state == State.HELD, BookingRow.held_until <= now
        )
        return self._database.read(
            lambda session: [row.booking() for row in session.scalars(wanted)]
        )

    def waited_for(self, now: datetime) -> list[tuple[str, datetime]]:
        """See BookingStore."""
        wanted = (
            select(WaitingRow.office, WaitingRow.start)
            .where(WaitingRow.state == WaitingState.WAITING, WaitingRow.start > now)
            .distinct()
        )
        rows = self._database.read(lambda session: session.execute(wanted).all())
        return [(office, start) for office, start in rows]


def _row_of(call: Call) -> dict[str, object]:
    return {"key": call.key, "request": call.request, "result": "", "at": call.at}


def _replayed(session: Session, call: Call, kind: type[Result]) -> Result | BookingRefused:
    """What the key was answered before."""
    row = session.get_one(CallRow, call.key)
    if row.request != call.request:
        raise KeyReused
    told = json.loads(row.result)
    if "refused" in told:
        refusal: BookingRefused = getattr(errors, told["refused"])(*told["with"])
        return refusal
    answer: Result = kind.model_validate(told)
    return answer


def _written(answer: Booking | Waiting | BookingRefused) -> str:
    if isinstance(answer, BookingRefused):
        return json.dumps({"refused": type(answer).__name__, "with": answer.args})
    return answer.model_dump_json()
