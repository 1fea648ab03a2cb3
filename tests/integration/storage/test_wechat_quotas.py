"""How many service messages may be sent, counted in a real Redis."""

import asyncio
from collections.abc import AsyncIterator
from uuid import uuid4

import pytest
from redis.asyncio import Redis

from bot.storage import wechat_quotas
from bot.storage.wechat_quotas import ALLOWED, Quotas


@pytest.fixture
async def quotas(redis_url: str) -> AsyncIterator[Quotas]:
    async with Redis.from_url(redis_url, decode_responses=True) as redis:
        yield Quotas(redis)


@pytest.fixture
def who() -> str:
    return uuid4().hex


@pytest.mark.parametrize(
    ("what", "count"), [("message", 5), ("click", 3), ("subscribe", 3), ("scan", 3)]
)
async def test_each_thing_that_one_does_allows_so_many(
    quotas: Quotas, who: str, what: str, count: int
) -> None:
    assert not await quotas.spend(who)
    for _ in range(2):
        # It begins anew, and does not add up.
        await quotas.did(who, what)
    spent = await asyncio.gather(*(quotas.spend(who) for _ in range(count + 3)))
    assert spent.count(True) == count


async def test_what_ends_first_is_used_first(
    quotas: Quotas, who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(wechat_quotas.ALLOWED, "click", (3, 1))
    await quotas.did(who, "message")
    await quotas.did(who, "click")
    assert [await quotas.spend(who) for _ in range(3)] == [True] * 3
    await asyncio.sleep(1.1)
    assert [await quotas.spend(who) for _ in range(6)] == [True] * 5 + [False]


async def test_it_ends_before_the_platform_ends_it(quotas: Quotas) -> None:
    assert ALLOWED["message"][1] < 48 * 3600
    assert all(ALLOWED[what][1] < 60 for what in ("click", "subscribe", "scan"))


async def test_who_is_forgotten_is_sent_nothing(quotas: Quotas, who: str) -> None:
    await quotas.did(who, "message")
    await quotas.forget(who)
    assert not await quotas.spend(who)
