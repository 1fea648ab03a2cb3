"""The double delivers as WeChat does, and finds what WeChat would not take."""

import asyncio
from collections.abc import Callable

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tests.wechat_double import user
from tests.wechat_double.checks import Travel
from tests.wechat_double.ledger import Way
from tests.wechat_double.platform import WechatDouble, wechat_double
from tests.wechat_double.server import account_server
from tests.wechat_double.wire import OfficialAccount, read, written

ACCOUNT = OfficialAccount()
Answer = Callable[[dict[str, str]], dict[str, str | int]]


def echo(message: dict[str, str], **changed: str | int) -> dict[str, str | int]:
    return {
        "ToUserName": message["FromUserName"],
        "FromUserName": message["ToUserName"],
        "CreateTime": 12345678,
        "MsgType": "text",
        "Content": f"您说：{message.get('Content')}",
        **changed,
    }


def message_in(body: bytes) -> dict[str, str]:
    fields = read(body)
    return read(ACCOUNT.decrypt(fields["Encrypt"])) if "Encrypt" in fields else fields


def sealed(xml: str, nonce: str, **changed: str) -> bytes:
    encrypted = ACCOUNT.encrypt(xml)
    envelope: user.Fields = {
        "Encrypt": encrypted,
        "MsgSignature": ACCOUNT.sign("1", nonce, encrypted),
        "TimeStamp": 1,
        "Nonce": nonce,
        **changed,
    }
    return written(envelope).encode()


async def answering(request: Request) -> Response:
    """Echoes every message the way that it came."""
    fields = read(await request.body())
    reply = written(echo(message_in(await request.body())))
    if "Encrypt" not in fields:
        return Response(reply.encode())
    return Response(sealed(reply, request.query_params["nonce"]))


def impatient(double: WechatDouble, url: str, timeout: float) -> WechatDouble:
    double.server_url, double.timeout = url, timeout
    return double


@pytest.mark.parametrize("travel", Travel)
async def test_what_is_answered_is_seen_once_in_each_mode(travel: Travel) -> None:
    async with account_server(answering) as url, wechat_double(ACCOUNT, travel) as double:
        double.server_url = url
        delivered = await double.deliver(user.text("oA", "你好]]>"))
    assert double.ledger.texts("oA") == ["您说：你好]]>"]
    assert (delivered.tries, double.ledger.violations) == (1, [])


@pytest.mark.parametrize("body", [b"success", b""])
async def test_an_acknowledgement_is_not_seen_and_not_tried_again(body: bytes) -> None:
    async def acknowledging(_: Request) -> Response:
        return Response(body)

    async with account_server(acknowledging) as url, wechat_double(ACCOUNT) as double:
        double.server_url = url
        delivered = await double.deliver(user.text("oA", "你好"))
    assert double.ledger.texts("oA") == []
    assert (delivered.tries, double.ledger.violations) == (1, [])


async def test_a_slow_server_is_asked_three_times_with_the_same_message() -> None:
    bodies: list[dict[str, str]] = []
    nonces: list[str] = []

    async def slow(request: Request) -> Response:
        bodies.append(message_in(await request.body()))
        nonces.append(request.query_params["nonce"])
        await asyncio.sleep(0.6)
        return Response(b"success")

    async with account_server(slow) as url, wechat_double(ACCOUNT) as double:
        delivered = await impatient(double, url, 0.3).deliver(user.text("oA", "你好"))
    assert delivered.tries == 3
    assert bodies[0] == bodies[1] == bodies[2]
    assert len(set(nonces)) == 3
    assert double.ledger.count(Way.FAULT_NOTICE) == 1
    assert double.ledger.violations == ["no answer within 0.3 s to any of 3 tries"]


async def test_an_answer_to_the_second_try_is_seen() -> None:
    tries = 0

    async def slow_at_first(request: Request) -> Response:
        nonlocal tries
        tries += 1
        if tries == 1:
            await asyncio.sleep(1.5)
        return await answering(request)

    async with account_server(slow_at_first) as url, wechat_double(ACCOUNT) as double:
        delivered = await impatient(double, url, 1).deliver(user.text("oA", "你好"))
    assert (delivered.tries, double.ledger.texts("oA")) == (2, ["您说：你好"])
    assert double.ledger.violations == []


async def test_an_answer_that_gets_lost_is_asked_for_again_and_seen_once() -> None:
    async with account_server(answering) as url, wechat_double(ACCOUNT) as double:
        double.server_url = url
        delivered = await double.deliver(user.text("oA", "你好"), lost=1)
    assert (delivered.tries, double.ledger.texts("oA")) == (2, ["您说：你好"])


async def test_copies_at_the_same_time_are_each_answered_and_one_is_seen() -> None:
    async with account_server(answering) as url, wechat_double(ACCOUNT) as double:
        double.server_url = url
        delivered = await double.deliver(user.text("oA", "你好"), copies=3)
    assert delivered.answers == ["您说：你好"] * 3
    assert double.ledger.texts("oA") == ["您说：你好"]


async def test_shuffled_messages_all_arrive_in_another_order_than_they_were_written() -> None:
    came: list[str] = []

    async def noting(request: Request) -> Response:
        came.append(message_in(await request.body())["Content"])
        return await answering(request)

    words = [str(at) for at in range(20)]
    async with account_server(noting) as url, wechat_double(ACCOUNT) as double:
        double.server_url = url
        messages = [user.text("oA", word) for word in words]
        delivered = await double.deliver_shuffled(messages, seed=1)
    assert sorted(came) == sorted(words)
    assert came != words
    assert [each.shown for each in delivered] == [f"您说：{word}" for word in words]


def _reply(**changed: str | int) -> Callable[[dict[str, str], str], bytes]:
    return lambda message, nonce: sealed(written(echo(message, **changed)), nonce)


_BAD: dict[str, Callable[[dict[str, str], str], bytes]] = {
    "JSON": lambda *_: b'{"errcode": 0}',
    "plain": lambda message, _: written(echo(message)).encode(),
    "to somebody else": _reply(ToUserName="oB"),
    "from somebody else": _reply(FromUserName="gh_other"),
    "no number": _reply(CreateTime="now"),
    "a news": _reply(MsgType="news"),
    "no content": _reply(Content=" "),
    "too long": _reply(Content="好" * 683),
    "another nonce": lambda message, _: sealed(written(echo(message)), "0"),
    "unsigned": lambda message, nonce: sealed(written(echo(message)), nonce, MsgSignature="0" * 40),
    "another account": lambda message, nonce: written(
        {
            "Encrypt": (encrypted := OfficialAccount("wx_other").encrypt(written(echo(message)))),
            "MsgSignature": ACCOUNT.sign("1", nonce, encrypted),
            "TimeStamp": 1,
            "Nonce": nonce,
        }
    ).encode(),
}


@pytest.mark.parametrize("bad", _BAD.values(), ids=_BAD.keys())
async def test_a_reply_that_wechat_would_not_take_is_found(
    bad: Callable[[dict[str, str], str], bytes],
) -> None:
    async def answer(request: Request) -> Response:
        return Response(bad(message_in(await request.body()), request.query_params["nonce"]))

    async with account_server(answer) as url, wechat_double(ACCOUNT) as double:
        double.server_url = url
        await double.deliver(user.text("oA", "你好"))
    assert len(double.ledger.violations) == 1
    assert double.ledger.count(Way.FAULT_NOTICE) == 1


async def test_another_status_than_200_is_found() -> None:
    async def failing(_: Request) -> Response:
        return JSONResponse({}, 500)

    async with account_server(failing) as url, wechat_double(ACCOUNT) as double:
        double.server_url = url
        await double.deliver(user.text("oA", "你好"))
    assert double.ledger.violations == ["status 500"]


@pytest.mark.parametrize("honest", [True, False])
async def test_an_address_is_verified_by_what_it_echoes(honest: bool) -> None:
    async def echoing(request: Request) -> Response:
        return Response(request.query_params["echostr"] if honest else "success")

    async with account_server(echoing) as url, wechat_double(ACCOUNT) as double:
        double.server_url = url
        assert await double.verify_url() is honest
