"""Can one tell by the clock whether the register knows a number? Somebody and nobody, in one run.

Codes are asked for, then a wrong one is tried, for numbers that are registered and for ones that
are not, in random order, through the real desk, register and outbox, on SQLite (WAL) and on
PostgreSQL, each as it is by default.
"""

import gc
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from hashlib import sha256
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from rich.progress import track
from sqlalchemy import Engine

from bench.differences import guessed_right, ks_p_value, noise
from bot.applications.application import Entry, Event, Stage
from bot.errors import CodeRefused
from bot.identity.codes import draw_digits
from bot.identity.desk import IdentityDesk
from bot.identity.numbers import Number, read_number
from bot.identity.rules import STEP_SECONDS, IdentityRules
from bot.sealing import Sealer
from bot.storage.applications import SqlRegister
from bot.storage.audit import SqlAuditLog
from bot.storage.database import connect, migrate
from bot.storage.identity import SqlIdentity
from bot.storage.notices import SqlNotices

DATABASES = ("sqlite", "postgresql")
PEOPLE = 1_000  # registered; as many are not
_WARM_UP = 50
_NOW = datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
_GROUPS = ("somebody", "nobody")


def measure() -> dict[str, Any]:
    """Of each database and step: the medians in milliseconds, and what a guesser gets of them."""
    return {"people": PEOPLE, "databases": {name: _measured(name) for name in DATABASES}}


def _measured(database: str) -> dict[str, Any]:
    sealer = Sealer([random.Random(1).randbytes(32)])  # noqa: S311 - seals nobody's data
    with _engine(database) as engine:
        migrate(engine)
        register = SqlRegister(engine, sealer)
        register.import_rows([_entry(at) for at in range(PEOPLE)], "demo", _NOW)
        desk = IdentityDesk(
            SqlIdentity(engine),
            register,
            SqlNotices(engine, sealer),
            SqlAuditLog(engine),
            sealer,
            IdentityRules(),
            draw_digits,
            STEP_SECONDS,
        )
        times = _times(desk, database)
    return {
        step: _figures(*(times[step][group] for group in _GROUPS)) for step in ("begin", "prove")
    }


def _times(desk: IdentityDesk, database: str) -> dict[str, dict[str, list[float]]]:
    """Milliseconds by step and group. Nobody is asked for twice, so that no limit is reached."""
    asked = [(at, group) for group in _GROUPS for at in range(PEOPLE)]
    random.Random(2).shuffle(asked)  # noqa: S311
    times: dict[str, dict[str, list[float]]] = {
        step: {group: [] for group in _GROUPS} for step in ("begin", "prove")
    }
    gc.collect()
    gc.freeze()
    for turn, (at, group) in enumerate(track(asked, f"codes asked for on {database}")):
        number = _asked_number(at, group)
        who, client = (sha256(f"{part} {turn}".encode()).hexdigest() for part in ("who", "home"))
        begun = _milliseconds(lambda: desk.begin(who, client, number, _NOW))  # noqa: B023
        # No code of six digits: wrong for certain, and read and compared as any other.
        tried = _milliseconds(lambda: desk.prove(who, client, "1234567", _NOW))  # noqa: B023
        if turn >= _WARM_UP:
            times["begin"][group].append(begun)
            times["prove"][group].append(tried)
    return times


def _figures(somebody: list[float], nobody: list[float]) -> dict[str, float]:
    one, other = np.array(somebody), np.array(nobody)
    return {
        "median_somebody": round(median(somebody), 3),
        "median_nobody": round(median(nobody), 3),
        "ks_p_value": round(ks_p_value(one, other), 3),
        "guessed_right": round(guessed_right(one, other), 3),
        # What chance alone gives in nineteen runs of twenty.
        "by_chance_up_to": round(0.5 + noise(len(one), len(other)), 3),
    }


def _milliseconds(call: Callable[[], object]) -> float:
    begun = time.perf_counter_ns()
    with suppress(CodeRefused):
        call()
    return (time.perf_counter_ns() - begun) / 1e6


def _asked_number(at: int, group: str) -> Number:
    """Every other one an ID number, the rest application numbers."""
    of = at if group == "somebody" else at + PEOPLE
    return _person(of) if at % 2 else _application(of)


def _person(at: int) -> Number:
    """A made-up ID number; the check character is added to the old form of 15 digits."""
    return _number(f"320102{90 + at % 10}0{1 + at // 10 % 9}{10 + at % 19}{at % 1000:03}")


def _application(at: int) -> Number:
    return _number(f"SY2026{at * 7919 % 1_000_000:06}")


def _entry(at: int) -> Entry:
    return Entry(
        number=_application(at),
        person=_person(at),
        name="演示",
        item="unemployment_registration",
        events=(Event(Stage.ACCEPTED, date(2026, 11, 2)),),
        phone=_number(f"138{at:08}"),
        demo=True,
        line=at,
    )


def _number(text: str) -> Number:
    number = read_number(text)
    assert number is not None
    return number


@contextmanager
def _engine(database: str) -> Iterator[Engine]:
    """An empty database."""
    with tempfile.TemporaryDirectory(prefix="suyetong-bench-") as folder:
        if database == "sqlite":
            engine = connect(f"sqlite:///{folder}/identity.db")
            yield engine
            engine.dispose()
            return
        import pgserver

        server = pgserver.get_server(folder, cleanup_mode="stop")
        engine = connect(server.get_uri())
        try:
            yield engine
        finally:
            engine.dispose()
            server.cleanup()
