"""What the migration makes of the register's tables, against what the program believes."""

from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine

from bot.sealing import Sealer
from bot.storage.application_tables import ApplicationEventRow, ApplicationRow, ErasedPersonRow
from bot.storage.applications import SqlRegister
from bot.storage.database import migrate
from bot.storage.outcomes import Base
from tests.application_data import ANN, digests
from tests.application_suite import OLD

OURS = {each.__tablename__ for each in (ApplicationRow, ApplicationEventRow, ErasedPersonRow)}


def is_ours(thing: Any, _name: str, kind: str, *_more: Any) -> bool:
    table = thing if kind == "table" else thing.table
    return table.name in OURS


def test_the_migrated_tables_are_those_of_the_model(engine: Engine) -> None:
    migrate(engine)

    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"compare_type": True, "compare_server_default": True, "include_object": is_ours},
        )
        assert compare_metadata(context, Base.metadata) == []


def test_the_register_works_on_them(engine: Engine) -> None:
    migrate(engine)

    assert SqlRegister(engine, Sealer([OLD])).of_person(digests(Sealer([OLD]), ANN)) == []
