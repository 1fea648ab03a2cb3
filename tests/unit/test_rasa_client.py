"""The way to Rasa, against a small server of ours that answers what the test wants."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
import pytest_asyncio

from bot.cards import Button, ContactCard, HotlineLine, Message, Reply, Topic
from bot.errors import RasaUnavailable
from bot.rasa_client import RasaClient

REPLY = Reply(
    messages=[
        Message(
            text="请打12333",
            card=ContactCard(lines=[HotlineLine(number="12333", name="人社热线", note="工作日")]),
            buttons=[Button(title="材料", payload="要带什么材料")],
        )
    ],
    status="answered",
    topic=Topic(journey="human", policies=["p"]),
    as_of=date(2025, 3, 1),
)
CUSTOM = {"recipient_id": "c", "custom": REPLY.model_dump(mode="json")}


@dataclass
class FakeRasa:
    """Answers every request alike; `pause` is in seconds, before the body and between its bytes."""

    status: int = 200
    body: bytes = json.dumps([CUSTOM]).encode()
    pause_before: float = 0
    pause_between: float = 0
    port: int = 0
    requests: list[tuple[str, Any]] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            lengths = [
                int(line.split(":")[1])
                for line in head.splitlines()
                if line.lower().startswith("content-length:")
            ]
            sent = await reader.readexactly(sum(lengths))
            self.requests.append((head.splitlines()[0], json.loads(sent) if sent else None))
            await asyncio.sleep(self.pause_before)
            writer.write(
                f"HTTP/1.1 {self.status} Status\r\nContent-Type: application/json\r\n"
                f"Content-Length: {len(self.body)}\r\nConnection: close\r\n\r\n".encode()
            )
            step = 1 if self.pause_between else max(1, len(self.body))
            for start in range(0, len(self.body), step):
                writer.write(self.body[start : start + step])
                await writer.drain()
                await asyncio.sleep(self.pause_between)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # the client or the test did not wait for the end
        finally:
            writer.close()


@pytest_asyncio.fixture
async def rasa() -> AsyncIterator[FakeRasa]:
    fake = FakeRasa()
    server = await asyncio.start_server(fake.serve, "127.0.0.1", 0)
    fake.port = server.sockets[0].getsockname()[1]
    async with server:
        yield fake


@pytest_asyncio.fixture
async def client(rasa: FakeRasa) -> AsyncIterator[RasaClient]:
    client = RasaClient(f"http://127.0.0.1:{rasa.port}", timeout=5)
    yield client
    await client.close()


@pytest_asyncio.fixture
async def impatient(rasa: FakeRasa) -> AsyncIterator[RasaClient]:
    client = RasaClient(f"http://127.0.0.1:{rasa.port}", timeout=0.3)
    yield client
    await client.close()


@pytest_asyncio.fixture
async def to_nobody() -> AsyncIterator[RasaClient]:
    with socket.socket() as never_listens:
        never_listens.bind(("127.0.0.1", 0))
        client = RasaClient(f"http://127.0.0.1:{never_listens.getsockname()[1]}", timeout=5)
        yield client
        await client.close()


async def test_the_reply_is_read_with_its_cards_and_buttons(client: RasaClient) -> None:
    assert await client.turn("c", "找人工", []) == REPLY


async def test_the_message_is_sent_with_its_sender_and_the_names_in_it(
    client: RasaClient, rasa: FakeRasa
) -> None:
    await client.turn(
        "hash-of-conversation",
        "南京的创业补贴",
        [(0, 2, "city"), (3, 7, "policy")],
        "digest",
        "once",
    )

    assert rasa.requests == [
        (
            "POST /webhooks/rest/webhook HTTP/1.1",
            {
                "sender": "hash-of-conversation",
                "message": "南京的创业补贴",
                "metadata": {
                    "mentions": [[0, 2, "city"], [3, 7, "policy"]],
                    "client": "digest",
                    "message_id": "once",
                },
            },
        )
    ]


async def test_what_else_rasa_answers_is_passed_over(client: RasaClient, rasa: FakeRasa) -> None:
    rasa.body = json.dumps([{"recipient_id": "c", "text": "别的"}, CUSTOM]).encode()

    assert await client.turn("c", "找人工", []) == REPLY


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"[]", id="an empty list"),
        pytest.param(b'[{"recipient_id": "c", "text": "hello"}]', id="no custom reply"),
        pytest.param(b'[{"custom": {}}]', id="an empty custom reply"),
        pytest.param(b'[{"custom": null}]', id="a custom reply that is null"),
        pytest.param(b'[{"custom": {"messages": "text"}}]', id="a malformed custom reply"),
        pytest.param(b"<html>", id="no JSON"),
        pytest.param(b"", id="an empty body"),
        pytest.param(b'[{"custom": ', id="JSON cut short"),
        pytest.param(b'["\xff\xfe"]', id="no UTF-8"),
        pytest.param(b"null", id="null"),
        pytest.param(b"[null]", id="a list of null"),
        pytest.param(b'{"status": "failure", "custom": {}}', id="an object instead of a list"),
    ],
)
async def test_an_answer_that_is_no_reply_means_that_rasa_is_unavailable(
    client: RasaClient, rasa: FakeRasa, body: bytes
) -> None:
    rasa.body = body

    with pytest.raises(RasaUnavailable):
        await client.turn("c", "找人工", [])


@pytest.mark.parametrize("status", [302, 400, 404, 500, 503])
async def test_an_answer_that_is_not_a_success_means_that_rasa_is_unavailable(
    client: RasaClient, rasa: FakeRasa, status: int
) -> None:
    rasa.status = status

    with pytest.raises(RasaUnavailable):
        await client.turn("c", "找人工", [])


async def test_a_rasa_that_nobody_started_is_unavailable(to_nobody: RasaClient) -> None:
    with pytest.raises(RasaUnavailable):
        await to_nobody.turn("c", "找人工", [])
    with pytest.raises(RasaUnavailable):
        await to_nobody.ready()


async def test_a_rasa_that_does_not_answer_in_time_is_unavailable(
    impatient: RasaClient, rasa: FakeRasa
) -> None:
    rasa.pause_before = 10

    async with asyncio.timeout(5):
        with pytest.raises(RasaUnavailable):
            await impatient.turn("c", "找人工", [])


async def test_the_time_limit_covers_the_whole_turn_and_not_each_byte_of_it(
    impatient: RasaClient, rasa: FakeRasa
) -> None:
    rasa.pause_between = 0.1
    assert len(rasa.body) * rasa.pause_between > 10

    async with asyncio.timeout(3):
        with pytest.raises(RasaUnavailable):
            await impatient.turn("c", "找人工", [])


async def test_a_rasa_that_was_unavailable_answers_again(
    client: RasaClient, rasa: FakeRasa
) -> None:
    rasa.status = 500
    with pytest.raises(RasaUnavailable):
        await client.turn("c", "找人工", [])
    rasa.status = 200

    assert await client.turn("c", "找人工", []) == REPLY


async def test_a_proxy_of_the_environment_is_not_asked(
    rasa: FakeRasa, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    client = RasaClient(f"http://127.0.0.1:{rasa.port}", timeout=5)

    assert await client.turn("c", "找人工", []) == REPLY
    await client.close()


async def test_the_reason_why_rasa_is_unavailable_does_not_repeat_the_message(
    client: RasaClient, rasa: FakeRasa
) -> None:
    rasa.body = b'[{"custom": {"messages": "what was said"}}]'

    with pytest.raises(RasaUnavailable) as unavailable:
        await client.turn("c", "what was said", [])

    assert "what was said" not in str(unavailable.value)


async def test_a_rasa_that_is_ready_says_its_greeting(client: RasaClient, rasa: FakeRasa) -> None:
    rasa.body = b"Hello from Rasa: 3.6.21"

    assert await client.ready() == "Hello from Rasa: 3.6.21"
    assert rasa.requests == [("GET / HTTP/1.1", None)]


async def test_a_rasa_that_fails_is_not_ready(client: RasaClient, rasa: FakeRasa) -> None:
    rasa.status = 500

    with pytest.raises(RasaUnavailable):
        await client.ready()
