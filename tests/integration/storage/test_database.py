"""Connecting to both databases and bringing their schema up to date."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, inspect, select, text

from bot.storage import database
from bot.storage.database import connect, migrate

BAD_REVISION = '''
"""Fails half-way."""

import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table("half_done", sa.Column("id", sa.Integer, primary_key=True))
    op.add_column("turn_outcomes", sa.Column("half_done", sa.Integer))
    op.execute("INSERT INTO half_done (id) VALUES (1)")
    raise RuntimeError("half-way")
'''

# A process, not a thread: Alembic keeps what it works on in module variables.
MIGRATE_SLOWLY = """
import sys
import time

from sqlalchemy import Engine, event

from bot.storage.database import connect, migrate


@event.listens_for(Engine, "after_cursor_execute")
def pause(connection, cursor, statement, *_):
    if statement.strip().startswith("CREATE TABLE turn_outcomes"):
        print("half-way", flush=True)
        time.sleep(0.5)


migrate(connect(sys.argv[1]))
"""


def _described(index: Any) -> str:
    """An index; a condition in it by its words, for it is another object each time."""
    options = {name: str(value) for name, value in index.get("dialect_options", {}).items()}
    return repr({**index, "dialect_options": options})


def schema(engine: Engine) -> dict[str, list[str]]:
    """Every table with its columns and its indexes, and the revision that it says it has."""
    inspector = inspect(engine)
    found = {
        table: [
            *(repr(column) for column in inspector.get_columns(table)),
            *(_described(index) for index in inspector.get_indexes(table)),
        ]
        for table in inspector.get_table_names()
    }
    if "alembic_version" in found:
        with engine.connect() as connection:
            revisions = connection.execute(text("SELECT version_num FROM alembic_version"))
            found["revision"] = [str(revision) for revision in revisions.scalars()]
    return found


@pytest.fixture
def with_bad_revision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Migrations whose newest one fails; undone by the monkeypatch that is returned."""
    copy = tmp_path / "migrations"
    shutil.copytree(database.MIGRATIONS, copy, ignore=shutil.ignore_patterns("__pycache__"))
    head = max(path.name for path in (copy / "versions").glob("*.py"))[:4]
    (copy / "versions" / "9999_half_way.py").write_text(
        BAD_REVISION.replace('"0001"', f'"{head}"'), encoding="utf-8"
    )
    monkeypatch.setattr(database, "MIGRATIONS", copy)
    return monkeypatch


def test_both_databases_answer(engine: Engine) -> None:
    with engine.connect() as connection:
        assert connection.scalar(select(1)) == 1


def test_the_tests_run_on_the_databases_that_their_names_say(
    engine: Engine, request: pytest.FixtureRequest
) -> None:
    assert engine.dialect.name in request.node.name


def test_migrating_twice_is_harmless(engine: Engine) -> None:
    migrate(engine)
    once = schema(engine)
    migrate(engine)

    assert schema(engine) == once
    assert "turn_outcomes" in once


def test_migrating_an_up_to_date_database_keeps_its_rows(engine: Engine) -> None:
    migrate(engine)
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO turn_outcomes (at, conversation, journey, outcome, latency_ms)"
                " VALUES ('2025-03-01 12:00:00', 'c', 'policy_info', 'answered', 1)"
            )
        )
    migrate(engine)

    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM turn_outcomes")) == 1


@pytest.mark.usefixtures("with_bad_revision")
def test_a_migration_that_fails_changes_nothing_in_an_empty_database(engine: Engine) -> None:
    with pytest.raises(RuntimeError, match="half-way"):
        migrate(engine)

    assert schema(engine) == {}


def test_a_migration_that_fails_changes_nothing_in_a_database_in_use(
    engine: Engine, request: pytest.FixtureRequest
) -> None:
    migrate(engine)
    before = schema(engine)
    request.getfixturevalue("with_bad_revision")

    with pytest.raises(RuntimeError, match="half-way"):
        migrate(engine)

    assert schema(engine) == before


def test_after_a_migration_that_failed_the_mended_one_goes_through(
    engine: Engine, with_bad_revision: pytest.MonkeyPatch
) -> None:
    with pytest.raises(RuntimeError, match="half-way"):
        migrate(engine)
    with_bad_revision.undo()

    migrate(engine)

    assert "turn_outcomes" in schema(engine)


def test_a_process_that_starts_while_another_one_migrates_finds_the_database_migrated(
    engine: Engine, database_url: str
) -> None:
    other = subprocess.Popen(
        [sys.executable, "-c", MIGRATE_SLOWLY, database_url],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert other.stdout
    assert other.stdout.readline() == "half-way\n"
    try:
        migrate(engine)
    finally:
        _, error = other.communicate(timeout=30)

    assert other.returncode == 0, error[-600:]
    assert "turn_outcomes" in schema(engine)


def test_the_folder_of_a_sqlite_file_is_made(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path}/new/folder/suyetong.db")
    migrate(engine)
    engine.dispose()

    assert (tmp_path / "new" / "folder" / "suyetong.db").is_file()


def test_sqlite_uses_its_write_ahead_log_and_waits_for_others(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path}/suyetong.db")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 5000
    engine.dispose()


def test_a_plain_postgresql_address_uses_the_driver_that_we_install() -> None:
    engine = connect("postgresql://somebody:secret@127.0.0.1:1/suyetong")

    assert engine.dialect.driver == "psycopg"
    assert engine.url.password == "secret"
