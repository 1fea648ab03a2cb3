"""Bookings a second, and places given twice: our store beside the two usual ways, in one run.

Two processes of eight threads book at once, on SQLite (WAL) and on PostgreSQL, each as it is by
default: what was booked is on disk before it is answered.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from rich.progress import track
from sqlalchemy import text

from bench.booking_ways import PLACES, WAYS, counted, prepare
from bench.booking_worker import THREADS
from bot.storage.database import connect

DATABASES = ("sqlite", "postgresql")
# Each load: slots, and persons for each of them.
LOADS = {"contended": (2, 400), "plenty": (12, 40)}
PROCESSES = 2
_ROUNDS = 3
_ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Round:
    """One load once: offices that nobody else books, in the order in which they are booked."""

    load: str
    number: int

    @property
    def offices(self) -> list[str]:
        return [f"{self.load}_{self.number}_{slot}" for slot in range(LOADS[self.load][0])]

    @property
    def orders(self) -> list[tuple[str, str]]:
        """Slot after slot, so that all go for the same one."""
        persons = range(LOADS[self.load][1])
        return [(f"{office}_{person}", office) for office in self.offices for person in persons]


ROUNDS = [Round(load, number) for number in range(_ROUNDS) for load in LOADS]
OFFICES = [office for each in ROUNDS for office in each.offices]


class Workers:
    """The processes of one way on one database."""

    def __init__(self, way: str, url: str) -> None:
        self.engine = connect(url)
        prepare(way, self.engine, OFFICES)
        command = [sys.executable, "-m", "bench.booking_worker", way, url, ",".join(OFFICES)]
        self._processes = [_started(command) for _ in range(PROCESSES)]
        for process in self._processes:
            _answer(process)

    def take(self, load: Round) -> dict[str, float]:
        """Requests a second, and places given twice; every process gets its share."""
        began = time.perf_counter()
        for at, process in enumerate(self._processes):
            assert process.stdin
            print(
                json.dumps({"orders": load.orders[at::PROCESSES]}), file=process.stdin, flush=True
            )
        booked = sum(json.loads(_answer(process))["booked"] for process in self._processes)
        seconds = time.perf_counter() - began
        kept = counted(self.engine, load.offices)
        if sum(kept.values()) != booked:
            raise AssertionError("not what was answered")
        return {
            "requests_per_second": len(load.orders) / seconds,
            "booked": booked,
            "overbooked": sum(max(0, count - PLACES) for count in kept.values()),
        }

    def close(self) -> None:
        """End the processes."""
        for process in self._processes:
            process.kill()
            process.communicate()
        self.engine.dispose()


def measure() -> dict[str, Any]:
    """Rounds of every way in turn, their medians. AssertionError where ours gives a place twice."""
    return {
        "places": PLACES,
        "threads": PROCESSES * THREADS,
        "rounds": _ROUNDS,
        "loads": {name: {"slots": s, "persons_a_slot": p} for name, (s, p) in LOADS.items()},
        "databases": {name: _measured(name) for name in DATABASES},
    }


def _measured(database: str) -> dict[str, Any]:
    found: dict[str, dict[str, list[dict[str, float]]]] = {
        load: {way: [] for way in WAYS} for load in LOADS
    }
    with _addresses(database) as addresses, ExitStack() as stack:
        workers = {way: Workers(way, url) for way, url in addresses.items()}
        for each in workers.values():
            stack.callback(each.close)
        for load in track(ROUNDS, f"bookings on {database}, rounds"):
            for way, group in workers.items():
                found[load.load][way].append(group.take(load))
        version = workers["ours"].engine.dialect.server_version_info  # type: ignore[attr-defined]
    figures = {load: _figures(rows) for load, rows in found.items()}
    return {"version": ".".join(map(str, version)), **figures}


def _figures(rows: dict[str, list[dict[str, float]]]) -> dict[str, dict[str, float]]:
    """The medians of the rounds; each round is compared with itself."""
    rates = {way: [each["requests_per_second"] for each in rounds] for way, rounds in rows.items()}
    naive = rates["check_then_insert"]
    figures = {
        way: {
            "requests_per_second": round(median(rates[way])),
            "times_check_then_insert": round(
                median(a / b for a, b in zip(rates[way], naive, strict=True)), 2
            ),
            "overbooked": int(sum(each["overbooked"] for each in rounds)),
            "booked": int(sum(each["booked"] for each in rounds)),
        }
        for way, rounds in rows.items()
    }
    for way in ("ours", "our_place_alone"):
        if figures[way]["booked"] != figures["locked_row"]["booked"]:
            raise AssertionError(f"not as many as there are places: {figures}")
    return figures


@contextmanager
def _addresses(database: str) -> Iterator[dict[str, str]]:
    """An empty database for each way."""
    with tempfile.TemporaryDirectory(prefix="suyetong-bench-") as folder:
        if database == "sqlite":
            yield {way: f"sqlite:///{folder}/{way}.db" for way in WAYS}
            return
        import pgserver

        server = pgserver.get_server(folder, cleanup_mode="stop")
        try:
            yield {way: _created(server, way) for way in WAYS}
        finally:
            server.cleanup()


def _created(server: Any, name: str) -> str:
    engine = connect(server.get_uri())
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return str(server.get_uri(name))


def _started(command: list[str]) -> "subprocess.Popen[str]":
    return subprocess.Popen(  # noqa: S603 - our own interpreter and arguments
        command,
        cwd=_ROOT,
        env={**os.environ, "PYTHONPATH": str(_ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _answer(process: "subprocess.Popen[str]") -> str:
    """The next line. RuntimeError when the process has ended: its own words are on stderr."""
    assert process.stdout
    line = process.stdout.readline()
    if not line:
        raise RuntimeError("a process that booked has ended")
    return line
