"""The access token in Redis, for all processes of one account."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.errors import StoreUnavailable

# Longer than fetching a token takes; the lock of a process that died is free again after this.
_LOCK_SECONDS = 15
_DROP = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end"


class RedisTokens:
    """The TokenCache over Redis. `redis` decodes its responses."""

    def __init__(self, redis: Redis, app_id: str) -> None:
        self._redis = redis
        self._key = f"wechat:{app_id}:token"

    async def get(self) -> str | None:
        """See TokenCache."""
        with _store_errors():
            token = await self._redis.get(self._key)
        return None if token is None else str(token)

    async def put(self, token: str, seconds: int) -> None:
        """See TokenCache."""
        with _store_errors():
            await self._redis.set(self._key, token, ex=seconds)

    async def drop(self, token: str) -> None:
        """See TokenCache."""
        with _store_errors():
            await self._redis.eval(_DROP, 1, self._key, token)

    @asynccontextmanager
    async def refreshing(self) -> AsyncIterator[None]:
        """See TokenCache. StoreUnavailable when it is not free in time."""
        lock = self._redis.lock(
            f"{self._key}:lock",
            timeout=_LOCK_SECONDS,
            blocking_timeout=_LOCK_SECONDS + 1,
            sleep=0.05,
        )
        with _store_errors():
            if not await lock.acquire():
                raise StoreUnavailable("lock")
        try:
            yield
        finally:
            try:
                with _store_errors():
                    await lock.release()
            except StoreUnavailable:
                # It expired or Redis went away; in both cases nobody waits for us any more.
                pass


@contextmanager
def _store_errors() -> Iterator[None]:
    try:
        yield
    except (RedisError, OSError) as error:
        raise StoreUnavailable(type(error).__name__) from error
