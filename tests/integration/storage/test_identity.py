"""Identity over both databases, and what only a database can get wrong."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, inspect, text

from bot.errors import StoreUnavailable
from bot.identity.rules import IdentityRules
from bot.storage.database import connect, migrate
from bot.storage.identity import SqlIdentity
from tests.identity_suite import ANN, APPLICATION, BOB, ID, NOW, PHONE, IdentitySuite, Office, wrong


@pytest.fixture
def store(engine: Engine) -> SqlIdentity:
    migrate(engine)
    return SqlIdentity(engine)


class TestInTheDatabase(IdentitySuite):
    pass


def test_numbers_phones_and_codes_are_nowhere_in_clear(store: SqlIdentity, engine: Engine) -> None:
    office = Office(store, IdentityRules())
    codes = [office.begin(ANN, ID), office.begin(BOB, PHONE)]
    office.refused(wrong(codes[0]))
    office.prove(codes[1], BOB)
    codes += [office.begin(BOB, PHONE), office.begin(ANN, APPLICATION)]

    with engine.connect() as connection:
        kept = "\n".join(
            str(row)
            for table in inspect(engine).get_table_names()
            for row in connection.execute(text(f'SELECT * FROM "{table}"'))
        )

    assert ANN in kept
    for secret in (ID.value, PHONE.value, APPLICATION.value):
        assert secret not in kept
    # Six digits may stand in a hash or a moment by chance: no value is one.
    assert not any(f"'{code}'" in kept for code in codes)


def test_what_is_kept_reads_as_it_was_written(store: SqlIdentity) -> None:
    office = Office(store, IdentityRules())
    session = office.prove(office.begin(ANN, PHONE, NOW), now=NOW + timedelta(microseconds=7))

    assert store.session(ANN, session.purpose, NOW) == session
    assert str(session.until.tzinfo) == "Asia/Shanghai"


def test_two_connections_see_one_truth(store: SqlIdentity, database_url: str) -> None:
    other = connect(database_url)
    here, there = Office(store, IdentityRules()), Office(SqlIdentity(other), IdentityRules())
    code = here.begin()
    for _ in range(3):
        there.refused(wrong(code))

    assert here.refused(code) is None
    other.dispose()


def test_a_database_that_was_not_migrated_is_unavailable(engine: Engine) -> None:
    office = Office(SqlIdentity(engine), IdentityRules())

    for call in (
        lambda: office.begin(),
        lambda: office.prove("123456"),
        lambda: office.desk.session(ANN, NOW),
        lambda: office.desk.awaits_code(ANN, NOW),
        lambda: office.desk.end(ANN, NOW),
        lambda: office.store.forget(NOW),
    ):
        with pytest.raises(StoreUnavailable):
            call()
    assert office.sent == []
