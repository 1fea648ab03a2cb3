"""Our side of the protocol and the platform's double, which share no code, over HTTP."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from typing import Any

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import Response

from bot.cards import Button, Message, Reply, Topic
from bot.wechat.account import Account, Mode, Query
from bot.wechat.choices import CONTINUED, chosen, render
from bot.wechat.errors import WechatRefused
from bot.wechat.messages import Text
from bot.wechat.replies import SUCCESS, text_reply
from bot.wechat.text import pages
from tests.wechat_double import user
from tests.wechat_double.checks import Travel
from tests.wechat_double.packing import packed
from tests.wechat_double.platform import WechatDouble, wechat_double
from tests.wechat_double.server import account_server
from tests.wechat_double.wire import OfficialAccount

OFFICIAL = OfficialAccount()


class Server:
    """What a gateway does with our parts, at its simplest."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.refused: list[str] = []
        self.kinds: list[str] = []

    async def __call__(self, request: Request) -> Response:
        query = Query.read(request.query_params)
        try:
            if request.method == "GET":
                return Response(self.account.verify(query, request.query_params["echostr"]))
            delivery = self.account.open(query, await request.body())
        except WechatRefused as error:
            self.refused.append(type(error).__name__)
            return Response(status_code=403)
        message = delivery.message
        self.kinds.append(type(message).__name__)
        if not isinstance(message, Text):
            return Response(delivery.wrapped(SUCCESS, datetime.now(UTC)))
        reply = render(_reply(message.content))
        said = chosen(message.content, reply.choices) or pages(reply.text, CONTINUED)[0]
        now = datetime.now(UTC)
        return Response(delivery.wrapped(text_reply(message, said, now), now))


def _reply(said: str) -> Reply:
    return Reply(
        messages=[Message(text=said * 40, buttons=[Button(title="条件", payload="/conditions")])],
        status="answered",
        topic=Topic(journey="policy_info"),
        as_of=date(2026, 12, 1),
    )


@pytest.fixture(params=Travel)
async def running(request: Any) -> AsyncIterator[tuple[Server, WechatDouble]]:
    travel: Travel = request.param
    account = Account(OFFICIAL.token, OFFICIAL.app_id, [OFFICIAL.aes_key], Mode(travel.value))
    server = Server(account)

    async def handle(asked: Request) -> Response:
        return await server(asked)

    async with account_server(handle) as url, wechat_double(OFFICIAL, travel) as double:
        double.server_url = url
        yield server, double


async def test_each_side_reads_the_other_in_every_mode(
    running: tuple[Server, WechatDouble],
) -> None:
    server, double = running
    assert await double.verify_url()
    await double.deliver(user.text("oA", "您好]]>&lt;👨\u200d👩\u200d👧。"))
    await double.deliver(user.text("oA", "回复1"))
    await double.deliver(user.text("oA", "一句很长的话。" * 10))
    assert double.ledger.violations == server.refused == []
    first, second, third = double.ledger.texts("oA")
    assert first.startswith("您好]]>&lt;👨\u200d👩\u200d👧。")
    assert second == "/conditions"
    assert third.endswith(f"一句很长的话。\n{CONTINUED}")


async def test_whatever_a_person_does_is_understood(running: tuple[Server, WechatDouble]) -> None:
    server, double = running
    done = [
        user.voice("oA", "失业金"),
        user.voice("oA", None),
        user.image("oA"),
        user.location("oA", 32.06, 118.79, "南京"),
        user.link("oA", "标题", "https://a.example.cn"),
        user.subscribe("oA", "12"),
        user.click("oA", "人工"),
        user.scan("oA", "12"),
        user.unsubscribe("oA"),
    ]
    for message in done:
        await double.deliver(message)
    assert server.kinds == [
        *("Voice", "Voice", "Image", "Location", "Link"),
        *("Subscribe", "Click", "Scan", "Unsubscribe"),
    ]
    assert double.ledger.violations == []


async def test_what_the_platform_did_not_sign_is_refused(
    running: tuple[Server, WechatDouble],
) -> None:
    server, double = running
    forger = OfficialAccount(token="guessed")
    query, body = packed(user.text("oA", "转账"), forger, double.travel, "1409735669", "1")
    async with httpx.AsyncClient(trust_env=False) as http:
        response = await http.post(double.server_url, params=query, content=body)
    assert response.status_code == 403
    assert server.refused == ["BadSignature"]
    assert server.kinds == []
