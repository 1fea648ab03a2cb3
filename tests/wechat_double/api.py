"""The platform's API: access tokens, customer-service messages, the menu, subscription messages."""

import asyncio
import secrets
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.wechat_double.checks import MOST_BYTES
from tests.wechat_double.ledger import Ledger, Seen, Way
from tests.wechat_double.quotas import Quotas
from tests.wechat_double.wire import OfficialAccount

TOKEN = "/cgi-bin/stable_token"
SEND = "/cgi-bin/message/custom/send"
SUBSCRIPTION = "/cgi-bin/message/subscribe/bizsend"
MENU = "/cgi-bin/menu/"


@dataclass(frozen=True)
class Fault:
    """What goes wrong with one call: an errcode, a status, no JSON, or seconds of silence.

    With `done` the call was carried out before it went wrong, and the caller cannot know.
    """

    errcode: int = 0
    status: int = 200
    garbled: bool = False
    silence: float = 0
    done: bool = False


class PlatformApi:
    """State and routes. `now` is in seconds."""

    def __init__(
        self, account: OfficialAccount, ledger: Ledger, quotas: Quotas, now: Callable[[], float]
    ) -> None:
        self.menu: dict[str, Any] | None = None
        self.tokens_given = 0
        self.subscriptions: dict[str, int] = defaultdict(int)
        self.faults: dict[str, deque[Fault]] = defaultdict(deque)
        self._account = account
        self._ledger = ledger
        self._quotas = quotas
        self._now = now
        self._token: tuple[str, float] | None = None
        self._lock = Lock()
        self.app = Starlette(routes=[Route("/{path:path}", self._answer, methods=["GET", "POST"])])

    def expire_token(self) -> None:
        """The token in use is valid no more."""
        with self._lock:
            self._token = None

    async def _answer(self, request: Request) -> Response:
        path = request.url.path
        self._ledger.calls.append(path)
        with self._lock:
            planned = self.faults[path]
            fault = planned.popleft() if planned else Fault()
        body = await request.json() if request.method == "POST" else {}
        failing = fault != Fault()
        answer = {} if failing and not fault.done else self._carried_out(request, path, body)
        await asyncio.sleep(fault.silence)
        if fault.garbled or fault.status != 200:
            return Response("<html>Bad Gateway</html>", fault.status)
        if fault.errcode:
            return JSONResponse({"errcode": fault.errcode, "errmsg": "as planned"})
        return JSONResponse(answer)

    def _carried_out(self, request: Request, path: str, body: dict[str, Any]) -> dict[str, Any]:
        with self._lock:
            if path == TOKEN:
                return self._give_token(body)
            if code := self._refused(request.query_params.get("access_token")):
                return _errcode(code)
            if path == SEND:
                return self._send(body)
            if path == SUBSCRIPTION:
                return self._subscription(body)
            if path.startswith(MENU):
                return self._menu(path.removeprefix(MENU), body)
        return _errcode(40066)

    def _give_token(self, body: dict[str, Any]) -> dict[str, Any]:
        if body.get("grant_type") != "client_credential":
            return _errcode(40002)
        if body.get("appid") != self._account.app_id:
            return _errcode(40013)
        if body.get("secret") != self._account.app_secret:
            return _errcode(40001)
        self.tokens_given += 1
        # The same token as long as it is valid, but for its last five minutes.
        if self._token is None or self._token[1] - self._now() <= 300:
            self._token = secrets.token_urlsafe(96), self._now() + 7200
        token, until = self._token
        return {"access_token": token, "expires_in": int(until - self._now())}

    def _refused(self, token: str | None) -> int:
        if token is None:
            return 41001
        if self._token is None or token != self._token[0]:
            return 40001
        return 42001 if self._token[1] <= self._now() else 0

    def _send(self, body: dict[str, Any]) -> dict[str, Any]:
        content = body.get("text", {}).get("content", "")
        if body.get("msgtype") != "text" or not content.strip():
            self._ledger.violate("customer service: no text")
            return _errcode(40008)
        if len(content.encode()) > MOST_BYTES:
            self._ledger.violate(f"customer service: {len(content.encode())} bytes")
            return _errcode(45002)
        if code := self._quotas.spend(body["touser"]):
            self._ledger.violate(f"customer service: {code}")
            return _errcode(code)
        self._ledger.show(body["touser"], Seen(content, Way.CUSTOMER_SERVICE))
        return _errcode(0)

    def _subscription(self, body: dict[str, Any]) -> dict[str, Any]:
        user = body["touser"]
        if self.subscriptions[user] < 1:
            return _errcode(43101)
        self.subscriptions[user] -= 1
        values = "、".join(each["value"] for each in body["data"].values())
        self._ledger.show(user, Seen(values, Way.SUBSCRIPTION))
        return _errcode(0)

    def _menu(self, action: str, body: dict[str, Any]) -> dict[str, Any]:
        if action == "create":
            if not 1 <= len(body.get("button", [])) <= 3:
                return _errcode(40016)
            self.menu = body
        elif action == "delete":
            self.menu = None
        elif self.menu is None:
            return _errcode(46003)
        else:
            return {"menu": self.menu}
        return _errcode(0)


def _errcode(code: int) -> dict[str, Any]:
    return {"errcode": code, "errmsg": "error" if code else "ok"}
