"""A signed request is used once, in a real Redis."""

from collections.abc import AsyncIterator
from uuid import uuid4

import pytest
from redis.asyncio import Redis

from bot.storage.wechat_replays import Replays


@pytest.fixture
async def replays(redis_url: str) -> AsyncIterator[Replays]:
    async with Redis.from_url(redis_url, decode_responses=True) as redis:
        yield Replays(redis, 60)


async def test_a_request_may_come_again_until_it_was_answered(replays: Replays) -> None:
    request = uuid4().hex
    assert await replays.passes(request, "m1")
    assert await replays.passes(request, "m1")
    await replays.answered(request)
    assert not await replays.passes(request, "m1")
    assert await replays.passes(uuid4().hex, "m1")


async def test_it_may_not_come_again_with_another_message(replays: Replays) -> None:
    request = uuid4().hex
    assert await replays.passes(request, "m1")
    assert not await replays.passes(request, "m2")
