"""Ticket locks in a real Redis; two stores stand for two workers."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest
import redis
from rasa.core.lock_store import LockError, LockStore
from rasa.utils.endpoints import EndpointConfig

from rasa_ext.lock_store import AtomicLockStore

LONG = 3600.0


@pytest.fixture
def store(redis_url: str) -> AtomicLockStore:
    return AtomicLockStore(EndpointConfig(redis_url))


@pytest.fixture
def of_another_worker(redis_url: str) -> AtomicLockStore:
    return AtomicLockStore(EndpointConfig(redis_url))


def waiting(store: AtomicLockStore, conversation: str) -> list[int]:
    lock = store.get_lock(conversation)
    return [ticket.number for ticket in lock.tickets] if lock else []


def test_tickets_are_numbered_in_the_order_in_which_they_are_issued(
    store: AtomicLockStore, of_another_worker: AtomicLockStore, conversation: str
) -> None:
    stores = [store, of_another_worker] * 3

    assert [each.issue_ticket(conversation, LONG) for each in stores] == [0, 1, 2, 3, 4, 5]
    assert waiting(store, conversation) == [0, 1, 2, 3, 4, 5]


def test_tickets_of_different_conversations_are_numbered_apart(
    store: AtomicLockStore, conversation: str
) -> None:
    assert store.issue_ticket(conversation, LONG) == 0
    assert store.issue_ticket(f"{conversation}-other", LONG) == 0


def test_of_twenty_threads_over_two_workers_none_gets_anothers_ticket_and_none_is_lost(
    store: AtomicLockStore, of_another_worker: AtomicLockStore, conversation: str
) -> None:
    def ten_tickets(number: int) -> list[int]:
        worker = (store, of_another_worker)[number % 2]
        return [worker.issue_ticket(conversation, LONG) for _ in range(10)]

    # Each ticket reads all before it, and again when it came too late: more would take minutes.
    with ThreadPoolExecutor(20) as threads:
        issued = [ticket for each in threads.map(ten_tickets, range(20)) for ticket in each]

    assert sorted(issued) == list(range(200))
    assert waiting(store, conversation) == list(range(200))


def test_tickets_that_are_finished_while_others_are_issued_leave_the_others_alone(
    store: AtomicLockStore, of_another_worker: AtomicLockStore, conversation: str
) -> None:
    first = [store.issue_ticket(conversation, LONG) for _ in range(60)]

    with ThreadPoolExecutor(8) as threads:
        finished = [threads.submit(store.cleanup, conversation, ticket) for ticket in first]
        issued = [
            threads.submit(of_another_worker.issue_ticket, conversation, LONG) for _ in range(60)
        ]
        for done in finished:
            done.result()
        later = {done.result() for done in issued}

    assert len(later) == 60
    # Once all of the first had been finished, the numbers may have begun anew.
    assert set(waiting(store, conversation)) == later


def test_a_worker_that_waits_loses_no_ticket_of_another_one(
    store: AtomicLockStore, of_another_worker: AtomicLockStore, conversation: str
) -> None:
    over = Event()

    def wait() -> None:
        # What Rasa does each time that a worker finds that it is not its turn yet.
        while not over.is_set():
            of_another_worker.update_lock(conversation)
            time.sleep(0.001)

    with ThreadPoolExecutor(3) as threads:
        waiters = [threads.submit(wait) for _ in range(2)]
        try:
            issued = [store.issue_ticket(conversation, LONG) for _ in range(200)]
        finally:
            over.set()
        for waiter in waiters:
            waiter.result()

    assert issued == list(range(200))
    assert waiting(store, conversation) == issued


def test_a_worker_that_waits_removes_tickets_that_expired(
    store: AtomicLockStore, conversation: str
) -> None:
    store.issue_ticket(conversation, 0.01)
    second = store.issue_ticket(conversation, LONG)
    time.sleep(0.05)
    store.update_lock(conversation)

    assert waiting(store, conversation) == [second]


def test_a_ticket_that_expired_does_not_hold_up_the_next_one(
    store: AtomicLockStore, conversation: str
) -> None:
    store.issue_ticket(conversation, 0.01)
    second = store.issue_ticket(conversation, LONG)
    time.sleep(0.05)

    lock = store.get_lock(conversation)

    assert lock is not None
    assert not lock.is_locked(second)


def test_a_lock_that_nobody_waits_for_is_forgotten(
    store: AtomicLockStore, conversation: str, client: "redis.Redis[str]"
) -> None:
    ticket = store.issue_ticket(conversation, LONG)
    assert client.keys(f"*{conversation}*") == [f"lock:{conversation}"]

    store.cleanup(conversation, ticket)

    assert store.get_lock(conversation) is None
    assert client.keys(f"*{conversation}*") == []


def test_a_lock_that_somebody_waits_for_is_kept(
    store: AtomicLockStore, of_another_worker: AtomicLockStore, conversation: str
) -> None:
    first = store.issue_ticket(conversation, LONG)
    second = of_another_worker.issue_ticket(conversation, LONG)

    store.cleanup(conversation, first)

    assert waiting(store, conversation) == [second]
    lock = of_another_worker.get_lock(conversation)
    assert lock is not None
    assert not lock.is_locked(second)


def test_finishing_a_ticket_that_is_not_there_is_harmless(
    store: AtomicLockStore, conversation: str
) -> None:
    store.cleanup(conversation, 7)
    store.issue_ticket(conversation, LONG)
    store.cleanup(conversation, 7)

    assert waiting(store, conversation) == [0]


def test_a_lock_whose_worker_died_is_forgotten_in_the_end(
    store: AtomicLockStore, conversation: str, client: "redis.Redis[str]"
) -> None:
    store.issue_ticket(conversation)

    assert 0 < client.ttl(f"lock:{conversation}") <= 3600


def test_saving_and_deleting_a_lock_do_what_they_say(
    store: AtomicLockStore, of_another_worker: AtomicLockStore, conversation: str
) -> None:
    lock = store.create_lock(conversation)
    lock.issue_ticket(LONG)
    store.save_lock(lock)
    assert waiting(of_another_worker, conversation) == [0]
    store.delete_lock(conversation)

    assert of_another_worker.get_lock(conversation) is None


def test_rasa_makes_the_store_from_the_endpoint_of_its_configuration(
    redis_url: str, conversation: str
) -> None:
    endpoint = EndpointConfig(redis_url, type="rasa_ext.lock_store.AtomicLockStore")
    store = LockStore.create(endpoint)

    assert isinstance(store, AtomicLockStore)
    assert store.issue_ticket(conversation) == 0


async def test_rasas_lock_lets_one_in_at_a_time_over_two_workers(
    store: AtomicLockStore, of_another_worker: AtomicLockStore, conversation: str
) -> None:
    inside = most = done = 0

    async def turn(worker: AtomicLockStore) -> None:
        nonlocal inside, most, done
        async with worker.lock(conversation, LONG, wait_time_in_seconds=0.01):
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0.005)
            inside -= 1
            done += 1

    await asyncio.wait_for(
        asyncio.gather(*(turn(worker) for worker in [store, of_another_worker] * 5)), 20
    )

    assert (most, done) == (1, 10)
    assert store.get_lock(conversation) is None


def test_without_redis_no_ticket_is_issued(
    start_redis: Callable[[], Any], conversation: str
) -> None:
    server = start_redis()
    store = AtomicLockStore(EndpointConfig(server.url))
    store.issue_ticket(conversation, LONG)
    server.kill()

    with pytest.raises(LockError):
        store.issue_ticket(conversation, LONG)
