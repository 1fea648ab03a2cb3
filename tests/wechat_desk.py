"""The official account over real Redis and the platform's double: gateways in one process."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

import uvicorn
from fastapi import FastAPI
from redis import Redis as SyncRedis
from redis.asyncio import Redis

from bot.adaptors.wechat_api import WechatApi
from bot.adaptors.wechat_http import http_client
from bot.adaptors.wechat_tokens import AccessTokens
from bot.bootstrap import GatewayParts, WechatParts
from bot.cards import Button, Card, Message, Reply, Topic
from bot.gateway.app import create_app
from bot.rasa_client import Span
from bot.storage.conversations import Conversations
from bot.storage.talks import RedisTalks
from bot.storage.wechat_exchanges import Exchanges
from bot.storage.wechat_quotas import Quotas
from bot.storage.wechat_replays import Replays
from bot.storage.wechat_shown import ShownLast
from bot.wechat.account import Account, Mode
from tests.fake_wechat import MemoryTokens
from tests.fakes import TODAY, FakeRasa, Fakes
from tests.wechat_double.checks import Travel
from tests.wechat_double.platform import WechatDouble, wechat_double
from tests.wechat_double.wire import OfficialAccount

# As five seconds and four and a half, only sooner.
TIMEOUT, ANSWER = 1.0, 0.6


def reply(
    text: str, buttons: list[tuple[str, str]] | None = None, card: Card | None = None
) -> Reply:
    """A reply of one bubble; `buttons` are titles with payloads."""
    made = [Button(title=title, payload=payload) for title, payload in buttons or []]
    return Reply(
        messages=[Message(text=text, card=card, buttons=made)],
        status="chitchat",
        topic=Topic(journey="chitchat"),
        as_of=TODAY,
    )


class ScriptedRasa(FakeRasa):
    """Says `replies` of a text, or repeats it; `seconds` is how long each answer takes."""

    def __init__(self) -> None:
        super().__init__()
        self.replies: dict[str, Reply] = {}
        self.seconds = 0.0

    async def turn(
        self,
        conversation: str,
        text: str,
        mentions: list[Span],
        client: str | None = None,
        message_id: str | None = None,
    ) -> Reply:
        await super().turn(conversation, text, mentions, client, message_id)
        await asyncio.sleep(self.seconds)
        return self.replies.get(text) or reply(f"答：{text}")

    @property
    def heard(self) -> list[str]:
        """What it was sent, in order."""
        return [text for text, _ in self.sent]


@dataclass
class Office:
    """A double, what stands behind the gateways, and their addresses."""

    double: WechatDouble
    fakes: Fakes
    rasa: ScriptedRasa
    parts: GatewayParts
    redis: Redis
    urls: list[str] = field(default_factory=list)
    apps: list[FastAPI] = field(default_factory=list)

    def counted(self, name: str, **labels: str) -> float:
        """A figure over all gateways."""
        registries = [app.state.suyetong.metrics.registry for app in self.apps]
        return sum(each.get_sample_value(name, labels) or 0.0 for each in registries)

    async def settled(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds."""
        async with asyncio.timeout(10):
            while not holds():
                await asyncio.sleep(0.02)

    async def kept(self) -> str:
        """Everything that Redis holds, keys and values."""
        read = {
            "string": self.redis.get,
            "hash": self.redis.hgetall,
            "list": lambda key: self.redis.lrange(key, 0, -1),
            "zset": lambda key: self.redis.zrange(key, 0, -1),
        }
        keys = [key async for key in self.redis.scan_iter("*")]
        return "\n".join([f"{key} {await read[await self.redis.type(key)](key)}" for key in keys])


@asynccontextmanager
async def office(
    redis_url: str,
    number: int = 1,
    travel: Travel = Travel.ENCRYPTED,
    *,
    timeout: float = TIMEOUT,
    answer: float = ANSWER,
) -> AsyncIterator[Office]:
    """`number` gateways on an emptied Redis; the double delivers to the first.

    The double waits for `timeout` seconds, and the gateways answer in the reply within `answer`.
    """
    account = OfficialAccount()
    redis = Redis.from_url(redis_url, decode_responses=True, socket_timeout=2)
    await redis.flushdb()
    async with wechat_double(account, travel) as double, redis:
        double.timeout = timeout
        fakes, rasa = Fakes(), ScriptedRasa()
        sealer = fakes.parts.personal.sealer
        http = http_client(double.api_url)
        tokens = AccessTokens(http, account.app_id, account.app_secret, MemoryTokens())
        wechat = WechatParts(
            app_id=account.app_id,
            account=Account(account.token, account.app_id, [account.aes_key], Mode(travel.value)),
            api=WechatApi(http, tokens),
            exchanges=Exchanges(redis, claim_seconds=1),
            quotas=Quotas(redis),
            replays=Replays(redis, 600),
            shown=ShownLast(redis, sealer),
            fresh_seconds=300,
            answer_seconds=answer,
        )
        talks = [RedisTalks(SyncRedis.from_url(redis_url))]
        personal = fakes.parts.personal
        parts = replace(
            fakes.parts,
            rasa=rasa,
            conversations=Conversations(redis, 3600),
            personal=replace(personal, people=replace(personal.people, talks=talks)),
            wechat=wechat,
        )
        one = Office(double, fakes, rasa, parts, redis)
        async with contextlib.AsyncExitStack() as stack:
            for _ in range(number):
                app = create_app(parts)
                one.apps.append(app)
                one.urls.append(await stack.enter_async_context(_served(app)) + "/wechat")
            double.server_url = one.urls[0]
            yield one


@asynccontextmanager
async def _served(app: FastAPI) -> AsyncIterator[str]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False))
        running = asyncio.create_task(server.serve([listener]))
        while not server.started:
            await asyncio.sleep(0.005)
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            await running
