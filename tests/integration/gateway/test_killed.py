"""kill -9 of gateway, actions or Redis while people book: nobody is told what is not so."""

import threading
import time
from collections import Counter as Tally
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from random import Random

import httpx
import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from bot.appointments import Appointments
from bot.bookings.booking import OCCUPYING, Booking, State
from bot.bookings.counter import Counter
from bot.bookings.owner import owner_hash
from bot.bookings.plan import SHANGHAI, Plan
from bot.gateway.who import conversation_hash
from bot.policies.loader import load_knowledge
from bot.storage.booking_tables import BookingRow
from bot.storage.bookings import SqlBookings
from bot.storage.database import connect
from tests.booking_person import Known, Person, Wish
from tests.killable import Killable, killable_product
from tests.proof_size import WHOLE
from tests.stack import TODAY

SEED = 20261124
PEOPLE, AT_ONCE = (200, 100) if WHOLE else (80, 60)
KILLED = {"gateway": 3, "actions": 3, "redis": 6}
if not WHOLE:
    KILLED = dict.fromkeys(KILLED, 2)
# Answers between two kills: so few that all kills lie well within the conversations.
FIRST_AFTER, LEAST, MOST = 40, 20, 70
MOST_SECONDS_GONE = 1.0
THINK = 2.0
WISHES = [Wish.KEEPS, Wish.CHANGES, Wish.CANCELS, Wish.LEAVES]
# Few times for many people: most find the first one full.
WORDS = [
    f"预约{day}{hour}去{place}办失业登记"
    for day in ("明天", "后天", "11月27号")
    for hour in ("上午九点", "上午十点", "下午三点")
    for place in ("无锡", "苏州")
] + ["我要预约失业登记", "我要预约失业登记", "帮我预约失业登记"]


class Answers:
    """How many answers were given to all; whoever waits for a number is woken."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._count = 0

    def one_more(self) -> None:
        with self._changed:
            self._count += 1
            self._changed.notify_all()

    def wait_for(self, count: int) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: self._count >= count, timeout=180), self._count


@dataclass(frozen=True)
class After:
    """What is left when all is over and everything runs again."""

    people: list[Person]
    listed: dict[str, dict[str, Known]]  # by conversation
    bookings: dict[str, list[Booking]]  # by conversation
    store: SqlBookings
    engine: Engine
    plan: Plan
    secret: bytes
    killed: list[str]


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Killable]:
    with killable_product(tmp_path_factory.mktemp("killed")) as product:
        yield product


@pytest.fixture(scope="module")
def after(product: Killable) -> After:
    """Everybody has booked, changed, cancelled or left, while processes were killed."""
    random = Random(SEED)
    answers = Answers()
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=0)
    with product.client(timeout=30, limits=limits) as http:
        people = [
            Person(
                http,
                WISHES[number % len(WISHES)],
                random.choice(WORDS),
                Random(SEED + number),
                answers.one_more,
                THINK,
            )
            for number in range(PEOPLE)
        ]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            living = [pool.submit(person.live) for person in people]
            killed = kill_at_random(product, answers, random)
            for each in living:
                each.result()
        product.wait_until_healthy()
        # Whoever else has a booking in the end was not told of it.
        asking = [person for person in people if person.thinks_they_have_one()]
        for person in asking:
            person.think = 0
        with ThreadPoolExecutor(4) as pool:
            shown = list(pool.map(Person.list_mine, asking))
    listed = {each.conversation: had for each, had in zip(asking, shown, strict=True)}
    return what_is_left(product, people, listed, killed)


def kill_at_random(product: Killable, answers: Answers, random: Random) -> list[str]:
    """Kill one process after the other at seeded points, and start each again soon after."""
    names = [name for name, times in KILLED.items() for _ in range(times)]
    random.shuffle(names)
    gaps = [FIRST_AFTER] + [random.randint(LEAST, MOST) for _ in names[1:]]
    for name, count in zip(names, accumulate(gaps), strict=True):
        answers.wait_for(count)
        time.sleep(random.uniform(0, 0.2))
        product.kill(name)
        time.sleep(random.uniform(0, MOST_SECONDS_GONE))
        product.start(name)
    return names


def what_is_left(
    product: Killable, people: list[Person], listed: dict[str, dict[str, Known]], killed: list[str]
) -> After:
    secret, engine = what_it_keeps(product)
    store = SqlBookings(engine)
    folder = product.plan.knowledge_dir
    knowledge = load_knowledge(folder)
    plan = Appointments(folder, lambda: knowledge).plan
    assert plan
    bookings = {}
    for person in people:
        sender = conversation_hash(secret, person.conversation)
        bookings[person.conversation] = store.of_owner(owner_hash(secret, sender))
    return After(people, listed, bookings, store, engine, plan, secret, killed)


def what_it_keeps(product: Killable) -> tuple[bytes, Engine]:
    """Its secret, and its database."""
    secret = product.environment["SUYETONG_SECRET_KEY"].encode()
    return secret, connect(product.environment["DATABASE_URL"])


def known(booking: Booking) -> Known:
    return Known(booking.state.value, booking.office, booking.start.isoformat())


def test_a_move_whose_answer_was_lost_is_not_done_again(product: Killable) -> None:
    secret, engine = what_it_keeps(product)
    store = SqlBookings(engine)
    with product.client(timeout=30) as http:
        person = Person(http, Wish.KEEPS, WORDS[0], Random(SEED), lambda: None, think=0)
        person.live()
        owner = owner_hash(secret, conversation_hash(secret, person.conversation))
        (before,) = store.of_owner(owner)
        body = {"text": "把预约推迟一天", "client_message_id": "once"}
        address = f"/api/v1/conversations/{person.conversation}/messages"
        with ThreadPoolExecutor(1) as pool:
            lost = pool.submit(http.post, address, json=body)
            while not lost.done() and store.of_owner(owner) == [before]:
                time.sleep(0.001)
            product.kill("gateway")
            assert isinstance(lost.exception(), httpx.HTTPError)
        (moved,) = store.of_owner(owner)
        product.start("gateway")
        product.wait_until_healthy()

        reply = http.post(address, json=body).json()

    assert moved.start - before.start == timedelta(days=1)
    assert reply["status"] == "booked", reply
    assert store.of_owner(owner) == [moved]


def test_processes_were_killed_while_people_were_talking(after: After) -> None:
    wishes = Tally(person.wish for person in after.people)
    states = Tally(each.state for held in after.bookings.values() for each in held)

    assert Tally(after.killed) == KILLED
    assert sum(person.resent > 0 for person in after.people) >= 10
    assert sum(person.told_not_now > 0 for person in after.people) >= 10
    assert wishes == dict.fromkeys(WISHES, PEOPLE // len(WISHES))
    # A half keep a booking; some cancelled theirs; what was left unconfirmed is held.
    assert states[State.BOOKED] == PEOPLE // 2
    assert states[State.CANCELLED] == PEOPLE // 4


def test_whatever_a_person_was_told_is_so(after: After) -> None:
    for person in after.people:
        kept = {each.reference: known(each) for each in after.bookings[person.conversation]}
        for reference, told in person.told.items():
            assert kept.get(reference) in {told, *person.asked.get(reference, set())}, person


def test_whatever_is_booked_was_confirmed_and_is_shown_to_whoever_asks(after: After) -> None:
    for person in after.people:
        booked = {
            each.reference: known(each)
            for each in after.bookings[person.conversation]
            if each.state is State.BOOKED
        }
        shown = after.listed.get(person.conversation, {})

        assert booked.keys() <= person.said_yes, person
        assert booked == {ref: each for ref, each in shown.items() if each.state == "booked"}


def test_each_got_what_they_wished_and_once(after: After) -> None:
    for person in after.people:
        states = Tally(each.state for each in after.bookings[person.conversation])
        booked = 1 if person.wish in (Wish.KEEPS, Wish.CHANGES) else 0

        assert states[State.BOOKED] == booked, person
        assert states[State.CANCELLED] >= (person.wish is Wish.CANCELS), person


def test_no_slot_has_more_people_than_places(after: After) -> None:
    people = Tally(
        (each.office, each.start)
        for held in after.bookings.values()
        for each in held
        if each.state in OCCUPYING
    )
    told = Tally(
        (known.office, known.start)
        for person in after.people
        for known in person.told.values()
        if known.state == "booked"
    )

    full = [office for (office, _), count in people.items() if count == places(after, office)]
    assert full, "nobody found a slot full"
    for counted in (people, told):
        assert all(count <= places(after, office) for (office, _), count in counted.items())


def test_whatever_nobody_confirmed_is_given_back_after_its_time(after: After) -> None:
    later = datetime.fromisoformat(f"{TODAY}T23:59").replace(tzinfo=SHANGHAI) + timedelta(hours=1)
    unconfirmed = [each for each in everything(after) if each.state in (State.HELD, State.EXPIRED)]
    assert len(unconfirmed) >= PEOPLE // 4

    Counter(after.store, after.plan, after.secret).release(later)

    for booking in unconfirmed:
        ended = after.store.find(booking.reference)
        assert ended
        assert ended.state is State.EXPIRED
    assert {each.state for each in everything(after)} <= {
        State.BOOKED,
        State.CANCELLED,
        State.EXPIRED,
    }


def places(after: After, office: str) -> int:
    return after.plan.office(office).capacity


def everything(after: After) -> list[Booking]:
    with Session(after.engine) as session:
        wanted = select(BookingRow).where(BookingRow.state != State.CHANGED)
        return [row.booking() for row in session.scalars(wanted)]
