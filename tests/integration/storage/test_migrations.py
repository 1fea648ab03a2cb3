"""What the migrations make, against what the program believes."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Boolean, Date, DateTime, Engine, Integer, String, inspect

from bot.storage import booking_tables  # noqa: F401  (its tables belong to Base)
from bot.storage.database import MIGRATIONS, migrate
from bot.storage.outcomes import Base


@pytest.fixture
def migrated(engine: Engine) -> Engine:
    migrate(engine)
    return engine


def test_the_migrated_schema_is_the_one_of_the_model(migrated: Engine) -> None:
    with migrated.connect() as connection:
        options = {"compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)

        assert compare_metadata(context, Base.metadata) == []


def test_no_column_could_hold_the_text_of_a_message(migrated: Engine) -> None:
    inspector = inspect(migrated)
    columns = {
        f"{table}.{column['name']}": column["type"]
        for table in inspector.get_table_names()
        for column in inspector.get_columns(table)
    }
    strings = {name: kind.length for name, kind in columns.items() if isinstance(kind, String)}

    # Hashes, ids and names out of short lists of ours; a new column has to be thought about.
    assert strings == {
        "alembic_version.version_num": 32,
        "turn_outcomes.conversation": 64,
        "turn_outcomes.journey": 32,
        "turn_outcomes.aspect": 32,
        "turn_outcomes.policy": 64,
        "turn_outcomes.outcome": 32,
        "bookings.reference": 8,
        "bookings.owner": 64,
        "bookings.office": 64,
        "bookings.item": 64,
        "bookings.state": 16,
        "booking_waitings.owner": 64,
        "booking_waitings.office": 64,
        "booking_waitings.item": 64,
        "booking_waitings.state": 16,
        "booking_calls.key": 64,
        "booking_calls.request": 64,
        # A booking as JSON: the same hashes, ids and times.
        "booking_calls.result": 1000,
    }
    others = {kind for name, kind in columns.items() if name not in strings}
    assert all(isinstance(kind, Integer | DateTime | Date | Boolean) for kind in others)


def test_the_migrations_are_one_line_without_branches() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))

    assert len(ScriptDirectory.from_config(config).get_heads()) == 1
