"""The token's cache in a real Redis, and processes that share it."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from typing import Any
from uuid import uuid4

import pytest
from redis.asyncio import Redis

from bot.adaptors.wechat_http import http_client
from bot.adaptors.wechat_token_cache import RedisTokens
from bot.adaptors.wechat_tokens import AccessTokens
from bot.errors import StoreUnavailable
from tests.token_cache_suite import TokenCacheSuite
from tests.wechat_double.platform import wechat_double


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    connected = Redis.from_url(redis_url, decode_responses=True, socket_timeout=2)
    yield connected
    await connected.aclose()


class TestRedisTokens(TokenCacheSuite):
    @pytest.fixture
    def cache(self, redis: Redis) -> RedisTokens:
        return RedisTokens(redis, f"wx{uuid4()}")

    async def test_another_account_has_its_own(self, cache: RedisTokens, redis: Redis) -> None:
        await cache.put("a", 60)
        assert await RedisTokens(redis, "wx-other").get() is None

    async def test_the_lock_of_a_process_that_died_ends(
        self, redis: Redis, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("bot.adaptors.wechat_token_cache._LOCK_SECONDS", 1)
        app_id = f"wx{uuid4()}"
        dead = RedisTokens(redis, app_id).refreshing()
        await dead.__aenter__()
        began = time.monotonic()
        async with RedisTokens(redis, app_id).refreshing():
            assert time.monotonic() - began < 3


async def test_five_processes_and_fifty_calls_fetch_one_token(redis_url: str) -> None:
    app_id = f"wx{uuid4()}"
    connections = [Redis.from_url(redis_url, decode_responses=True) for _ in range(5)]
    async with wechat_double() as double:
        object.__setattr__(double.account, "app_id", app_id)
        clients = [http_client(double.api_url) for _ in connections]
        processes = [
            AccessTokens(http, app_id, double.account.app_secret, RedisTokens(redis, app_id))
            for http, redis in zip(clients, connections, strict=True)
        ]
        tokens = await asyncio.gather(
            *(process.current() for process in processes for _ in range(10))
        )
        for http in clients:
            await http.aclose()
        for redis in connections:
            await redis.aclose()
    assert len(set(tokens)) == 1
    assert double.api.tokens_given == 1


async def test_without_redis_it_says_so(start_redis: Callable[[], Any]) -> None:
    server = start_redis()
    redis = Redis.from_url(server.url, decode_responses=True, socket_timeout=1)
    cache = RedisTokens(redis, "wx1")
    server.kill()
    for asked in (cache.get(), cache.put("a", 1), cache.drop("a")):
        with pytest.raises(StoreUnavailable):
            await asked
    with pytest.raises(StoreUnavailable):
        async with cache.refreshing():
            pass
    await redis.aclose()
