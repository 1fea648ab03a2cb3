"""Ways to book a place in the same table: ours, count and insert, and a locked row."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, func, insert, select, text

from bot.bookings.booking import OCCUPYING, State
from bot.bookings.desk import Desk
from bot.bookings.owner import owner_hash
from bot.bookings.plan import SHANGHAI, Plan
from bot.bookings.references import new_reference
from bot.bookings.slots import slot_at
from bot.bookings.store import Wanted, Work
from bot.errors import SlotFull
from bot.storage.booking_tables import BookingRow
from bot.storage.bookings import SqlBookings
from bot.storage.outcomes import Base

ITEM = "registration"
PLACES = 50
NOW = datetime(2026, 11, 24, 10, tzinfo=SHANGHAI)
START = datetime(2026, 11, 25, 9, tzinfo=SHANGHAI)
_MINUTES = 30
_SECRET = b"k" * 32


class Way(Protocol):
    """One way to book."""

    def book(self, person: str, office: str) -> bool:
        """Take one of the `PLACES` of the office's only slot; False when it is full."""


@dataclass(frozen=True)
class Ours:
    """The product's own desk and store, with all that they promise besides."""

    desk: Desk

    def book(self, person: str, office: str) -> bool:
        try:
            self.desk.book(person, "key", office, ITEM, START, NOW)
        except SlotFull:
            return False
        return True


@dataclass(frozen=True)
class OurPlaceAlone:
    """What gives a place and nothing else: as much as the other ways do."""

    store: SqlBookings
    plan: Plan

    def book(self, person: str, office: str) -> bool:
        owner = owner_hash(_SECRET, person)
        slot = slot_at(self.plan.office(office), START)
        wanted = Wanted(owner, ITEM, slot, State.BOOKED, NOW, bookings_a_day=1)

        def take(work: Work) -> None:
            work.take(wanted)

        try:
            self.store.tidy(take)
        except SlotFull:
            return False
        return True


@dataclass(frozen=True)
class CheckThenInsert:
    """Count, and insert if there is room; nothing in the table stands against it.

    On PostgreSQL both are in one transaction, READ COMMITTED as by default. On SQLite the count is
    over before the insert begins, as with Python's driver: it opens a transaction to write only.
    """

    engine: Engine

    def book(self, person: str, office: str) -> bool:
        if self.engine.dialect.name == "postgresql":
            with self.engine.begin() as connection:
                taken = _taken(connection, office)
                return taken < PLACES and _insert(connection, person, office, taken)
        with self.engine.begin() as connection:
            taken = _taken(connection, office)
        if taken >= PLACES:
            return False
        with self.engine.execution_options(writes_at_once=True).begin() as connection:
            return _insert(connection, person, office, taken)


@dataclass(frozen=True)
class LockedRow:
    """The slot's own row is locked with SELECT … FOR UPDATE, then count and insert.

    SQLite has no lock of a row: BEGIN IMMEDIATE, which locks the whole file, is what one uses.
    """

    engine: Engine

    def book(self, person: str, office: str) -> bool:
        with self.engine.execution_options(writes_at_once=True).begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(_LOCK, {"office": office})
            taken = _taken(connection, office)
            return taken < PLACES and _insert(connection, person, office, taken)


WAYS = ("ours", "our_place_alone", "check_then_insert", "locked_row")
_LOCK = text("SELECT office FROM slots WHERE office = :office FOR UPDATE")


def way_of(name: str, engine: Engine, offices: list[str]) -> Way:
    """The way with this name, over a database that `prepare` has made."""
    store, plan = SqlBookings(engine), _plan(offices)
    if name == "ours":
        return Ours(Desk(store, plan, _SECRET))
    if name == "our_place_alone":
        return OurPlaceAlone(store, plan)
    return CheckThenInsert(engine) if name == "check_then_insert" else LockedRow(engine)


def prepare(name: str, engine: Engine, offices: list[str]) -> None:
    """Make the product's tables; for the other ways without what stands against overbooking."""
    Base.metadata.create_all(engine)
    if name in ("ours", "our_place_alone"):
        return
    with engine.begin() as connection:
        for index in ("uq_bookings_place", "uq_bookings_turn"):
            connection.execute(text(f"DROP INDEX {index}"))
        # A slot's bookings are still found by an index; only uniqueness is gone.
        connection.execute(text("CREATE INDEX ix_bookings_slot ON bookings (office, start)"))
        connection.execute(text("CREATE TABLE slots (office VARCHAR(64) PRIMARY KEY)"))
        for office in offices:
            connection.execute(text("INSERT INTO slots VALUES (:office)"), {"office": office})


def counted(engine: Engine, offices: list[str]) -> dict[str, int]:
    """How many bookings each office's slot has in the end."""
    wanted = (
        select(BookingRow.office, func.count())
        .where(BookingRow.office.in_(offices), BookingRow.state.in_(OCCUPYING))
        .group_by(BookingRow.office)
    )
    with engine.connect() as connection:
        return {office: count for office, count in connection.execute(wanted)}


def _taken(connection: Connection, office: str) -> int:
    wanted = select(func.count()).where(
        BookingRow.office == office,
        BookingRow.start == START,
        BookingRow.state.in_(OCCUPYING),
    )
    return connection.scalar(wanted) or 0


def _insert(connection: Connection, person: str, office: str, taken: int) -> bool:
    row: dict[str, Any] = {
        "reference": new_reference(),
        "owner": owner_hash(_SECRET, person),
        "office": office,
        "item": ITEM,
        "start": START,
        "end": START + timedelta(minutes=_MINUTES),
        "day": START.date(),
        "place": taken + 1,
        "places": PLACES,
        "turn": 1,
        "state": State.BOOKED,
        "offered": False,
        "made_at": NOW,
        "changed_at": NOW,
    }
    connection.execute(insert(BookingRow).values(row))
    return True


def _plan(offices: list[str]) -> Plan:
    rules = {
        "days_ahead_at_least": 1,
        "workdays_ahead_at_most": 5,
        "change_until_hours": 2,
        "bookings_a_day": 1,
        "misses_a_month": 2,
        "hold_minutes": 5,
        "offer_minutes": 30,
    }
    office = {
        "region": "示甲市",
        "items": [ITEM],
        "slot_minutes": _MINUTES,
        "capacity": PLACES,
        "week": {"wednesday": ["09:00-09:30"]},
    }
    return Plan.model_validate(
        {
            "rules": {name: {"value": value, "text": "示例。"} for name, value in rules.items()},
            "offices": [{"id": id, "name": id, **office} for id in offices],
        }
    )
