"""Alembic runs this on the connection that `bot.storage.database.migrate` hands it."""

from alembic import context

from bot.storage import (  # noqa: F401  (their tables belong to Base)
    application_tables,
    audit,
    booking_tables,
    feedback_tables,
    identity_tables,
    notices_tables,
    switches,
)
from bot.storage.outcomes import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
