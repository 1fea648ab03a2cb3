"""One call to WeChat's platform over HTTP, and what came of it."""

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

import httpx

from bot.adaptors.outcome import surely_refused, surely_unsent
from bot.adaptors.own_machine import is_on_this_machine
from bot.wechat.api_errors import WechatUnavailable, refusal

ENDPOINT = "https://api.weixin.qq.com"
# httpx counts each wait by itself; this counts the call.
_MOST_SECONDS = 10


def http_client(endpoint: str = ENDPOINT, seconds: float = 5) -> httpx.AsyncClient:
    """A client for `endpoint`, with `seconds` for connecting and for each wait.

    ValueError for an endpoint without TLS, unless it is on this machine. It connects anew each
    time: on a kept connection that the other side has just closed nobody knows what was taken.
    """
    address = httpx.URL(endpoint)
    here = is_on_this_machine(address.host)
    if address.scheme != "https" and not here:
        raise ValueError("WeChat has to be reached by https")
    # It writes whole addresses, and ours hold the access token.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    return httpx.AsyncClient(
        base_url=endpoint,
        timeout=seconds,
        limits=httpx.Limits(max_keepalive_connections=0),
        trust_env=not here,
    )


async def call(
    http: httpx.AsyncClient,
    path: str,
    body: Mapping[str, Any] | None = None,
    token: str | None = None,
) -> dict[str, Any]:
    """What the platform answers: POST with a body, GET without. It is called once.

    WechatCallRefused for an errcode, WechatUnavailable without an answer; neither names anybody.
    """
    try:
        async with asyncio.timeout(_MOST_SECONDS):
            response = await http.request(
                "GET" if body is None else "POST",
                path,
                params={"access_token": token} if token else None,
                json=body,
                follow_redirects=False,
            )
    except (httpx.HTTPError, TimeoutError) as error:
        # The kind alone: its words may hold the address, and that the token.
        raise WechatUnavailable(type(error).__name__, surely_unsent(error)) from None
    if response.status_code != httpx.codes.OK:
        status = response.status_code
        raise WechatUnavailable(f"HTTP {status}", surely_refused(status))
    return _answer(response)


def _answer(response: httpx.Response) -> dict[str, Any]:
    try:
        answer = response.json()
        code = answer.get("errcode", 0)
    except (ValueError, AttributeError):
        raise WechatUnavailable("answer not understood", False) from None
    if not isinstance(answer, dict) or not isinstance(code, int):
        raise WechatUnavailable("answer not understood", False)
    if code:
        raise refusal(code)
    return answer
