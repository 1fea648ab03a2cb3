"""Routes of the official account: WeChat verifies our address, and delivers messages to it."""

import hmac
import time
from contextlib import suppress
from datetime import UTC, datetime

import structlog
from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import PlainTextResponse
from starlette.responses import Response

from bot.bootstrap import GatewayParts, WechatParts
from bot.errors import StoreUnavailable
from bot.gateway.desk import in_thread
from bot.gateway.problems import PROBLEM_RESPONSES, Problem, problem
from bot.gateway.state import State
from bot.gateway.wechat_answers import is_answered
from bot.gateway.wechat_desk import WechatDesk
from bot.gateway.who import conversation_hash
from bot.wechat.account import Delivery, Query, is_stale
from bot.wechat.errors import BadSignature, WechatRefused
from bot.wechat.messages import Incoming, Unsubscribe
from bot.wechat.replies import SUCCESS, text_reply

log = structlog.get_logger()
router = APIRouter(tags=["wechat"])
_RESPONSES = {
    **PROBLEM_RESPONSES,
    403: {"model": Problem, "content": {"application/problem+json": {}}},
}


@router.get("/wechat", responses=_RESPONSES, response_class=PlainTextResponse)
async def verify(request: Request) -> Response:
    """Echo what WeChat sends when our address is entered there."""
    state, wechat = _of(request)
    try:
        echo = wechat.account.verify(
            Query.read(request.query_params), request.query_params.get("echostr", "")
        )
    except WechatRefused as error:
        return _refused(state, error)
    return PlainTextResponse(echo, headers={"X-Content-Type-Options": "nosniff"})


@router.post("/wechat", responses=_RESPONSES, response_class=PlainTextResponse)
async def deliver(request: Request) -> Response:
    """Take a delivery of a message, and answer it as the protocol asks."""
    arrived = time.monotonic()
    state, wechat = _of(request)
    query = Query.read(request.query_params)
    try:
        delivery = wechat.account.open(query, await request.body())
        if is_stale(query, datetime.now(UTC), wechat.fresh_seconds):
            raise BadSignature("stale")
        name = _digest(state.parts, "message", wechat.app_id, delivery.message.key)
        # Of both signatures only one was looked at: what both are made of is used once.
        signed = _digest(state.parts, "request", query.timestamp, query.nonce)
        if not await wechat.replays.passes(signed, name):
            raise BadSignature("replayed")
    except WechatRefused as error:
        return _refused(state, error)
    except StoreUnavailable as error:
        return _busy(state, delivery, error)
    return await _answered(request, state, wechat, delivery, (name, signed, arrived))


async def _answered(
    request: Request,
    state: State,
    wechat: WechatParts,
    delivery: Delivery,
    told: tuple[str, str, float],
) -> Response:
    name, signed, arrived = told
    message = delivery.message
    conversation = _conversation(state.parts, message)
    text: str | None = None
    try:
        if isinstance(message, Unsubscribe):
            await _forget(state.parts, wechat, conversation)
        elif is_answered(message):
            desk: WechatDesk = request.app.state.wechat
            gone = request.is_disconnected
            text = await desk.answer_to(message, name, conversation, arrived, gone)
    except StoreUnavailable as error:
        return _busy(state, delivery, error)
    with suppress(StoreUnavailable):
        # Whoever has hung up did not hear it, and may come again.
        if not await request.is_disconnected():
            await wechat.replays.answered(signed)
    state.metrics.wechat_deliveries.labels("answered" if text else "acknowledged").inc()
    state.metrics.wechat_seconds.observe(time.monotonic() - arrived)
    return _wrapped(delivery, text)


def _of(request: Request) -> tuple[State, WechatParts]:
    """404 while no account is set up."""
    state = State.of(request)
    if state.parts.wechat is None:
        raise HTTPException(404)
    return state, state.parts.wechat


def _refused(state: State, error: WechatRefused) -> Response:
    """The kind of fault is counted, and nothing of what was sent is written down."""
    state.metrics.wechat_refused.labels(type(error).__name__, str(error)).inc()
    return problem(403, "这个请求不是微信发来的，没有处理。")


def _busy(state: State, delivery: Delivery, error: StoreUnavailable) -> Response:
    """Without Redis nobody knows what was done before: nothing is done, and that is said."""
    log.warning("wechat_store_unavailable", reason=str(error))
    state.metrics.wechat_deliveries.labels("busy").inc()
    if not is_answered(delivery.message):
        return _wrapped(delivery, None)
    return _wrapped(
        delivery, state.parts.core.knowledge.edition.answerer.says("utter_degraded_nothing")
    )


def _wrapped(delivery: Delivery, text: str | None) -> Response:
    now = datetime.now(UTC)
    reply = text_reply(delivery.message, text, now) if text else SUCCESS
    body = delivery.wrapped(reply, now)
    kind = "text/plain" if reply is SUCCESS else "application/xml"
    return Response(body, media_type=kind, headers={"X-Content-Type-Options": "nosniff"})


async def _forget(parts: GatewayParts, wechat: WechatParts, conversation: str) -> None:
    """Whoever follows no more: nothing of the conversation stays."""
    people = parts.personal.people
    await wechat.quotas.forget(conversation)
    await in_thread(people.vault.forget, conversation)
    await in_thread(people.proofs.forget_conversation, conversation)
    for talk in people.talks:
        await in_thread(talk.forget_conversation, conversation)


def _conversation(parts: GatewayParts, message: Incoming) -> str:
    """What stands for account and person. No client's own id can be the same: none has a NUL."""
    assert parts.wechat
    return conversation_hash(
        parts.secret, f"wechat\0{parts.wechat.app_id}\0{message.from_user_name}"
    )


def _digest(parts: GatewayParts, *of: str) -> str:
    return hmac.new(parts.secret, "\0".join(("wechat", *of)).encode(), "sha256").hexdigest()
