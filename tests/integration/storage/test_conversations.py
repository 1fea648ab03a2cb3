"""Conversations against a real Redis; two objects with a client each stand for two processes."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio
from redis.asyncio import Redis

from bot.cards import Button, ContactCard, HotlineLine, Message, Reply, Topic
from bot.errors import StoreUnavailable
from bot.storage import conversations as module
from bot.storage.conversations import Conversations, Entry

KEEP_SECONDS = 3600
NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)
CARD = ContactCard(lines=[HotlineLine(number="12333", name="人社热线", note="工作日")])
BUTTON = Button(title="材料", payload="要带什么材料")


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Conversations]:
    redis = Redis.from_url(url, decode_responses=True, socket_timeout=2, socket_connect_timeout=2)
    async with redis:
        yield Conversations(redis, KEEP_SECONDS)


@pytest_asyncio.fixture
async def conversations(redis_url: str) -> AsyncIterator[Conversations]:
    async with opened(redis_url) as one:
        yield one


@pytest_asyncio.fixture
async def of_another_process(redis_url: str) -> AsyncIterator[Conversations]:
    async with opened(redis_url) as other:
        yield other


@pytest_asyncio.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    async with Redis.from_url(redis_url, decode_responses=True) as client:
        yield client


def entry(text: str, minute: int = 0) -> Entry:
    return Entry(role="user", text=text, at=NOON + timedelta(minutes=minute))


def reply(text: str) -> Reply:
    return Reply(
        messages=[Message(text=text, card=CARD, buttons=[BUTTON])],
        status="answered",
        topic=Topic(journey="policy_info", aspect="materials", policies=["p"]),
        as_of=date(2025, 3, 1),
    )


async def test_turns_of_one_conversation_never_overlap_over_two_processes(
    conversations: Conversations, of_another_process: Conversations, name: str
) -> None:
    inside = most = done = 0

    async def turn(process: Conversations) -> None:
        nonlocal inside, most, done
        async with process.one_at_a_time(name):
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0.005)
            inside -= 1
            done += 1

    processes = [conversations, of_another_process] * 10
    await asyncio.gather(*(turn(process) for process in processes))

    assert (most, done) == (1, 20)


async def test_turns_of_one_process_are_served_in_the_order_in_which_they_came(
    conversations: Conversations, name: str
) -> None:
    served: list[int] = []

    async def turn(number: int) -> None:
        async with conversations.one_at_a_time(name):
            # An earlier turn takes longer, so that a race cannot look like an order.
            await asyncio.sleep(0.02 / (number + 1))
            served.append(number)

    async with AsyncExitStack() as earlier_turn:
        await earlier_turn.enter_async_context(conversations.one_at_a_time(name))
        turns = [asyncio.create_task(turn(number)) for number in range(12)]
        await asyncio.sleep(0.05)
        assert served == []
    await asyncio.gather(*turns)

    assert served == list(range(12))


async def test_turns_of_different_conversations_run_at_the_same_time(
    conversations: Conversations, name: str
) -> None:
    all_inside = asyncio.Barrier(5)

    async def turn(number: int) -> None:
        async with conversations.one_at_a_time(f"{name}-{number}"):
            await all_inside.wait()

    async with asyncio.timeout(5):
        await asyncio.gather(*(turn(number) for number in range(5)))


async def test_a_turn_that_fails_lets_the_next_one_in_and_its_error_out(
    conversations: Conversations, of_another_process: Conversations, name: str
) -> None:
    with pytest.raises(ZeroDivisionError):
        async with conversations.one_at_a_time(name):
            raise ZeroDivisionError

    async with asyncio.timeout(5), of_another_process.one_at_a_time(name):
        pass


async def test_a_turn_whose_client_goes_away_lets_the_next_one_in(
    conversations: Conversations, of_another_process: Conversations, name: str
) -> None:
    inside = asyncio.Event()

    async def turn() -> None:
        async with conversations.one_at_a_time(name):
            inside.set()
            await asyncio.sleep(60)

    holder, waiter = asyncio.create_task(turn()), asyncio.create_task(turn())
    await inside.wait()
    await asyncio.sleep(0.02)
    for task in (waiter, holder):
        task.cancel()
    await asyncio.gather(holder, waiter, return_exceptions=True)

    async with asyncio.timeout(5), of_another_process.one_at_a_time(name):
        pass


async def test_a_lock_that_expired_during_the_turn_does_not_raise(
    conversations: Conversations, name: str, redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_LOCK_SECONDS", 0.05)

    async with conversations.one_at_a_time(name):
        await asyncio.sleep(0.2)
        assert await redis.keys(f"*{name}*") == []


async def test_a_turn_whose_lock_expired_leaves_the_next_owners_lock_alone(
    conversations: Conversations,
    of_another_process: Conversations,
    name: str,
    redis: Redis,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with AsyncExitStack() as next_owner:
        with monkeypatch.context() as short:
            short.setattr(module, "_LOCK_SECONDS", 0.05)
            slow = conversations.one_at_a_time(name)
            await slow.__aenter__()
        await next_owner.enter_async_context(of_another_process.one_at_a_time(name))
        await slow.__aexit__(None, None, None)

        assert await redis.exists(f"conversation:{name}:lock") == 1


async def test_the_lock_of_a_process_that_died_frees_itself(
    conversations: Conversations, name: str, redis: Redis
) -> None:
    await redis.set(f"conversation:{name}:lock", "left by a dead process", px=200)

    async with asyncio.timeout(5), conversations.one_at_a_time(name):
        pass


async def test_a_lock_says_when_it_expires_however_its_process_ends(
    conversations: Conversations, name: str, redis: Redis
) -> None:
    async with conversations.one_at_a_time(name):
        assert 0 < await redis.ttl(f"conversation:{name}:lock") <= module._LOCK_SECONDS


async def test_a_turn_that_waits_too_long_for_the_lock_is_told_that_the_store_is_unavailable(
    conversations: Conversations, name: str, redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_LOCK_SECONDS", 0.1)
    await redis.set(f"conversation:{name}:lock", "of another process", ex=60)

    with pytest.raises(StoreUnavailable):
        async with conversations.one_at_a_time(name):
            raise AssertionError("two turns at once")


async def test_a_reply_is_remembered_by_its_message_id_in_every_process(
    conversations: Conversations, of_another_process: Conversations, name: str
) -> None:
    await conversations.remember(name, "m-1", [entry("一")], reply("答一"))
    await conversations.remember(name, "m-2", [entry("二")], reply("答二"))

    assert await of_another_process.reply_to(name, "m-1") == reply("答一")
    assert await of_another_process.reply_to(name, "m-2") == reply("答二")


async def test_a_reply_belongs_to_its_conversation_and_its_message_alone(
    conversations: Conversations, name: str
) -> None:
    await conversations.remember(name, "m-1", [entry("一")], reply("答一"))

    assert await conversations.reply_to(name, "m-2") is None
    assert await conversations.reply_to(f"{name}-other", "m-1") is None


async def test_a_turn_without_a_message_id_keeps_its_history_and_no_reply(
    conversations: Conversations, name: str, redis: Redis
) -> None:
    await conversations.remember(name, None, [entry("一")], reply("答一"))

    assert await conversations.history(name) == [entry("一")]
    assert await redis.keys(f"*{name}*") == [f"conversation:{name}:history"]


async def test_history_is_oldest_first_with_cards_buttons_and_times(
    conversations: Conversations, name: str
) -> None:
    first = [entry("问"), Entry(role="bot", text="答", card=CARD, buttons=[BUTTON], at=NOON)]
    second = [entry("再问", minute=1), Entry(role="bot", text="再答", at=NOON)]
    await conversations.remember(name, "m-1", first, reply("答"))
    await conversations.remember(name, "m-2", second, reply("再答"))

    assert await conversations.history(name) == first + second


async def test_a_conversation_nobody_had_has_no_history(
    conversations: Conversations, name: str
) -> None:
    assert await conversations.history(name) == []


async def test_history_is_cut_to_its_latest_entries(
    conversations: Conversations, name: str
) -> None:
    length = module._HISTORY_LENGTH
    for start in range(0, length + 50, 10):
        entries = [entry(str(number)) for number in range(start, start + 10)]
        await conversations.remember(name, None, entries, reply("答"))

    texts = [kept.text for kept in await conversations.history(name)]
    assert texts == [str(number) for number in range(50, length + 50)]


async def test_everything_kept_of_a_conversation_expires(
    conversations: Conversations, name: str, redis: Redis
) -> None:
    await conversations.remember(name, "m-1", [entry("一")], reply("答"))
    keys = await redis.keys(f"*{name}*")

    assert len(keys) == 2
    for key in keys:
        assert KEEP_SECONDS - 60 < await redis.ttl(key) <= KEEP_SECONDS


async def test_a_later_turn_keeps_the_history_for_the_whole_time_again(
    conversations: Conversations, name: str, redis: Redis
) -> None:
    await conversations.remember(name, None, [entry("一")], reply("答"))
    await redis.expire(f"conversation:{name}:history", 10)
    await conversations.remember(name, None, [entry("二")], reply("答"))

    assert await redis.ttl(f"conversation:{name}:history") > KEEP_SECONDS - 60


async def _enter(conversations: Conversations) -> None:
    async with conversations.one_at_a_time("anything"):
        raise AssertionError("a lock without Redis")


CALLS: dict[str, Callable[[Conversations], Awaitable[Any]]] = {
    "one_at_a_time": _enter,
    "reply_to": lambda conversations: conversations.reply_to("c", "m"),
    "remember": lambda conversations: conversations.remember("c", "m", [entry("一")], reply("答")),
    "history": lambda conversations: conversations.history("c"),
    "last_reply": lambda conversations: conversations.last_reply("c"),
    "ping": lambda conversations: conversations.ping(),
}


def test_every_method_is_tried_without_redis() -> None:
    assert set(CALLS) == {method for method in vars(Conversations) if not method.startswith("_")}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
async def test_without_redis_the_store_is_unavailable(
    own_redis: Any, call: Callable[[Conversations], Awaitable[Any]]
) -> None:
    async with opened(own_redis.url) as conversations:
        await conversations.ping()
        own_redis.kill()

        with pytest.raises(StoreUnavailable):
            await call(conversations)


async def test_a_redis_that_hangs_is_given_up_within_seconds(own_redis: Any) -> None:
    async with opened(own_redis.url) as conversations:
        await conversations.ping()
        own_redis.freeze()
        began = time.monotonic()

        with pytest.raises(StoreUnavailable):
            await conversations.history("c")

        assert time.monotonic() - began < 10


async def test_a_turn_during_which_redis_goes_away_ends_without_an_error(own_redis: Any) -> None:
    async with opened(own_redis.url) as conversations, conversations.one_at_a_time("c"):
        own_redis.kill()
