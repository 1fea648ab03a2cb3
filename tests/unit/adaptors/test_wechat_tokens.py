"""The access token against the platform's double, over HTTP."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest

from bot.adaptors.wechat_http import http_client
from bot.adaptors.wechat_tokens import AccessTokens
from bot.wechat.api_errors import TokenRefused, WechatCallRefused, WechatUnavailable
from tests.fake_wechat import MemoryTokens
from tests.wechat_double.api import TOKEN, Fault
from tests.wechat_double.platform import WechatDouble, wechat_double


class Clock:
    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def double(clock: Clock) -> AsyncIterator[WechatDouble]:
    async with wechat_double(now=clock) as running:
        yield running


@pytest.fixture
async def http(double: WechatDouble) -> AsyncIterator[httpx.AsyncClient]:
    async with http_client(double.api_url) as client:
        yield client


@pytest.fixture
def tokens(double: WechatDouble, http: httpx.AsyncClient, clock: Clock) -> AccessTokens:
    account = double.account
    return AccessTokens(http, account.app_id, account.app_secret, MemoryTokens(clock))


async def test_it_is_fetched_once_for_many_who_ask(
    tokens: AccessTokens, double: WechatDouble
) -> None:
    found = await asyncio.gather(*(tokens.current() for _ in range(20)))
    assert len(set(found)) == 1
    assert double.api.tokens_given == 1


async def test_it_is_renewed_five_minutes_before_its_end(
    tokens: AccessTokens, double: WechatDouble, clock: Clock
) -> None:
    first = await tokens.current()
    clock.seconds += 7200 - 301
    assert await tokens.current() == first
    clock.seconds += 1
    assert await tokens.current() != first
    assert double.api.tokens_given == 2


async def test_a_refused_token_is_given_to_nobody_any_more(
    tokens: AccessTokens, double: WechatDouble
) -> None:
    first = await tokens.current()
    double.api.expire_token()
    await tokens.refused(first)
    assert await tokens.current() != first


async def test_a_token_refused_to_a_laggard_leaves_the_new_one(tokens: AccessTokens) -> None:
    current = await tokens.current()
    await tokens.refused("an old one")
    assert await tokens.current() == current


async def test_a_wrong_secret_is_told_by_name(
    double: WechatDouble, http: httpx.AsyncClient
) -> None:
    wrong = AccessTokens(http, double.account.app_id, "wrong", MemoryTokens())
    with pytest.raises(TokenRefused) as refused:
        await wrong.current()
    assert refused.value.code == 40001


async def test_a_wrong_app_id_is_refused_with_its_code(
    double: WechatDouble, http: httpx.AsyncClient
) -> None:
    wrong = AccessTokens(http, "wx-wrong", double.account.app_secret, MemoryTokens())
    with pytest.raises(WechatCallRefused) as refused:
        await wrong.current()
    assert refused.value.code == 40013


async def test_it_is_fetched_again_after_the_platform_did_not_answer(
    tokens: AccessTokens, double: WechatDouble
) -> None:
    double.plan(TOKEN, Fault(status=502), Fault(done=True))
    with pytest.raises(WechatUnavailable, match="HTTP 502"):
        await tokens.current()
    assert await tokens.current()


async def test_an_answer_without_a_token_is_not_understood(
    tokens: AccessTokens, double: WechatDouble
) -> None:
    double.plan(TOKEN, Fault(errcode=0, silence=0.01))
    with pytest.raises(WechatUnavailable, match="not understood"):
        await tokens.current()
