"""Bookings, calls and turns that are over, in both databases."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from bot.bookings.booking import State
from bot.bookings.owner import owner_hash
from bot.storage.booking_tables import BookingRow, CallRow, WaitingRow
from bot.storage.bookings import SqlBookings
from bot.storage.database import migrate
from bot.storage.forgetting import NOBODY, AnsweredCalls, BookingsThatEnded, TurnsPast
from bot.storage.outcomes import Outcomes, TurnOutcome
from tests.booking_data import NEXT_DAY, NINE, NOW, SECRET, People, office, plan

END = NINE + timedelta(minutes=30)
SECOND = timedelta(seconds=1)


@pytest.fixture
def people(engine: Engine) -> People:
    migrate(engine)
    return People(SqlBookings(engine), plan(office("one", capacity=1)))


def rows(engine: Engine, table: type) -> int:
    with Session(engine) as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_a_booking_is_deleted_after_its_time_and_not_before(people: People, engine: Engine) -> None:
    people.book("ann")
    later = people.book("ann", NEXT_DAY)
    ended = BookingsThatEnded(engine)

    assert ended.forget(END) == 0
    assert ended.forget(END + SECOND) == 1
    assert ended.forget(END + SECOND) == 0
    assert people.desk.mine("ann", NOW) == [later]


def test_a_place_on_a_waiting_list_is_deleted_with_its_slot(people: People, engine: Engine) -> None:
    people.book("ann")
    people.wait("bob")

    BookingsThatEnded(engine).forget(NINE)
    assert rows(engine, WaitingRow) == 1
    assert BookingsThatEnded(engine).forget(NINE + SECOND) == 1
    assert rows(engine, WaitingRow) == 0


def test_a_call_is_deleted_after_its_time_and_its_key_is_free(
    people: People, engine: Engine
) -> None:
    people.book("ann", key="k-1")
    people.book("bob", NEXT_DAY, key="k-1", now=NOW + SECOND)
    calls = AnsweredCalls(engine)

    assert calls.forget(NOW) == 0
    assert calls.forget(NOW + SECOND) == 1
    assert rows(engine, CallRow) == 1


def test_an_owner_s_bookings_without_effect_are_deleted_and_nobody_else_s(
    people: People, engine: Engine
) -> None:
    people.cancel("ann", people.book("ann"))
    stands = people.book("ann", NEXT_DAY)
    people.cancel("bob", people.book("bob"))
    people.wait("bob", NEXT_DAY)
    ended = BookingsThatEnded(engine)

    assert ended.forget_owner(owner_hash(SECRET, "ann")) == 1
    assert people.desk.mine("ann", NOW) == [stands]
    assert rows(engine, BookingRow) == 2
    assert rows(engine, WaitingRow) == 1

    assert ended.forget_owner(owner_hash(SECRET, "bob")) == 2
    assert rows(engine, WaitingRow) == 0


def test_a_missed_booking_stays_and_keeps_its_effect(people: People, engine: Engine) -> None:
    people.miss(people.book("ann"), END)

    assert BookingsThatEnded(engine).forget_owner(owner_hash(SECRET, "ann")) == 0
    with Session(engine) as session:
        assert session.scalars(select(BookingRow.state)).all() == [State.MISSED]


def test_no_answer_to_a_call_of_an_owner_who_is_gone_stays(people: People, engine: Engine) -> None:
    people.cancel("ann", people.book("ann"))
    people.book("bob")
    BookingsThatEnded(engine).forget_owner(owner_hash(SECRET, "ann"))

    with Session(engine) as session:
        results = session.scalars(select(CallRow.result)).all()
    assert len(results) == 1
    assert owner_hash(SECRET, "ann") not in results[0]


def turn(at: datetime, conversation: str = "c" * 64) -> TurnOutcome:
    return TurnOutcome(
        at=at.astimezone(UTC),
        conversation=conversation,
        journey="policy_info",
        outcome="answered",
        latency_ms=1,
    )


def test_outcomes_are_deleted_after_their_time_to_the_second(engine: Engine) -> None:
    migrate(engine)
    for at in (NOW - SECOND, NOW, NOW + SECOND):
        Outcomes(engine).record(turn(at))

    assert TurnsPast(engine).forget(NOW) == 1
    assert TurnsPast(engine).forget(NOW) == 0
    assert rows(engine, TurnOutcome) == 2


def test_the_turns_of_a_conversation_are_counted_on_without_its_name(engine: Engine) -> None:
    migrate(engine)
    for conversation in ("a" * 64, "a" * 64, "b" * 64):
        Outcomes(engine).record(turn(NOW, conversation))

    assert TurnsPast(engine).forget_conversation("a" * 64) == 2
    assert TurnsPast(engine).forget_conversation("a" * 64) == 0
    with Session(engine) as session:
        names = session.scalars(select(TurnOutcome.conversation)).all()
    assert sorted(names) == [NOBODY, NOBODY, "b" * 64]
