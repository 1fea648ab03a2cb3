"""The queue in both databases, and what only a database can get wrong."""

import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select, text

from bot.errors import StoreUnavailable
from bot.notices.notice import Notice, Template
from bot.notices.queue import NoticeState
from bot.notices.sender import Sender
from bot.sealing import Sealer
from bot.storage.database import connect, migrate
from bot.storage.notices import SqlNotices
from bot.storage.notices_tables import NoticeRow
from tests.booking_data import NOW
from tests.fake_notices import FakeSms
from tests.notices_suite import MINUTE, PHONE, SEALER, QueueSuite, code

MANY = 300


@pytest.fixture
def queue(engine: Engine) -> SqlNotices:
    migrate(engine)
    return SqlNotices(engine, SEALER)


class TestInTheDatabase(QueueSuite):
    @pytest.fixture
    def opened(self, engine: Engine) -> Callable[[Sealer], SqlNotices]:
        return lambda sealer: SqlNotices(engine, sealer)


def states(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        counted = select(NoticeRow.state, func.count()).group_by(NoticeRow.state)
        return {state: count for state, count in connection.execute(counted)}


def always(*_: object) -> bool:
    return True


def unrecorded(*_: object) -> None:
    return None


def test_number_and_words_are_nowhere_in_clear_and_gone_once_it_is_over(
    queue: SqlNotices, engine: Engine
) -> None:
    queue.put(code())
    queue.put(code("code:2", None))

    with engine.connect() as connection:
        waiting = str(connection.execute(text("SELECT * FROM notices")).all())
    Sender(queue, FakeSms(), SEALER, always, unrecorded).send_due(lambda: NOW)
    with engine.connect() as connection:
        [sent] = connection.execute(
            text("SELECT recipient, content FROM notices WHERE state = 'sent'")
        ).all()

    assert "code:1" in waiting
    assert PHONE not in waiting
    assert "135790" not in waiting
    assert tuple(sent) == (None, None)


def test_one_whose_words_no_key_opens_has_failed_and_holds_nobody_up(
    queue: SqlNotices, engine: Engine
) -> None:
    SqlNotices(engine, Sealer([b"x" * 32])).put(code("code:0"))
    queue.put(code("code:1"))

    claimed = queue.claim(NOW, 10, True)

    assert [each.notice.key for each in claimed] == ["code:1"]
    assert states(engine) == {"failed": 1, "claimed": 1}


class Together(FakeSms):
    """Hands over its first message when others hand over theirs."""

    def __init__(self, others: threading.Barrier) -> None:
        super().__init__()
        self._others = others

    def send(
        self, phone: str, template: Template, values: Mapping[str, str], reference: str
    ) -> None:
        if not self.sent:
            self._others.wait(timeout=60)
        super().send(phone, template, values, reference)


def test_two_workers_send_each_of_three_hundred_exactly_once(
    queue: SqlNotices, engine: Engine, database_url: str
) -> None:
    for number in range(MANY):
        queue.put(code(f"code:{number}"))
    # Each waits with the first it was given until the other has one: so both are at work.
    both = threading.Barrier(2)
    ways = [Together(both) for _ in range(2)]
    begin = threading.Barrier(len(ways))

    def work(sms: FakeSms) -> None:
        other = connect(database_url)
        begin.wait()
        Sender(SqlNotices(other, SEALER), sms, SEALER, always, unrecorded).send_due(lambda: NOW)
        other.dispose()

    threads = [threading.Thread(target=work, args=(sms,)) for sms in ways]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    sent = Counter(each.reference for sms in ways for each in sms.sent)
    assert set(sent.values()) == {1}
    assert len(sent) == MANY
    assert all(sms.sent for sms in ways), "one worker did everything"
    assert states(engine) == {"sent": MANY}


# It dies before or after it hands the message over, which only the file tells.
KILLED = """
import os, signal, sys
from pathlib import Path

from bot.notices.sender import Sender
from bot.storage.database import connect
from bot.storage.notices import SqlNotices
from tests.booking_data import NOW
from tests.notices_suite import SEALER

url, file, survives, after = sys.argv[1:]
file, survives, after = Path(file), int(survives), after == "after"


class Deadly:
    def send(self, phone, template, values, reference):
        global survives
        survives -= 1
        if survives < 0 and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        with file.open("a") as sent:
            sent.write(reference + "\\n")
        if survives < 0:
            os.kill(os.getpid(), signal.SIGKILL)


queue = SqlNotices(connect(url), SEALER)
Sender(queue, Deadly(), SEALER, lambda *_: True, lambda *_: None).send_due(lambda: NOW)
"""


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_worker_that_is_killed_sends_nothing_twice(
    queue: SqlNotices, engine: Engine, database_url: str, tmp_path: Path, when: str
) -> None:
    for number in range(30):
        queue.put(code(f"code:{number}"))
    sent_file = tmp_path / "sent"
    sent_file.touch()

    killed = 0
    for survives in (3, 0, 99):
        worker = subprocess.run(
            [sys.executable, "-c", KILLED, database_url, str(sent_file), str(survives), when],
            check=False,
            timeout=60,
        )
        killed += worker.returncode == -signal.SIGKILL

    sent = sent_file.read_text().split()
    assert killed == 2
    assert len(sent) == len(set(sent)) == (28 if when == "before" else 30)
    assert states(engine) == {"sent": 28, "claimed": 2}
    assert queue.claim(NOW, 10, True) == []


def test_ten_who_put_the_same_key_put_it_once(queue: SqlNotices, database_url: str) -> None:
    answers: list[bool] = []
    begin = threading.Barrier(10)

    def put() -> None:
        other = connect(database_url)
        begin.wait()
        answers.append(SqlNotices(other, SEALER).put(code()))
        other.dispose()

    threads = [threading.Thread(target=put) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == [False] * 9 + [True]
    assert len(queue.claim(NOW, 10, True)) == 1


def test_one_that_is_forgotten_while_it_is_sent_stays_forgotten(
    queue: SqlNotices, engine: Engine
) -> None:
    queue.put(code())
    [claimed] = queue.claim(NOW, 1, True)

    assert queue.forget_phones(SEALER.digests("mobile", PHONE), NOW) == 1
    queue.put_back(claimed.notice.key, NOW)
    queue.mark(claimed.notice.key, NoticeState.SENT, NOW)

    assert states(engine) == {"dropped": 1}


def test_more_keys_than_a_statement_takes_are_asked_for(queue: SqlNotices) -> None:
    queue.put(code("code:39999"))

    assert queue.known([f"code:{number}" for number in range(40_000)]) == {"code:39999"}


def test_a_notice_of_the_longest_names_has_room(queue: SqlNotices) -> None:
    long = "窗" * 300
    values = {"item": long, "office": long, "time": "12月31日（周四）09:00", "reference": "K"}
    notice = Notice("k", code().template, code().to, values, NOW, NOW + MINUTE)
    queue.put(notice)

    assert [each.notice for each in queue.claim(NOW, 1, True)] == [notice]


def test_a_database_that_was_not_migrated_is_unavailable(engine: Engine) -> None:
    queue = SqlNotices(engine, SEALER)

    for call in (
        lambda: queue.put(code()),
        lambda: queue.known(["code:1"]),
        lambda: queue.claim(NOW, 1, True),
        lambda: queue.drop_late(NOW),
        lambda: queue.forget(NOW),
        lambda: queue.reseal(SEALER),
    ):
        with pytest.raises(StoreUnavailable) as caught:
            call()
        assert caught.value.__cause__ is None
