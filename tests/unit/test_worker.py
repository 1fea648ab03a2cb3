"""The worker's rounds, over stores in memory, and its process."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.bookings.booking import State
from bot.bookings.reminders import Reminders
from bot.errors import SmsUnavailable
from bot.notices.notice import Template
from bot.notices.sender import Sender
from bot.privacy.audit import Action, AuditRecord
from bot.switches.switch import Switch
from bot.switches.switchboard import Switchboard
from bot.worker import Chore, WorkerParts, chores, sent_record, work
from tests.booking_data import NEXT_DAY, NOW, SECRET, People, moment, plan
from tests.fake_bookings import MemoryBookings
from tests.fake_notices import FakeSms, MemoryBookingsToRemind, MemoryContacts, MemoryNotices
from tests.fake_switches import MemorySwitches, off
from tests.notices_suite import PHONE, SEALER, code, contact


class Trail:
    """An audit log in memory."""

    def __init__(self) -> None:
        self.records: list[AuditRecord] = []

    def write(self, record: AuditRecord) -> None:
        self.records.append(record)


class Works:
    """A worker over stores in memory, whose chores are done by name."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now
        self.switches = MemorySwitches()
        self.switchboard = Switchboard(self.switches, lambda: self.now)
        self.bookings = MemoryBookings()
        self.people = People(self.bookings, plan())
        self.contacts = MemoryContacts(self.bookings)
        self.queue = MemoryNotices(SEALER)
        self.sms = FakeSms()
        self.trail = Trail()
        self.tidied: list[datetime] = []
        self.stop = threading.Event()
        self.reminders = Reminders(
            MemoryBookingsToRemind(self.bookings),
            self.bookings.find,
            self.contacts,
            self.queue,
            str,
        )

    def parts(self, **more: Any) -> WorkerParts:
        record = sent_record(self.trail, SEALER, lambda: self.now)
        sender = Sender(self.queue, self.sms, SEALER, self.reminders.still_wanted, record)
        return WorkerParts(
            **{
                "now": lambda: self.now,
                "sender": sender,
                "reminders": self.reminders,
                "switches": self.switchboard,
                "bookings": self.bookings,
                "plan": lambda: self.people.plan,
                "secret": SECRET,
                "tidy": self.tidied.append,
                **more,
            }
        )

    def do(self, name: str, **more: Any) -> object:
        [chore] = [each for each in chores(self.parts(**more), self.stop) if each.name == name]
        return chore.do(self.now)


def worked(*done: Chore, until: Callable[[], bool], **more: Any) -> list[Any]:
    """Work until it is so; the log."""
    stop = threading.Event()
    with capture_logs() as logs:
        thread = threading.Thread(target=work, args=(lambda: NOW, done, stop), kwargs=more)
        thread.start()
        deadline = time.monotonic() + 10
        while not until() and time.monotonic() < deadline:
            time.sleep(0.005)
        stop.set()
        thread.join(5)
    assert not thread.is_alive()
    assert until()
    return list(logs)


def test_a_code_is_sent_and_leaves_an_audit_record_without_the_number() -> None:
    works = Works()
    works.queue.put(code())

    assert works.do("send") == 1
    assert works.do("send") == 0
    assert [sent.phone for sent in works.sms.sent] == [PHONE]
    [record] = works.trail.records
    assert (record.actor, record.action, record.detail) == ("worker", Action.SENT, "code")
    assert record.subject == SEALER.digest("mobile", PHONE)
    assert PHONE not in repr(record)


def test_one_that_may_have_been_sent_leaves_a_record_that_says_so() -> None:
    works = Works()
    works.queue.put(code())
    works.sms.refuses = [SmsUnavailable("timeout", surely_unsent=False)]

    works.do("send")

    assert [record.detail for record in works.trail.records] == ["code:outcome_unknown"]


def test_reminders_are_put_down_and_sent() -> None:
    works = Works(moment("11-25 09:00"))
    works.people.book("ann", NEXT_DAY)
    works.contacts.keep(contact("ann"))

    assert works.do("remind") == 1
    assert works.do("remind") == 0
    works.do("send")
    assert [sent.template for sent in works.sms.sent] == [Template.BOOKING_REMINDER]


def test_holds_that_ran_out_are_released() -> None:
    works = Works()
    held = works.people.hold("ann")
    works.now += timedelta(minutes=6)

    assert works.do("release") == 1
    assert works.bookings.find(held.reference).state is State.EXPIRED  # type: ignore[union-attr]


def test_without_a_plan_there_is_nobody_to_remind_and_nothing_to_release() -> None:
    works = Works()

    assert works.do("remind", plan=lambda: None) == 0
    assert works.do("release", plan=lambda: None) == 0


def test_retention_is_done_by_what_was_given() -> None:
    works = Works()
    works.do("tidy")

    assert works.tidied == [NOW]


def test_a_worker_that_is_stopped_leaves_the_rest_waiting() -> None:
    works = Works()
    for number in range(3):
        works.queue.put(code(f"code:{number}"))
    send = works.sms.send

    def send_and_stop(*args: Any) -> None:
        send(*args)
        works.stop.set()

    works.sms.send = send_and_stop  # type: ignore[method-assign]

    assert works.do("send") == 1
    assert sorted(works.queue.states().values()) == ["sent", "waiting", "waiting"]


def test_a_code_that_became_too_late_behind_a_slow_provider_is_not_sent() -> None:
    works = Works()
    works.queue.put(code("code:1"))
    works.queue.put(code("code:2"))
    send = works.sms.send

    def slowly(*args: Any) -> None:
        send(*args)
        works.now += timedelta(minutes=6)

    works.sms.send = slowly  # type: ignore[method-assign]

    works.do("send")
    assert [sent.reference for sent in works.sms.sent] == ["code:1"]


def test_chores_are_done_again_and_again_each_at_its_own_pace() -> None:
    often: list[datetime] = []
    seldom: list[datetime] = []

    worked(
        Chore("often", 0.01, often.append),
        Chore("seldom", 3600, seldom.append),
        until=lambda: len(often) > 4,
    )

    assert seldom == [NOW]


def test_an_error_ends_neither_the_chore_nor_the_others_and_is_logged_by_its_kind() -> None:
    tried: list[datetime] = []
    others: list[datetime] = []

    def fails(now: datetime) -> None:
        tried.append(now)
        raise ValueError(f"the number was {PHONE}")

    logs = worked(
        Chore("fails", 0.01, fails),
        Chore("others", 0.01, others.append),
        until=lambda: len(tried) > 2 and len(others) > 2,
    )

    assert {(each["event"], each["chore"], each["error"]) for each in logs} == {
        ("chore_failed", "fails", "ValueError")
    }
    assert PHONE not in str(logs)


def test_what_was_done_is_counted_in_the_log() -> None:
    logs = worked(Chore("sends", 3600, lambda _: 7), until=lambda: True)

    assert [(each["event"], each["count"]) for each in logs] == [("chore_done", 7)]


def test_the_heart_beats_after_each_round(tmp_path: Path) -> None:
    heartbeat = tmp_path / "heartbeat"
    rounds: list[datetime] = []

    worked(
        Chore("often", 0.01, rounds.append),
        until=lambda: heartbeat.exists() and len(rounds) > 2,
        heartbeat=heartbeat,
    )

    assert heartbeat.read_bytes() == b""


def test_a_heart_that_cannot_beat_does_not_end_the_work(tmp_path: Path) -> None:
    rounds: list[datetime] = []

    logs = worked(
        Chore("often", 0.01, rounds.append),
        until=lambda: len(rounds) > 2,
        heartbeat=tmp_path / "nowhere" / "heartbeat",
    )

    assert {(each["chore"], each["error"]) for each in logs} == {("heartbeat", "FileNotFoundError")}


PROCESS = """
import sys
from pathlib import Path

from bot.worker import run_worker
from tests.unit.test_worker import Works

works = Works()
run_worker(works.parts(heartbeat=Path(sys.argv[1])))
print(len(works.tidied), flush=True)
"""


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT])
def test_the_process_ends_by_itself_when_it_is_asked_to(tmp_path: Path, end: int) -> None:
    heartbeat = tmp_path / "heartbeat"
    process = subprocess.Popen(
        [sys.executable, "-c", PROCESS, str(heartbeat)], stdout=subprocess.PIPE, text=True
    )
    deadline = time.monotonic() + 30
    while not heartbeat.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    os.kill(process.pid, end)

    out, _ = process.communicate(timeout=10)

    assert process.returncode == 0
    assert out.splitlines()[-1] == "1"


def test_while_reminders_are_off_nobody_is_reminded_and_afterwards_whoever_is_due() -> None:
    works = Works(moment("11-25 09:00"))
    works.people.book("ann", NEXT_DAY)
    works.contacts.keep(contact("ann"))
    works.switches.add(off(Switch.REMINDERS))
    works.switchboard.read()
    assert works.do("remind") == 0

    works.switches.add(off(Switch.REMINDERS, off=False))
    works.switchboard.read()
    assert works.do("remind") == 1
