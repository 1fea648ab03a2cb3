"""Four hundred people and fifty places, from many threads of two processes."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import Engine, func, select

from bot.bookings.booking import State
from bot.errors import BookingRefused
from bot.storage.booking_tables import BookingRow, CallRow
from bot.storage.bookings import SqlBookings
from bot.storage.database import migrate
from tests.booking_data import HALF_PAST, NINE, NOW, People, office, plan

PLACES, PERSONS, THREADS = 50, 400, 16

# Every request is sent twice, as by a client that lost the first answer; half of them at once.
BOOK = """
import json, sys
from concurrent.futures import ThreadPoolExecutor

from bot.errors import SlotFull
from bot.storage.bookings import SqlBookings
from bot.storage.database import connect
from tests.booking_data import People, office, plan

url, name, persons, places, threads = sys.argv[1], sys.argv[2], *map(int, sys.argv[3:])
people = People(SqlBookings(connect(url)), plan(office("one", capacity=places)))


def book(number):
    who = f"{name}-{number}"
    try:
        return who, people.book(who, key="k").reference
    except SlotFull:
        return who, None


print("ready", flush=True)
sys.stdin.readline()
with ThreadPoolExecutor(threads) as pool:
    sent = [number for number in range(persons) for _ in range(1 + number % 2)]
    answers = list(pool.map(book, sent))
    answers += list(pool.map(book, range(persons)))
print(json.dumps(answers))
"""


def start(url: str, name: str) -> subprocess.Popen[str]:
    figures = map(str, (PERSONS // 2, PLACES, THREADS))
    return subprocess.Popen(
        [sys.executable, "-c", BOOK, url, name, *figures],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_fifty_of_four_hundred_get_a_place_and_none_twice(
    engine: Engine, database_url: str
) -> None:
    migrate(engine)
    processes = [start(database_url, name) for name in ("p", "q")]
    for process in processes:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    answers: list[tuple[str, str | None]] = []
    for process in processes:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in processes:
        out, _ = process.communicate(timeout=120)
        assert process.returncode == 0
        answers += [tuple(answer) for answer in json.loads(out)]

    told: dict[str, set[str | None]] = {}
    for who, reference in answers:
        told.setdefault(who, set()).add(reference)
    got = {who: next(iter(each)) for who, each in told.items()}
    with engine.connect() as connection:
        rows = connection.execute(
            select(BookingRow.reference, BookingRow.place).where(BookingRow.state == State.BOOKED)
        ).all()
        calls = connection.scalar(select(func.count()).select_from(CallRow))

    assert len(got) == PERSONS
    assert all(len(each) == 1 for each in told.values()), "a key sent again was answered otherwise"
    assert sorted(place for _, place in rows) == list(range(1, PLACES + 1))
    assert {reference for reference in got.values() if reference} == {ref for ref, _ in rows}
    assert calls == PERSONS


KILLED = """
import sys

from sqlalchemy import event
from bot.storage.bookings import SqlBookings
from bot.storage.database import connect
from tests.booking_data import People, plan

import os, signal
engine = connect(sys.argv[1])


@event.listens_for(engine, "commit")
def die(connection):
    os.kill(os.getpid(), signal.SIGKILL)


People(SqlBookings(engine), plan()).book("ann", key="k")
"""


def test_a_process_that_is_killed_before_it_commits_has_booked_nothing(
    engine: Engine, database_url: str
) -> None:
    migrate(engine)
    killed = subprocess.run([sys.executable, "-c", KILLED, database_url], check=False, timeout=60)
    people = People(SqlBookings(engine), plan())

    assert killed.returncode == -9
    assert people.desk.mine("ann", NOW) == []
    made = people.book("ann", key="k")
    assert people.desk.mine("ann", NOW) == [made]
    assert people.free() == 1


def test_two_who_want_each_other_s_place_never_share_one(engine: Engine) -> None:
    migrate(engine)
    people = People(SqlBookings(engine), plan(office("one", capacity=1)))
    made = {"ann": people.book("ann"), "bob": people.book("bob", HALF_PAST)}

    def swap(who: str) -> None:
        now = people.desk.show(who, made[who].reference, NOW)
        try:
            people.change(who, now, HALF_PAST if now.start == NINE else NINE)
        except BookingRefused:
            return

    with ThreadPoolExecutor(2) as pool:
        for _ in range(40):
            list(pool.map(swap, made))
            starts = [people.desk.mine(who, NOW)[0].start for who in made]
            assert sorted(starts) == [NINE, HALF_PAST]
