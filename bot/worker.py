"""The process that works by the clock: sends notices, reminds, frees places, tidies up.

Any number of them may run at once, and any of them may be killed at any moment.
"""

import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Event
from types import FrameType

import structlog

from bot.bookings.counter import Counter
from bot.bookings.plan import Plan
from bot.bookings.reminders import Reminders
from bot.bookings.store import BookingStore
from bot.identity.numbers import NumberKind
from bot.notices.notice import Template
from bot.notices.sender import Record, Sender
from bot.privacy.audit import Action, AuditLog, AuditRecord
from bot.sealing import Sealer
from bot.switches.switch import Switch
from bot.switches.switchboard import Switchboard

log = structlog.get_logger()
# However much there is to send, the other chores get their turn.
_ROUND_SECONDS = 10


@dataclass(frozen=True)
class Chore:
    """Something that is done again every `every` seconds; `do` may give back how much it did."""

    name: str
    every: float
    do: Callable[[datetime], object]


@dataclass(frozen=True)
class WorkerParts:
    """What a worker is made of. `tidy` is what the retention rules ask for; the file `heartbeat`
    is touched after each round."""

    now: Callable[[], datetime]
    sender: Sender
    reminders: Reminders
    switches: Switchboard
    bookings: BookingStore
    plan: Callable[[], Plan | None]
    secret: bytes
    tidy: Callable[[datetime], object]
    heartbeat: Path | None = None


def run_worker(parts: WorkerParts, every: float = 1) -> None:
    """Work until SIGTERM or SIGINT; the notice in hand is finished first."""
    stop = Event()

    def stopped(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, stopped)
    log.info("worker_started")
    parts.switches.start()
    work(parts.now, chores(parts, stop, every), stop, parts.heartbeat)
    parts.switches.stop()
    log.info("worker_stopped")


def chores(parts: WorkerParts, stop: Event, every: float = 1) -> list[Chore]:
    """Codes within a second; the rest need not hurry."""

    def send(now: datetime) -> int:
        ends = time.monotonic() + _ROUND_SECONDS
        return parts.sender.send_due(
            parts.now, lambda: not stop.is_set() and time.monotonic() < ends
        )

    def remind(now: datetime) -> int:
        if parts.switches.off(Switch.REMINDERS):
            return 0
        plan = parts.plan()
        return parts.reminders.remind(plan, now) if plan else 0

    def release(now: datetime) -> int:
        plan = parts.plan()
        return Counter(parts.bookings, plan, parts.secret).release(now) if plan else 0

    return [
        Chore("send", every, send),
        Chore("release", 20, release),
        Chore("remind", 60, remind),
        Chore("tidy", 3600, parts.tidy),
    ]


def work(
    now: Callable[[], datetime],
    chores: Sequence[Chore],
    stop: Event,
    heartbeat: Path | None = None,
) -> None:
    """Do each chore when it is due, until `stop` is set. No error of a chore ends it."""
    due = {chore.name: time.monotonic() for chore in chores}
    while not stop.is_set():
        for chore in chores:
            if stop.is_set():
                break
            if due[chore.name] <= time.monotonic():
                _done(chore, now)
                due[chore.name] = time.monotonic() + chore.every
        if heartbeat:
            _done(Chore("heartbeat", 0, lambda _: heartbeat.touch()), now)
        stop.wait(max(0, min(due.values()) - time.monotonic()))


def sent_record(audit: AuditLog, sealer: Sealer, now: Callable[[], datetime]) -> Record:
    """Keeps the audit trail of a Sender: to which number, as a digest, and what for."""

    def record(template: Template, phone: str, certain: bool) -> None:
        audit.write(
            AuditRecord(
                at=now(),
                actor="worker",
                action=Action.SENT,
                subject=sealer.digest(NumberKind.MOBILE, phone),
                detail=template.value if certain else f"{template.value}:outcome_unknown",
            )
        )

    return record


def _done(chore: Chore, now: Callable[[], datetime]) -> None:
    try:
        done = chore.do(now())
    except Exception as error:
        # The kind alone: a message could hold what somebody wrote.
        log.error("chore_failed", chore=chore.name, error=type(error).__name__)
        return
    if isinstance(done, int) and done:
        log.info("chore_done", chore=chore.name, count=done)
