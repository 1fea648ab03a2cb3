"""The provincial system over HTTP, against a small server of ours on a real socket."""

import json
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from bot.adaptors.provincial import MOST_BYTES, HttpProvincial
from bot.applications.application import Entry, Event, Stage
from bot.config import ROOT
from bot.errors import ProvincialUnavailable
from bot.identity.numbers import Number
from bot.policies.loader import load_knowledge
from tests.application_data import ANN, FIRM, OTHER_PHONE, number

KNOWLEDGE = load_knowledge(ROOT / "tests" / "fixtures" / "kb_good")
TOLD: dict[str, Any] = {
    "number": "P2026110001",
    "name": "张三丰",
    "phone": "154 0000 0002",
    "item": "示例登记",
    "region": "示甲",
    "events": [
        {"stage": "first_review", "on": "2026-11-04", "note": "材料齐了", "officer": "不读"},
        {"stage": "accepted", "on": "2026-11-02"},
    ],
}


@dataclass
class Province:
    """Answers every request alike; `pause` is in seconds, before each piece of the body."""

    status: int = 200
    pieces: list[bytes] = field(default_factory=list)
    pause: float = 0
    port: int = 0
    requests: list[tuple[str, str, str | None, bytes]] = field(default_factory=list)

    def answers(self, *applications: dict[str, Any]) -> None:
        self.pieces = [json.dumps({"applications": applications}).encode()]


@pytest.fixture
def province() -> Iterator[Province]:
    state = Province()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            token = self.headers["Authorization"]
            state.requests.append((self.command, self.path, token, body))
            try:
                self.send_response(state.status)
                self.send_header("Location", "/elsewhere")
                self.send_header("Content-Length", str(sum(map(len, state.pieces))))
                self.end_headers()
                for piece in state.pieces:
                    time.sleep(state.pause)
                    self.wfile.write(piece)
                    self.wfile.flush()
            except OSError:
                # The client had enough.
                self.close_connection = True

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    state.port = server.server_address[1]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield state
    server.shutdown()
    server.server_close()


@pytest.fixture
def client(province: Province) -> Iterator[HttpProvincial]:
    url = f"http://127.0.0.1:{province.port}/bureau/v1"
    client = HttpProvincial(url, "s3cret", lambda: KNOWLEDGE, timeout=0.5)
    yield client
    client.close()


def test_a_persons_applications_are_read(province: Province, client: HttpProvincial) -> None:
    province.answers(TOLD)

    assert client.fetch(ANN) == [
        Entry(
            number=number("P2026110001"),
            person=ANN,
            name="张三丰",
            item="demo_registration",
            events=(
                Event(Stage.ACCEPTED, date(2026, 11, 2)),
                Event(Stage.FIRST_REVIEW, date(2026, 11, 4), "材料齐了"),
            ),
            phone=OTHER_PHONE,
            region="示甲市",
        )
    ]


def test_what_is_not_told_is_none(province: Province, client: HttpProvincial) -> None:
    province.answers({**TOLD, "phone": None, "region": None})

    (entry,) = client.fetch(ANN)
    assert (entry.phone, entry.region, entry.demo) == (None, None, False)


@pytest.mark.parametrize("person", [ANN, FIRM])
def test_the_number_stands_in_the_body_alone_and_the_token_in_the_header(
    province: Province, client: HttpProvincial, person: Number
) -> None:
    province.answers()

    assert client.fetch(person) == []
    ((method, path, token, body),) = province.requests
    assert (method, path, token) == ("POST", "/bureau/v1/applications", "Bearer s3cret")
    assert json.loads(body) == {"kind": person.kind.value, "number": person.value}


@pytest.mark.parametrize("status", [301, 307, 400, 401, 404, 429, 500, 503])
def test_any_other_status_is_unavailable_and_is_not_asked_again(
    province: Province, client: HttpProvincial, status: int
) -> None:
    province.answers(TOLD)
    province.status = status

    with pytest.raises(ProvincialUnavailable, match=str(status)):
        client.fetch(ANN)
    assert len(province.requests) == 1


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"applications": null}',
        b'{"data": []}',
        b"<html>maintenance</html>",
    ],
)
def test_an_answer_of_another_shape_is_unavailable(
    province: Province, client: HttpProvincial, body: bytes
) -> None:
    province.pieces = [body]

    with pytest.raises(ProvincialUnavailable):
        client.fetch(ANN)


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": "A1"},
        {"number": ANN.value},
        {"number": 2026110001},
        {"name": ""},
        {"name": "长" * 101},
        {"phone": "12345"},
        {"phone": ANN.value},
        {"item": "不存在的事项"},
        {"region": "无此市"},
        {"events": []},
        {"events": [{"stage": "thinking", "on": "2026-11-02"}]},
        {"events": [{"stage": "accepted", "on": "昨天"}]},
        {"events": [{"stage": "accepted", "on": "2026-11-02", "note": "长" * 201}]},
        {"events": [{"stage": "accepted", "on": "2026-11-02"}] * 101},
    ],
)
def test_an_application_that_we_do_not_understand_is_not_half_understood(
    province: Province, client: HttpProvincial, wrong: dict[str, Any]
) -> None:
    province.answers(TOLD, {**TOLD, "number": "P2026110002", **wrong})

    with pytest.raises(ProvincialUnavailable) as refused:
        client.fetch(ANN)
    for secret in (ANN.value, "P2026110001", "张三丰", "不存在的事项"):
        assert secret not in str(refused.value)
    # Nor does the traceback lead to what was answered.
    assert refused.value.__suppress_context__ or refused.value.__context__ is None


def test_a_number_twice_is_not_understood(province: Province, client: HttpProvincial) -> None:
    province.answers(TOLD, TOLD)

    with pytest.raises(ProvincialUnavailable):
        client.fetch(ANN)


def test_a_huge_answer_is_not_read_to_its_end(province: Province, client: HttpProvincial) -> None:
    province.pieces = [b" " * 100_000] * (3 * MOST_BYTES // 100_000)

    with pytest.raises(ProvincialUnavailable, match="too large"):
        client.fetch(ANN)


@pytest.mark.parametrize(("pieces", "pause"), [(1, 3.0), (40, 0.2)])
def test_a_slow_answer_is_given_up_in_time(
    province: Province, client: HttpProvincial, pieces: int, pause: float
) -> None:
    province.pieces = [b" "] * pieces
    province.pause = pause
    began = time.monotonic()

    with pytest.raises(ProvincialUnavailable):
        client.fetch(ANN)
    assert time.monotonic() - began < 2


def test_nobody_listens(free: Callable[[], int]) -> None:
    client = HttpProvincial(f"http://127.0.0.1:{free()}", "t", lambda: KNOWLEDGE, timeout=0.5)

    with pytest.raises(ProvincialUnavailable):
        client.fetch(ANN)
    client.close()


def test_a_connection_that_was_not_made_is_tried_once_more(
    free: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    port = free()
    client = HttpProvincial(f"http://127.0.0.1:{port}", "t", lambda: KNOWLEDGE, timeout=0.5)
    connects: list[Any] = []
    connect = socket.create_connection

    def counted(address: tuple[str, int], *args: Any, **more: Any) -> socket.socket:
        connects.append(address)
        return connect(address, *args, **more)

    monkeypatch.setattr(socket, "create_connection", counted)
    with pytest.raises(ProvincialUnavailable):
        client.fetch(ANN)
    assert [port for _, port in connects] == [port, port]
    client.close()


@pytest.mark.parametrize("url", ["http://hr.example.gov.cn", "http://10.0.0.5", "ftp://127.0.0.2x"])
def test_nothing_personal_goes_over_a_line_without_tls(url: str) -> None:
    with pytest.raises(ValueError, match="https"):
        HttpProvincial(url, "t", lambda: KNOWLEDGE, timeout=1)


def test_a_server_without_a_certificate_that_we_trust_is_unavailable(province: Province) -> None:
    client = HttpProvincial(
        f"https://127.0.0.1:{province.port}", "t", lambda: KNOWLEDGE, timeout=0.5
    )

    with pytest.raises(ProvincialUnavailable):
        client.fetch(ANN)
    assert province.requests == []
    client.close()


@pytest.fixture
def free() -> Callable[[], int]:
    """A port on which nobody listens."""

    def find() -> int:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            return int(probe.getsockname()[1])

    return find
