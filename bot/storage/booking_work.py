"""What is done to bookings inside one transaction.

A place is taken by inserting its number: the unique index lets one in and turns away the other.
"""

import secrets
from datetime import datetime

from sqlalchemy import Select, literal, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Session

from bot.bookings.booking import OCCUPYING, Booking, State, Waiting, WaitingState
from bot.bookings.references import new_reference
from bot.bookings.store import Wanted
from bot.errors import SlotFull, StoreUnavailable, TooManyThatDay
from bot.storage.booking_tables import BookingRow, WaitingRow

# Each try that fails means that somebody else got a place: far fewer than this are needed.
_TRIES = 2000


class SqlWork:
    """The Work over one open transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, reference: str) -> Booking | None:
        """See Work."""
        row = self._session.scalar(_live(reference).with_for_update())
        return row.booking() if row else None

    def active_of(self, owner: str) -> list[Booking]:
        """See Work."""
        wanted = select(BookingRow).where(
            BookingRow.owner == owner, BookingRow.state.in_((State.HELD, State.BOOKED))
        )
        return self._locked(wanted)

    def missed_by(self, owner: str) -> list[datetime]:
        """See Work."""
        wanted = select(BookingRow.start).where(
            BookingRow.owner == owner, BookingRow.state == State.MISSED
        )
        return list(self._session.scalars(wanted))

    def taken_at(self, office: str, start: datetime) -> int:
        """See Work."""
        return len(self._places(office, start))

    def take(self, wanted: Wanted) -> Booking:
        """See Work. Places beyond the slot's, left by a plan with more, count as taken."""
        slot = wanted.slot
        for _ in range(_TRIES):
            turn = self._free_turn(wanted)
            taken = self._places(slot.office, slot.start)
            free = [number for number in range(1, slot.capacity + 1) if number not in taken]
            beyond = [number for number in taken if number > slot.capacity]
            if not free:
                raise SlotFull
            place = secrets.choice(free)
            if beyond:
                self._move(taken[beyond[0]], place)
                continue
            booking = _booking(wanted)
            numbers = {"place": place, "places": slot.capacity, "turn": turn}
            values = {**booking.model_dump(), **numbers, "day": slot.start.date()}
            if inserted(self._session, BookingRow, values):
                return booking
        raise StoreUnavailable("too many clashes")

    def keep(self, booking: Booking) -> Booking:
        """See Work."""
        row = self._session.scalars(_live(booking.reference)).one()
        row.state, row.held_until = booking.state, booking.held_until
        row.changed_at = booking.changed_at
        self._session.flush()
        return booking

    def lapsed_at(self, office: str, start: datetime, now: datetime) -> list[Booking]:
        """See Work."""
        return self._locked(
            select(BookingRow).where(
                BookingRow.office == office,
                BookingRow.start == start,
                BookingRow.state == State.HELD,
                BookingRow.held_until <= now,
            )
        )

    def join(self, waiting: Waiting) -> Waiting:
        """See Work."""
        inserted(self._session, WaitingRow, waiting.model_dump())
        return self._session.scalars(_place_in_line(waiting)).one().waiting()

    def waiting_of(self, owner: str, office: str, start: datetime) -> Waiting | None:
        """See Work."""
        wanted = _in_line(owner, office, start).with_for_update()
        row = self._session.scalar(wanted.execution_options(populate_existing=True))
        return row.waiting() if row else None

    def next_waiting(self, office: str, start: datetime) -> Waiting | None:
        """See Work."""
        first = (
            select(WaitingRow)
            .where(
                WaitingRow.office == office,
                WaitingRow.start == start,
                WaitingRow.state == WaitingState.WAITING,
            )
            .order_by(WaitingRow.joined_at, WaitingRow.id)
            .limit(1)
            .with_for_update(skip_locked=True)
            .execution_options(populate_existing=True)
        )
        row = self._session.scalar(first)
        return row.waiting() if row else None

    def keep_waiting(self, waiting: Waiting, state: WaitingState) -> None:
        """See Work."""
        self._session.scalars(_place_in_line(waiting)).one().state = state
        self._session.flush()

    def _locked(self, wanted: Select[BookingRow]) -> list[Booking]:
        # Always in the same order, so that two transactions do not wait for each other.
        rows = self._session.scalars(
            wanted.order_by(BookingRow.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        return [row.booking() for row in rows]

    def _places(self, office: str, start: datetime) -> dict[int, int]:
        """The numbers of the places that are taken, each with its booking's id."""
        wanted = select(BookingRow.place, BookingRow.id).where(
            BookingRow.office == office,
            BookingRow.start == start,
            BookingRow.state.in_(OCCUPYING),
        )
        return {place: id for place, id in self._session.execute(wanted)}

    def _free_turn(self, wanted: Wanted) -> int:
        used = set(
            self._session.scalars(
                select(BookingRow.turn).where(
                    BookingRow.owner == wanted.owner,
                    BookingRow.day == wanted.slot.start.date(),
                    BookingRow.state.in_(OCCUPYING),
                )
            )
        )
        for turn in range(1, wanted.bookings_a_day + 1):
            if turn not in used:
                return turn
        raise TooManyThatDay

    def _move(self, id: int, place: int) -> None:
        """Give a booking beyond the last place a place that is free; another may be quicker."""
        try:
            with self._session.begin_nested():
                self._session.execute(
                    update(BookingRow).where(BookingRow.id == id).values(place=place)
                )
        except IntegrityError:
            return


def inserted(session: Session, table: type[DeclarativeBase], values: dict[str, object]) -> bool:
    """Insert, unless a unique index holds the same; whether it was inserted.

    It waits for a transaction that is about to insert the same.
    """
    on = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    statement = on.insert(table).values(values).on_conflict_do_nothing().returning(literal(1))
    return session.connection().execute(statement).first() is not None


def _live(reference: str) -> Select[BookingRow]:
    return (
        select(BookingRow)
        .where(BookingRow.reference == reference, BookingRow.state != State.CHANGED)
        .execution_options(populate_existing=True)
    )


def _place_in_line(waiting: Waiting) -> Select[WaitingRow]:
    return _in_line(waiting.owner, waiting.office, waiting.start)


def _in_line(owner: str, office: str, start: datetime) -> Select[WaitingRow]:
    return select(WaitingRow).where(
        WaitingRow.owner == owner,
        WaitingRow.office == office,
        WaitingRow.start == start,
        WaitingRow.state == WaitingState.WAITING,
    )


def _booking(wanted: Wanted) -> Booking:
    return Booking(
        reference=wanted.reference or new_reference(),
        owner=wanted.owner,
        office=wanted.slot.office,
        item=wanted.item,
        start=wanted.slot.start,
        end=wanted.slot.end,
        state=wanted.state,
        held_until=wanted.held_until,
        offered=wanted.offered,
        made_at=wanted.at,
        changed_at=wanted.at,
    )
