"""Delivering one message as WeChat does: five seconds a try, three tries, one answer shown."""

import asyncio
import secrets
import time
from dataclasses import dataclass, field

import httpx

from tests.wechat_double.checks import BadReply, Travel, text_of
from tests.wechat_double.ledger import Ledger, Seen, Way
from tests.wechat_double.packing import packed
from tests.wechat_double.user import Fields, key
from tests.wechat_double.wire import OfficialAccount

NOTICE = "该公众号提供的服务出现故障，请稍后再试"


@dataclass
class Delivered:
    """What came of one message: how many tries, what was answered, what was shown in-band."""

    tries: int = 0
    answers: list[str | None] = field(default_factory=list)
    shown: str | None = None


@dataclass(frozen=True)
class Courier:
    """Carries messages to `url`. `timeout` is in seconds a try."""

    http: httpx.AsyncClient
    url: str
    account: OfficialAccount
    travel: Travel
    ledger: Ledger
    timeout: float
    tries: int

    async def deliver(self, message: Fields, copies: int, lost: int) -> Delivered:
        """Carry it; `copies` at once, and the first `lost` answers get lost on their way back."""
        delivered = Delivered()
        outcomes = await asyncio.gather(
            *(self._tried(message, delivered, lost) for _ in range(copies))
        )
        user = str(message["FromUserName"])
        if delivered.shown is not None:
            self.ledger.show(user, Seen(delivered.shown, Way.IN_BAND, key(message)))
        elif not any(outcomes):
            self.ledger.show(user, Seen(NOTICE, Way.FAULT_NOTICE, key(message)))
        return delivered

    async def _tried(self, message: Fields, delivered: Delivered, lost: int) -> bool:
        """Try until it is answered; False when it never was, or with what WeChat does not take."""
        for at in range(self.tries):
            delivered.tries += 1
            nonce = str(secrets.randbelow(10**10))
            began = time.monotonic()
            try:
                async with asyncio.timeout(self.timeout):
                    response = await self._post(message, nonce)
            except (TimeoutError, httpx.TransportError):
                continue
            if at < lost:
                continue
            return self._taken(response, message, nonce, time.monotonic() - began, delivered)
        self.ledger.violate(f"no answer within {self.timeout} s to any of {self.tries} tries")
        return False

    def _taken(
        self,
        response: httpx.Response,
        message: Fields,
        nonce: str,
        seconds: float,
        delivered: Delivered,
    ) -> bool:
        self.ledger.seconds_in_band.append(seconds)
        if response.status_code != httpx.codes.OK:
            self.ledger.violate(f"status {response.status_code}")
            return False
        try:
            text = text_of(response.content, message, nonce, self.account, self.travel)
        except BadReply as error:
            self.ledger.violate(f"bad reply: {error}")
            return False
        delivered.answers.append(text)
        # A message has one answer on the screen, however often it was delivered.
        delivered.shown = delivered.shown or text
        return True

    async def _post(self, message: Fields, nonce: str) -> httpx.Response:
        timestamp = str(int(time.time()))
        query, body = packed(message, self.account, self.travel, timestamp, nonce)
        return await self.http.post(
            self.url, params=query, content=body, headers={"Content-Type": "text/xml"}
        )
