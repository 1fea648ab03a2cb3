"""Four hundred people at two gateways, one of which is killed: fifty places, each given once."""

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import Engine, select

from bot.bookings.booking import State
from bot.storage.booking_tables import BookingRow
from bot.storage.database import connect
from tests.stack import ROOT, TODAY

PLACES, PERSONS = 50, 400
PLACE = {"office": "demo_wuxi", "item": "unemployment_registration", "start": "2026-11-25T09:00"}


@dataclass
class Gateways:
    """Two gateways over one database. Rasa is not needed for booking."""

    urls: list[str]
    processes: list[subprocess.Popen[bytes]]

    def kill(self, which: int) -> None:
        self.processes[which].send_signal(signal.SIGKILL)
        self.processes[which].wait()


@contextmanager
def started(settings: dict[str, str]) -> Iterator[Gateways]:
    gateways = Gateways([], [])
    try:
        for _ in range(2):
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                port = probe.getsockname()[1]
            environment = {**os.environ, **settings, "SUYETONG_GATEWAY_PORT": str(port)}
            command = [str(Path(sys.executable).with_name("suyetong")), "serve", "gateway"]
            gateways.processes.append(subprocess.Popen(command, env=environment, cwd=ROOT))
            gateways.urls.append(f"http://127.0.0.1:{port}")
        for url in gateways.urls:
            _wait_for(url)
        yield gateways
    finally:
        for process in gateways.processes:
            process.kill()
            process.wait()


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            httpx.get(f"{url}/healthz", trust_env=False)
        except httpx.HTTPError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("a gateway did not start")


@pytest.fixture
def gateways(database_url: str, redis_url: str, tmp_path: Path) -> Iterator[Gateways]:
    knowledge = tmp_path / "policies_kb"
    shutil.copytree(ROOT / "policies_kb", knowledge)
    plan = knowledge / "appointments.yml"
    text = plan.read_text(encoding="utf-8")
    assert text.count("capacity: 1\n") == 1
    plan.write_text(text.replace("capacity: 1\n", f"capacity: {PLACES}\n"), encoding="utf-8")
    settings = {
        "SUYETONG_SECRET_KEY": "s" * 32,
        "SUYETONG_DATA_KEYS": "k" * 32,
        "REDIS_URL": redis_url,
        "DATABASE_URL": database_url,
        "SUYETONG_KNOWLEDGE_DIR": str(knowledge),
        "SUYETONG_TODAY": TODAY,
        "SUYETONG_RATE_PER_CLIENT": "100000/second",
    }
    with started(settings) as running:
        yield running


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = connect(database_url)
    yield engine
    engine.dispose()


def booked(engine: Engine) -> dict[str, int]:
    """Every booking's reference with its place."""
    wanted = select(BookingRow.reference, BookingRow.place).where(BookingRow.state == State.BOOKED)
    with engine.connect() as connection:
        return {reference: place for reference, place in connection.execute(wanted)}


async def test_fifty_of_four_hundred_are_booked_though_a_gateway_is_killed(
    gateways: Gateways, engine: Engine
) -> None:
    limits = httpx.Limits(max_connections=100)
    answered = 0
    async with httpx.AsyncClient(trust_env=False, timeout=60, limits=limits) as client:

        async def send(person: int, url: str, tries: int = 1) -> httpx.Response:
            try:
                return await client.post(
                    f"{url}/api/v1/bookings",
                    json={**PLACE, "conversation": f"c-{person}"},
                    headers={"Idempotency-Key": f"k-{person}"},
                )
            except httpx.HTTPError:
                # A connection that idled may be closed while it is taken up again.
                if tries == 1:
                    raise
                return await send(person, url, tries - 1)

        async def book(person: int) -> dict[str, Any]:
            nonlocal answered
            try:
                answer = await send(person, gateways.urls[person % 2])
            except httpx.HTTPError:
                # The answer was lost, whatever became of the booking: the same key once more.
                answer = await send(person, gateways.urls[0], tries=3)
            answered += 1
            if answered == 20:
                gateways.kill(1)
            assert answer.status_code in (201, 409), answer.text
            return {"person": person, "status": answer.status_code, **answer.json()}

        answers = await asyncio.gather(*(book(person) for person in range(PERSONS)))
        again = await asyncio.gather(
            *(send(each, gateways.urls[0], tries=3) for each in range(PERSONS))
        )
    async with httpx.AsyncClient(trust_env=False, timeout=60, limits=limits) as client:
        listed = await asyncio.gather(
            *(
                client.post(
                    f"{gateways.urls[0]}/api/v1/bookings/mine",
                    json={"conversation": f"c-{answer['person']}"},
                )
                for answer in answers
                if answer["status"] == 201
            )
        )

    told = {answer["reference"] for answer in answers if answer["status"] == 201}
    kept = booked(engine)
    assert sorted(kept.values()) == list(range(1, PLACES + 1))
    assert told == kept.keys()
    assert all(answer["alternatives"] for answer in answers if answer["status"] == 409)
    assert [each.status_code for each in again] == [each["status"] for each in answers]
    assert [each.json()[0]["reference"] for each in listed] == [
        answer["reference"] for answer in answers if answer["status"] == 201
    ]
