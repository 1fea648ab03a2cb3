"""Switches in both databases, and what only a database can get wrong."""

import pytest
from sqlalchemy import Engine, text

from bot.errors import StoreUnavailable
from bot.storage.database import connect, migrate
from bot.storage.switches import SqlSwitches
from bot.switches.switch import Switch
from tests.switch_suite import SwitchSuite, change


@pytest.fixture
def store(engine: Engine) -> SqlSwitches:
    migrate(engine)
    return SqlSwitches(engine)


class TestInTheDatabase(SwitchSuite):
    pass


def test_a_switch_that_this_version_does_not_know_is_left_out(
    store: SqlSwitches, engine: Engine
) -> None:
    store.add(change(Switch.BOOKING))
    store.add(change(Switch.LOANS))
    with engine.begin() as connection:
        connection.execute(
            text("UPDATE switch_changes SET switch = 'newer' WHERE switch = 'loans'")
        )
    assert store.latest() == [change(Switch.BOOKING)]
    assert store.history(9) == [change(Switch.BOOKING)]


def test_a_database_that_does_not_answer_is_said_so() -> None:
    gone = connect("postgresql://nobody@127.0.0.1:1/nothing")
    with pytest.raises(StoreUnavailable):
        SqlSwitches(gone).latest()
