"""What the migrations make, against what the program believes."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Boolean, Date, DateTime, Engine, Integer, String, inspect

from bot.storage import (  # noqa: F401  (their tables belong to Base)
    application_tables,
    audit,
    booking_tables,
    feedback_tables,
    identity_tables,
    notices_tables,
    switches,
)
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
        # Digests, states, and what is sealed.
        "identity_challenges.conversation": 64,
        "identity_challenges.id": 32,
        "identity_challenges.purpose": 16,
        "identity_challenges.number": 64,
        "identity_challenges.subject": 64,
        "identity_challenges.phone": 255,
        "identity_challenges.code": 64,
        "identity_sessions.conversation": 64,
        "identity_sessions.purpose": 16,
        "identity_sessions.subject": 64,
        "identity_sessions.phone_sealed": 255,
        "identity_tries.kind": 16,
        "identity_tries.digest": 64,
        "identity_tries.event": 16,
        "identity_watches.digest": 64,
        "identity_watches.kind": 16,
        "applications.number": 64,
        "applications.person": 64,
        "applications.person_kind": 16,
        "applications.number_sealed": 200,
        "applications.person_sealed": 200,
        "applications.name_sealed": 700,
        "applications.phone_sealed": 200,
        "applications.item": 64,
        "applications.region": 64,
        "applications.stage": 16,
        "applications.source": 16,
        "applications.sealed_by": 64,
        "application_events.stage": 16,
        "application_events.note_sealed": 1200,
        "erased_persons.person": 64,
        "notices.key": 128,
        "notices.template": 32,
        "notices.recipient": 256,
        "notices.content": 4096,
        "notices.state": 16,
        "booking_contacts.owner": 64,
        "booking_contacts.phone": 256,
        "booking_contacts.phone_digest": 64,
        "feedback.key": 64,
        "feedback.number": 8,
        "feedback.conversation": 64,
        "feedback.channel": 16,
        "feedback.message": 64,
        "feedback.journey": 32,
        "feedback.aspect": 32,
        "feedback.policies": 800,
        "feedback.outcome": 32,
        "feedback.reason": 32,
        # Sealed: what was asked and said, and what an officer noted.
        "feedback.said": 32000,
        "feedback.note": 4000,
        "feedback.closed_by": 96,
        # An officer's own words; never a citizen's.
        "switch_changes.actor": 96,
        "switch_changes.switch": 32,
        "switch_changes.why": 800,
        "switch_changes.words": 800,
        "audit_records.actor": 96,
        "audit_records.action": 32,
        "audit_records.subject": 64,
        "audit_records.client": 64,
        "audit_records.detail": 64,
    }
    others = {kind for name, kind in columns.items() if name not in strings}
    assert all(isinstance(kind, Integer | DateTime | Date | Boolean) for kind in others)


def test_the_migrations_are_one_line_without_branches() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))

    assert len(ScriptDirectory.from_config(config).get_heads()) == 1
