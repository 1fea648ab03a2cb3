"""The register of turns on both databases."""

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.storage.database import connect, migrate
from bot.storage.outcomes import Outcomes, TurnOutcome

VALUES = {
    "at": datetime(2025, 3, 1, 12, 30, 15, 250_000, tzinfo=UTC),
    "conversation": "f" * 64,
    "journey": "policy_info",
    "aspect": "materials",
    "policy": "startup-subsidy",
    "outcome": "answered",
    "latency_ms": 123,
}


@pytest.fixture
def migrated(engine: Engine) -> Engine:
    migrate(engine)
    return engine


@pytest.fixture
def unreachable() -> Iterator[Engine]:
    with socket.socket() as never_listens:
        never_listens.bind(("127.0.0.1", 0))
        port = never_listens.getsockname()[1]
        engine = connect(f"postgresql://somebody@127.0.0.1:{port}/suyetong")
        yield engine
        engine.dispose()


def stored(engine: Engine) -> list[dict[str, object]]:
    with Session(engine) as session:
        rows = session.scalars(select(TurnOutcome).order_by(TurnOutcome.id)).all()
        columns = [column.name for column in TurnOutcome.__table__.columns]
        return [{column: getattr(row, column) for column in columns} for row in rows]


def test_every_column_of_a_turn_is_stored(migrated: Engine) -> None:
    Outcomes(migrated).record(TurnOutcome(**VALUES))

    [row] = stored(migrated)
    at = row["at"]
    assert isinstance(at, datetime)
    # SQLite gives times back without a zone.
    row["at"] = at.replace(tzinfo=UTC) if at.tzinfo is None else at
    assert row == {"id": 1, **VALUES}


def test_a_turn_about_no_policy_is_stored(migrated: Engine) -> None:
    Outcomes(migrated).record(TurnOutcome(**VALUES | {"aspect": None, "policy": None}))

    [row] = stored(migrated)
    assert (row["aspect"], row["policy"]) == (None, None)


@pytest.mark.parametrize("column", ["at", "conversation", "journey", "outcome", "latency_ms"])
def test_a_turn_without_a_column_that_it_needs_is_refused(migrated: Engine, column: str) -> None:
    with pytest.raises(SQLAlchemyError):
        Outcomes(migrated).record(TurnOutcome(**VALUES | {column: None}))

    assert stored(migrated) == []


def test_turns_recorded_at_the_same_moment_are_all_stored(migrated: Engine) -> None:
    outcomes = Outcomes(migrated)

    with ThreadPoolExecutor(8) as threads:
        turns = [TurnOutcome(**VALUES | {"latency_ms": number}) for number in range(80)]
        list(threads.map(outcomes.record, turns))

    with Session(migrated) as session:
        assert session.scalar(select(func.count(TurnOutcome.latency_ms.distinct()))) == 80


def test_a_database_that_answers_passes_the_check(migrated: Engine) -> None:
    Outcomes(migrated).ping()


def test_a_database_that_does_not_answer_fails_the_check(unreachable: Engine) -> None:
    with pytest.raises(SQLAlchemyError):
        Outcomes(unreachable).ping()


def test_a_turn_that_cannot_be_recorded_says_so(unreachable: Engine) -> None:
    with pytest.raises(SQLAlchemyError):
        Outcomes(unreachable).record(TurnOutcome(**VALUES))
