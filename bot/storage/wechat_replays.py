"""Signed requests that were seen, so that none of them is used twice.

WeChat signs each delivery of a message anew. Should it ever repeat one, then because the first was
not answered in time: so a request may come again until it was answered, for the same message.
"""

from redis.asyncio import Redis

from bot.storage.redis_errors import store_errors

# KEYS request. ARGV message, seconds. 1 when it may pass.
_PASSES = """
if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'EX', ARGV[2]) then return 1 end
return redis.call('GET', KEYS[1]) == ARGV[1] and 1 or 0
"""
_ANSWERED = "answered"


class Replays:
    """Requests by digest; kept for `seconds`, while a signature is good. StoreUnavailable."""

    def __init__(self, redis: Redis, seconds: int) -> None:
        self._redis = redis
        self._seconds = seconds
        self._passes = redis.register_script(_PASSES)

    async def passes(self, request: str, message: str) -> bool:
        """Whether `request` is new, or carries the same message and was not answered yet."""
        with store_errors():
            return bool(await self._passes(keys=[_key(request)], args=[message, self._seconds]))

    async def answered(self, request: str) -> None:
        """It is not to be answered again."""
        with store_errors():
            await self._redis.set(_key(request), _ANSWERED, ex=self._seconds)


def _key(request: str) -> str:
    return f"wechat:request:{request}"
