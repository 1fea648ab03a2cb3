"""Limits counted in a real Redis."""

import asyncio
from typing import Any

import pytest
from redis.asyncio import Redis

from bot.errors import ConfigError, RateLimited, StoreUnavailable
from bot.storage.rate_limits import RateLimits


async def test_a_conversation_may_send_as_many_as_its_limit_and_no_more(
    redis_url: str, name: str
) -> None:
    limits = RateLimits(redis_url, b"secret", "100/minute", "3/minute")
    for _ in range(3):
        await limits.check(name, name)

    with pytest.raises(RateLimited):
        await limits.check(name, name)
    await limits.check(name, f"{name}-other")


async def test_a_client_may_send_as_many_as_its_limit_over_all_its_conversations(
    redis_url: str, name: str
) -> None:
    limits = RateLimits(redis_url, b"secret", "3/minute", "100/minute")
    for number in range(3):
        await limits.check(name, f"{name}-{number}")

    with pytest.raises(RateLimited):
        await limits.check(name, f"{name}-another")
    await limits.check(f"{name}-other", f"{name}-another")


async def test_no_address_of_a_client_stands_in_redis(redis_url: str, name: str) -> None:
    limits = RateLimits(redis_url, b"secret", "3/minute", "100/minute")

    await limits.check(f"203.0.113.7-{name}", "a conversation's hash")
    await limits.check_client(f"203.0.113.7-{name}")

    keys = [str(key) async for key in Redis.from_url(redis_url).scan_iter("*")]
    assert any("client" in key for key in keys)
    assert any("reader" in key for key in keys)
    assert not any("203.0.113.7" in key for key in keys)


async def test_a_client_and_a_conversation_of_the_same_name_are_counted_apart(
    redis_url: str, name: str
) -> None:
    limits = RateLimits(redis_url, b"secret", "2/minute", "2/minute")

    await limits.check(name, name)
    await limits.check(name, name)


async def test_messages_are_counted_over_all_processes(redis_url: str, name: str) -> None:
    processes = [RateLimits(redis_url, b"secret", "100/minute", "4/minute") for _ in range(2)]
    for limits in processes * 2:
        await limits.check(name, name)

    for limits in processes:
        with pytest.raises(RateLimited):
            await limits.check(name, name)


async def test_messages_at_the_same_moment_never_exceed_the_limit(
    redis_url: str, name: str
) -> None:
    processes = [RateLimits(redis_url, b"secret", "100/minute", "5/minute") for _ in range(2)]

    results = await asyncio.gather(
        *(limits.check(name, name) for limits in processes * 10), return_exceptions=True
    )

    assert results.count(None) == 5
    assert all(isinstance(result, RateLimited) for result in results if result is not None)


async def _sent_until_refused(limits: RateLimits, name: str) -> int:
    """The seconds to wait; several tries, as a slow machine may need them to be too fast."""
    for _ in range(100):
        try:
            await limits.check(name, name)
        except RateLimited as error:
            return error.retry_after
    raise AssertionError("never refused")


@pytest.mark.parametrize("rate", ["1/minute", "1/second"])
async def test_the_seconds_to_wait_are_at_least_one_and_at_most_the_window(
    redis_url: str, name: str, rate: str
) -> None:
    limits = RateLimits(redis_url, b"secret", rate, "100/minute")

    retry_after = await _sent_until_refused(limits, name)

    assert isinstance(retry_after, int)
    assert 1 <= retry_after <= {"1/minute": 60, "1/second": 1}[rate]


async def test_after_the_seconds_to_wait_a_message_is_let_through(
    redis_url: str, name: str
) -> None:
    limits = RateLimits(redis_url, b"secret", "100/minute", "1/2second")
    await limits.check(name, name)
    # 1.4 seconds are left: whoever is told to wait for one would be refused again.
    await asyncio.sleep(0.6)
    retry_after = await _sent_until_refused(limits, name)

    await asyncio.sleep(retry_after + 0.1)

    await limits.check(name, name)


@pytest.mark.parametrize("text", ["", "快一点", "30", "30/fortnight", "-1/second", "30/second,"])
@pytest.mark.parametrize(
    ("setting", "position"),
    [("SUYETONG_RATE_PER_CLIENT", 0), ("SUYETONG_RATE_PER_CONVERSATION", 1)],
)
def test_a_rate_that_cannot_be_read_is_refused_by_the_name_of_its_setting(
    setting: str, position: int, text: str
) -> None:
    rates = ["30/second", "30/second"]
    rates[position] = text

    with pytest.raises(ConfigError, match=setting):
        RateLimits("redis://127.0.0.1:1/0", b"secret", *rates)


async def test_without_redis_the_store_is_unavailable(own_redis: Any, name: str) -> None:
    limits = RateLimits(own_redis.url, b"secret", "30/second", "30/second")
    await limits.check(name, name)
    own_redis.kill()

    with pytest.raises(StoreUnavailable):
        await limits.check(name, name)


async def test_a_redis_that_hangs_is_given_up_within_seconds(own_redis: Any, name: str) -> None:
    limits = RateLimits(own_redis.url, b"secret", "30/second", "30/second")
    await limits.check(name, name)
    own_redis.freeze()

    async with asyncio.timeout(10):
        with pytest.raises(StoreUnavailable):
            await limits.check(name, name)
