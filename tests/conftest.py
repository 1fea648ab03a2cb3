"""Fixtures that more than one folder uses."""

from collections.abc import Callable, Iterator
from uuid import uuid4

import httpx
import pytest

from tests.stack import Stack, running_stack

Say = Callable[..., httpx.Response]


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """One running product for all tests that leave it as they found it."""
    with running_stack(tmp_path_factory.mktemp("stack")) as running:
        yield running


@pytest.fixture
def api(stack: Stack) -> Iterator[httpx.Client]:
    """A client of the running product."""
    with stack.client() as client:
        yield client


@pytest.fixture
def conversation() -> str:
    """The id of a conversation that nobody has had."""
    return f"test-{uuid4()}"


@pytest.fixture
def say(api: httpx.Client, conversation: str) -> Say:
    """Say something in `conversation`; more of the body can be given by name."""

    def send(text: str, **more: str) -> httpx.Response:
        body = {"text": text, **more}
        return api.post(f"/api/v1/conversations/{conversation}/messages", json=body)

    return send
