"""How many messages a client and a conversation may send, counted in Redis."""

import hmac
import math
import time

from limits import RateLimitItem, parse
from limits.aio.storage import RedisStorage
from limits.aio.strategies import MovingWindowRateLimiter
from redis.asyncio import BlockingConnectionPool

from bot.errors import ConfigError, RateLimited
from bot.storage.redis_errors import store_errors


class RateLimits:
    """Moving windows over all gateway processes. An address is counted by its keyed hash."""

    def __init__(
        self, redis_url: str, secret: bytes, per_client: str, per_conversation: str
    ) -> None:
        self._secret = secret
        # Whoever finds all connections in use waits for one.
        pool = BlockingConnectionPool.from_url(redis_url, timeout=2)
        self._limiter = MovingWindowRateLimiter(
            RedisStorage(
                f"async+{redis_url}",
                implementation="redispy",
                # Documented, and missing in its types.
                connection_pool=pool,  # type: ignore[arg-type]
            )
        )
        self._per_client = _parse("SUYETONG_RATE_PER_CLIENT", per_client)
        self._per_conversation = _parse("SUYETONG_RATE_PER_CONVERSATION", per_conversation)

    async def check(self, client: str, conversation: str) -> None:
        """Count one message. RateLimited, with seconds to wait, when it is one too many."""
        await self._hit(self._per_client, "client", self._hashed(client))
        await self._hit(self._per_conversation, "conversation", conversation)

    async def check_client(self, client: str) -> None:
        """Count one reading of what is public, apart from the messages. RateLimited."""
        await self._hit(self._per_client, "reader", self._hashed(client))

    def _hashed(self, client: str) -> str:
        return hmac.new(self._secret, f"client address\0{client}".encode(), "sha256").hexdigest()

    async def _hit(self, limit: RateLimitItem, kind: str, key: str) -> None:
        with store_errors():
            if await self._limiter.hit(limit, kind, key):
                return
            stats = await self._limiter.get_window_stats(limit, kind, key)
        raise RateLimited(max(1, math.ceil(stats.reset_time - time.time())))


def _parse(setting: str, text: str) -> RateLimitItem:
    try:
        return parse(text)
    except ValueError:
        raise ConfigError(f"{setting}={text!r} 不对，请写成 30/second 或 120/minute") from None
