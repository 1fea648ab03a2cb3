"""What the tests of the storage share."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Engine

from bot.storage.database import connect


@pytest.fixture
def name() -> str:
    """The name of a conversation or a client that no other test uses."""
    return uuid4().hex


@pytest.fixture
def own_redis(start_redis: Callable[[], Any]) -> Iterator[Any]:
    """A Redis that the test may kill or freeze."""
    server = start_redis()
    yield server
    server.kill()


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """A connection to an empty database of each kind."""
    engine = connect(database_url)
    yield engine
    engine.dispose()
