"""Whose appointment is near, and to whom a place is offered, in the SQL database."""

from datetime import datetime

from sqlalchemy import Engine, select

from bot.bookings.booking import Booking, State
from bot.storage.booking_tables import BookingRow
from bot.storage.transactions import Database


class SqlBookingsToRemind:
    """The BookingsToRemind over SQLite or PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        self._database = Database(engine)

    def booked_between(self, since: datetime, until: datetime) -> list[Booking]:
        """See BookingsToRemind."""
        wanted = (
            select(BookingRow)
            .where(BookingRow.state == State.BOOKED, BookingRow.start.between(since, until))
            .order_by(BookingRow.start, BookingRow.id)
        )
        return self._database.read(
            lambda session: [row.booking() for row in session.scalars(wanted)]
        )

    def offered(self, now: datetime) -> list[Booking]:
        """See BookingsToRemind."""
        wanted = (
            select(BookingRow)
            .where(
                BookingRow.state == State.HELD,
                BookingRow.offered.is_(True),
                BookingRow.held_until > now,
            )
            .order_by(BookingRow.id)
        )
        return self._database.read(
            lambda session: [row.booking() for row in session.scalars(wanted)]
        )
