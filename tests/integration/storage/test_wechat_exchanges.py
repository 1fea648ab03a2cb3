"""Who answers a message of WeChat, decided in a real Redis."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any
from uuid import uuid4

import pytest
from redis.asyncio import Redis

from bot.errors import StoreUnavailable
from bot.storage.wechat_exchanges import Exchanges, Sent, Step, Way

CLAIM = 0.3


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    async with Redis.from_url(redis_url, decode_responses=True, socket_timeout=2) as connected:
        await connected.delete("wechat:open")
        yield connected


@pytest.fixture
def exchanges(redis: Redis) -> Exchanges:
    return Exchanges(redis, CLAIM)


@pytest.fixture
def name() -> str:
    return uuid4().hex


@pytest.fixture
def talk() -> str:
    return uuid4().hex


async def claimed(exchanges: Exchanges, name: str, talk: str, seconds: float = 5) -> None:
    """A first delivery `d1`, whose process works on it as `t1`."""
    found = await exchanges.arrive(name, "d1", "t1", seconds, "sealed message", talk)
    assert (found.step, found.is_new) == (Step.COMPUTE, True)


async def test_of_many_deliveries_at_once_one_computes(
    exchanges: Exchanges, name: str, talk: str
) -> None:
    found = await asyncio.gather(
        *(exchanges.arrive(name, f"d{at}", f"t{at}", 5, "sealed", talk) for at in range(20))
    )
    assert [each.step for each in found].count(Step.COMPUTE) == 1
    assert [each.step for each in found].count(Step.WAIT) == 19
    assert [each.is_new for each in found].count(True) == 1


async def test_an_answer_goes_in_band_to_whoever_waits_and_to_each_who_comes_later(
    exchanges: Exchanges, name: str, talk: str
) -> None:
    await claimed(exchanges, name, talk)
    assert await exchanges.finish(name, "t1", talk, "answer", "") is Way.IN_BAND
    assert (await exchanges.look(name, "d1", "t9", 5)).step is Step.ANSWER
    assert (await exchanges.leave(name, "d1")).answer == "answer"
    assert (await exchanges.arrive(name, "d2", "t2", 5, "sealed", talk)).step is Step.ANSWER
    assert (await exchanges.leave(name, "d2")).answer == "answer"
    await asyncio.sleep(CLAIM * 1.5)
    assert await exchanges.lapsed() == []


async def test_when_nobody_waits_it_is_sent_and_later_deliveries_are_acknowledged(
    exchanges: Exchanges, name: str, talk: str
) -> None:
    await claimed(exchanges, name, talk)
    assert (await exchanges.leave(name, "d1")).step is Step.ACKNOWLEDGE
    assert await exchanges.finish(name, "t1", talk, "answer", "") is Way.SERVICE
    later = await exchanges.arrive(name, "d2", "t2", 5, "sealed", talk)
    assert later.step is Step.ACKNOWLEDGE


async def test_a_delivery_that_leaves_as_the_answer_comes_takes_it(
    exchanges: Exchanges, name: str, talk: str
) -> None:
    await claimed(exchanges, name, talk)
    assert await exchanges.finish(name, "t1", talk, "answer", "") is Way.IN_BAND
    assert (await exchanges.leave(name, "d1")).answer == "answer"


async def test_an_answer_that_nobody_listens_to_is_sent(
    exchanges: Exchanges, name: str, talk: str
) -> None:
    await claimed(exchanges, name, talk)
    assert await exchanges.finish(name, "t1", talk, "answer", "") is Way.IN_BAND
    assert (await exchanges.leave(name, "d1", take=False)).answer is None
    await asyncio.sleep(CLAIM * 1.5)
    assert (await exchanges.take_over(name, "t2")).step == "send"


async def test_a_claim_that_is_renewed_stays_and_one_that_is_not_is_taken(
    exchanges: Exchanges, name: str, talk: str
) -> None:
    await claimed(exchanges, name, talk)
    for _ in range(3):
        await asyncio.sleep(CLAIM / 2)
        assert await exchanges.renew(name, "t1")
    assert (await exchanges.look(name, "d2", "t2", 5)).step is Step.WAIT
    await asyncio.sleep(CLAIM * 1.5)
    assert (await exchanges.look(name, "d2", "t2", 5)).step is Step.COMPUTE
    assert not await exchanges.renew(name, "t1")
    assert await exchanges.finish(name, "t1", talk, "late answer", "") is None
    assert await exchanges.finish(name, "t2", talk, "answer", "") is Way.IN_BAND


async def test_what_nobody_works_on_is_found_and_one_takes_it_over(
    exchanges: Exchanges, name: str, talk: str
) -> None:
    await claimed(exchanges, name, talk)
    assert await exchanges.lapsed() == []
    await asyncio.sleep(CLAIM * 1.5)
    assert await exchanges.lapsed() == [name]
    found = await asyncio.gather(*(exchanges.take_over(name, f"s{at}") for at in range(5)))
    assert sorted(each.step for each in found) == ["compute", *["held"] * 4]
    (left,) = [each for each in found if each.step == "compute"]
    assert (left.message, left.conversation) == ("sealed message", talk)


async def test_an_answer_that_its_delivery_never_carried_is_sent_by_another(
    exchanges: Exchanges, name: str, talk: str
) -> None:
    await claimed(exchanges, name, talk, seconds=0.4)
    assert await exchanges.finish(name, "t1", talk, "answer", "") is Way.IN_BAND
    # Both processes end here.
    await asyncio.sleep(0.5)
    left = await exchanges.take_over(name, "t2")
    assert (left.step, left.answer) == ("send", "answer")
    assert await exchanges.begin_sending(name, "t2")
    late = await exchanges.arrive(name, "d2", "t3", 5, "sealed", talk)
    assert late.step is Step.ACKNOWLEDGE


async def test_an_answer_whose_sender_died_is_sent_unless_it_was_on_its_way(
    exchanges: Exchanges, name: str, talk: str
) -> None:
    await claimed(exchanges, name, talk, seconds=0)
    assert await exchanges.finish(name, "t1", talk, "answer", "") is Way.SERVICE
    await asyncio.sleep(CLAIM * 1.5)
    assert (await exchanges.take_over(name, "t2")).step == "send"
    assert await exchanges.begin_sending(name, "t2")
    assert not await exchanges.begin_sending(name, "t2")
    await asyncio.sleep(CLAIM * 1.5)
    assert (await exchanges.take_over(name, "t3")).step == "in_doubt"
    assert (await exchanges.take_over(name, "t4")).step == "gone"


async def test_what_ends_every_process_that_works_on_it_is_given_up(
    exchanges: Exchanges, name: str, talk: str
) -> None:
    await claimed(exchanges, name, talk, seconds=0)
    steps = []
    for at in range(5):
        await asyncio.sleep(CLAIM * 1.2)
        steps.append((await exchanges.take_over(name, f"s{at}")).step)
    assert steps == ["compute", "compute", "compute", "given_up", "gone"]


async def test_what_was_kept_is_told_with_the_next_answer_and_only_once(
    exchanges: Exchanges, talk: str
) -> None:
    for at in range(7):
        kept = f"{talk}{at}"
        await claimed(exchanges, kept, talk, seconds=0)
        await exchanges.finish(kept, "t1", talk, "answer", "")
        await exchanges.end(kept, "t1", talk, Sent.KEPT, f"sealed {at}")
    last = f"{talk}-last"
    await claimed(exchanges, last, talk)
    # No more than a person would read; asked again by whoever takes it over, the same.
    latest = [f"sealed {at}" for at in range(2, 7)]
    assert await exchanges.gather(last, "t1", talk) == latest
    assert await exchanges.gather(last, "t1", talk) == latest
    assert await exchanges.gather(last, "another", talk) == []


async def test_without_redis_it_says_so(start_redis: Callable[[], Any]) -> None:
    server = start_redis()
    async with Redis.from_url(server.url, decode_responses=True, socket_timeout=1) as redis:
        exchanges = Exchanges(redis)
        server.kill()
        for asked in (exchanges.arrive("m", "d", "t", 1, "s", "c"), exchanges.lapsed()):
            with pytest.raises(StoreUnavailable):
                await asked


async def test_what_is_decided_stays_decided_when_it_is_said_again(
    exchanges: Exchanges, redis: Redis, name: str, talk: str
) -> None:
    await claimed(exchanges, name, talk)
    assert await exchanges.finish(name, "t1", talk, "answer", "") is Way.IN_BAND
    assert (await exchanges.leave(name, "d1")).answer == "answer"
    # The process did not hear that it was done, and nobody waits any more.
    assert await exchanges.finish(name, "t1", talk, "answer", "") is Way.IN_BAND

    other = f"{name}-other"
    await claimed(exchanges, other, talk, seconds=0)
    await exchanges.finish(other, "t1", talk, "answer", "")
    for _ in range(2):
        await exchanges.end(other, "t1", talk, Sent.KEPT, "sealed")
    assert await redis.llen(f"wechat:kept:{talk}") == 1
