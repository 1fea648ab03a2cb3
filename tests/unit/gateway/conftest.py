"""A gateway over stand-ins."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from bot.gateway.app import create_app
from tests.fakes import Fakes


@pytest.fixture
def client(fakes: Fakes) -> Iterator[TestClient]:
    with TestClient(create_app(fakes.parts), raise_server_exceptions=False) as client:
        yield client
