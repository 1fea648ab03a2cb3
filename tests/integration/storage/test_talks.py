"""What Redis remembers of a conversation is forgotten, and of no other; against a real Redis."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from redis import Redis
from redis.asyncio import Redis as AsyncRedis

from bot.cards import Message, Reply, Topic
from bot.errors import StoreUnavailable
from bot.storage.conversations import Conversations, Entry
from bot.storage.talks import RedisTalks


@pytest.fixture
def redis(redis_url: str) -> Iterator[Redis]:
    with Redis.from_url(redis_url) as client:
        yield client


@pytest.fixture
def talks(redis: Redis) -> RedisTalks:
    return RedisTalks(redis)


async def said(url: str, conversation: str, *messages: str) -> None:
    """The gateway remembers these messages; Rasa its tracker."""
    reply = Reply(
        messages=[Message(text="答")],
        status="answered",
        topic=Topic(journey="policy_info"),
        as_of=date(2026, 11, 24),
    )
    async with AsyncRedis.from_url(url, decode_responses=True) as client:
        conversations = Conversations(client, 3600)
        for message in messages:
            entry = Entry(role="user", text="问", at=datetime.now(UTC))
            await conversations.remember(conversation, message, [entry], reply)
        # Where Rasa's tracker store keeps it.
        await client.set(f"tracker:{conversation}", "{}")


def keys(redis: Redis, conversation: str) -> list[Any]:
    return list(redis.scan_iter(f"*{conversation}*"))


async def test_history_answers_and_rasa_s_memory_are_forgotten(
    talks: RedisTalks, redis: Redis, redis_url: str, name: str
) -> None:
    await said(redis_url, name, "m-1", "m-2", "m-3")
    assert len(keys(redis, name)) == 5

    assert talks.forget_conversation(name) == 5
    assert keys(redis, name) == []


async def test_other_conversations_keep_theirs(
    talks: RedisTalks, redis: Redis, redis_url: str, name: str
) -> None:
    await said(redis_url, name, "m-1")
    await said(redis_url, f"{name}-other", "m-1")
    talks.forget_conversation(name)

    assert len(keys(redis, f"{name}-other")) == 3


def test_what_was_never_said_is_nothing_to_forget_and_twice_is_harmless(
    talks: RedisTalks, name: str
) -> None:
    assert talks.forget_conversation(name) == 0
    assert talks.forget_conversation(name) == 0


async def test_however_many_answers_there_are_all_are_forgotten(
    talks: RedisTalks, redis: Redis, name: str
) -> None:
    redis.mset({f"conversation:{name}:reply:{at}": "{}" for at in range(2500)})

    assert talks.forget_conversation(name) == 2500
    assert keys(redis, name) == []


async def test_the_lock_of_the_turn_under_way_stays(
    talks: RedisTalks, redis: Redis, name: str
) -> None:
    # Whoever erases in the chat does so in a turn, which gives the lock back itself.
    redis.set(f"conversation:{name}:lock", "mine", ex=60)
    talks.forget_conversation(name)

    assert redis.exists(f"conversation:{name}:lock") == 1


def test_a_redis_that_is_gone_is_unavailable(own_redis: Any, name: str) -> None:
    with Redis.from_url(own_redis.url) as client:
        own_redis.kill()
        with pytest.raises(StoreUnavailable):
            RedisTalks(client).forget_conversation(name)
