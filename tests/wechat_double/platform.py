"""The platform as a whole: its API on a free port, and its deliveries to an account's server."""

import asyncio
import random
import secrets
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpx

from tests.wechat_double.api import Fault, PlatformApi
from tests.wechat_double.checks import Travel
from tests.wechat_double.delivery import Courier, Delivered
from tests.wechat_double.ledger import Ledger
from tests.wechat_double.quotas import Quotas
from tests.wechat_double.server import serving
from tests.wechat_double.user import Fields
from tests.wechat_double.wire import OfficialAccount


@dataclass
class WechatDouble:
    """Made by `wechat_double`. `api_url` is what stands in for api.weixin.qq.com.

    `server_url` is where the account's server takes deliveries; it may be set later, since that
    server needs `api_url` to start.
    """

    api_url: str
    account: OfficialAccount
    travel: Travel
    ledger: Ledger
    api: PlatformApi
    quotas: Quotas
    server_url: str = ""
    timeout: float = 5
    tries: int = 3
    _http: httpx.AsyncClient = field(
        default_factory=lambda: httpx.AsyncClient(
            timeout=None, limits=httpx.Limits(max_connections=None), trust_env=False
        )
    )

    async def deliver(self, message: Fields, copies: int = 1, lost: int = 0) -> Delivered:
        """Deliver a message of `user`: `copies` at the same time, `lost` first answers lost."""
        self.quotas.did(str(message["FromUserName"]), message)
        courier = Courier(
            self._http,
            self.server_url,
            self.account,
            self.travel,
            self.ledger,
            self.timeout,
            self.tries,
        )
        return await courier.deliver(message, copies, lost)

    async def deliver_shuffled(
        self, messages: Sequence[Fields], seed: int, copies: int = 1
    ) -> list[Delivered]:
        """Deliver all at once, in an order that `seed` decides; results in the given order."""
        order = list(range(len(messages)))
        random.Random(seed).shuffle(order)
        found = await asyncio.gather(*(self.deliver(messages[at], copies) for at in order))
        by_position = dict(zip(order, found, strict=True))
        return [by_position[at] for at in range(len(messages))]

    async def verify_url(self) -> bool:
        """Verify the account's address as WeChat does when it is entered."""
        timestamp, nonce = str(int(time.time())), str(secrets.randbelow(10**10))
        echo = str(secrets.randbelow(10**19))
        query = {
            "signature": self.account.sign(timestamp, nonce),
            "timestamp": timestamp,
            "nonce": nonce,
            "echostr": echo,
        }
        response = await self._http.get(self.server_url, params=query, timeout=5)
        return response.status_code == httpx.codes.OK and response.text == echo

    def plan(self, path: str, *faults: Fault) -> None:
        """The next calls of `path` go wrong like this."""
        self.api.faults[path].extend(faults)

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()


@asynccontextmanager
async def wechat_double(
    account: OfficialAccount | None = None,
    travel: Travel = Travel.ENCRYPTED,
    now: Callable[[], float] = time.time,
) -> AsyncIterator[WechatDouble]:
    """A platform that runs in a thread of its own, as it would on another machine.

    `now`, in seconds, is what quotas and tokens are counted by.
    """
    account = account or OfficialAccount()
    ledger, quotas = Ledger(), Quotas(now)
    api = PlatformApi(account, ledger, quotas, now)
    async with serving(api.app) as url:
        double = WechatDouble(url, account, travel, ledger, api, quotas)
        try:
            yield double
        finally:
            await double.close()
