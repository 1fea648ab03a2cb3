"""The use-cases over both databases, and what only a database can get wrong."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, inspect, text, update
from sqlalchemy.exc import IntegrityError

from bot.bookings.booking import Booking, State
from bot.bookings.owner import call_of
from bot.bookings.store import Work
from bot.errors import SlotFull, StoreUnavailable
from bot.storage.booking_tables import BookingRow
from bot.storage.bookings import SqlBookings
from bot.storage.database import connect, migrate
from tests.booking_data import NINE, NOW, SECRET, People, key, office, plan
from tests.booking_suite import BookingSuite


@pytest.fixture
def store(engine: Engine) -> SqlBookings:
    migrate(engine)
    return SqlBookings(engine)


class TestInTheDatabase(BookingSuite):
    pass


def columns(engine: Engine) -> str:
    """Every row of every table, as text."""
    with engine.connect() as connection:
        return "\n".join(
            str(row)
            for table in inspect(engine).get_table_names()
            for row in connection.execute(text(f'SELECT * FROM "{table}"'))
        )


def test_the_person_and_the_key_are_nowhere_in_clear(store: SqlBookings, engine: Engine) -> None:
    people = People(store, plan(office("one", capacity=1)))
    people.hold("13800138000-ann", key="a-secret-key")
    people.wait("13800138000-bob", key="another-secret-key")

    kept = columns(engine)

    assert "one" in kept
    for secret in ("13800138000", "ann", "bob", "secret"):
        assert secret not in kept


def test_a_booking_reads_as_it_was_written_to_the_microsecond(store: SqlBookings) -> None:
    people = People(store, plan())
    made = people.book("ann", now=NOW + timedelta(microseconds=7))

    assert store.find(made.reference) == made
    assert str(store.find(made.reference).start.tzinfo) == "Asia/Shanghai"  # type: ignore[union-attr]


def test_the_database_itself_refuses_a_second_booking_of_a_place(
    store: SqlBookings, engine: Engine
) -> None:
    people = People(store, plan())
    people.book("ann")
    people.book("bob")

    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(update(BookingRow).values(place=1))
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(update(BookingRow).where(BookingRow.place == 1).values(place=3))
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(update(BookingRow).values(owner="o" * 64))


def test_work_that_fails_leaves_nothing_and_its_key_unused(store: SqlBookings) -> None:
    people = People(store, plan())
    made = people.book("ann")
    call = call_of(SECRET, "ann", "k-1", "cancel", {"reference": made.reference}, NOW)

    def fails(work: Work) -> Booking:
        work.keep(made.to(State.CANCELLED, NOW))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        store.once(call, Booking, fails)
    assert people.desk.mine("ann", NOW) == [made]
    assert people.desk.cancel("ann", "k-1", made.reference, NOW).state is State.CANCELLED


def test_a_database_that_was_not_migrated_is_unavailable(engine: Engine) -> None:
    people = People(SqlBookings(engine), plan())

    for call in (
        lambda: people.book("ann"),
        lambda: people.desk.mine("ann", NOW),
        lambda: people.counter.release(NOW),
        lambda: people.free(),
    ):
        with pytest.raises(StoreUnavailable):
            call()


def test_two_connections_see_one_truth(store: SqlBookings, database_url: str) -> None:
    other = connect(database_url)
    here, there = People(store, plan()), People(SqlBookings(other), plan())
    here.book("ann")
    there.book("bob")

    with pytest.raises(SlotFull):
        here.book("cid")
    assert there.book("ann", NINE + timedelta(days=1), key=key())
    other.dispose()
