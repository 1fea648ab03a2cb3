"""How many service messages may be sent to somebody: what they did last decides it.

developers.weixin.qq.com, 客服消息: five within 48 hours of a message; three within a minute of
pressing the menu, following, or scanning a code.
"""

from redis.asyncio import Redis

from bot.storage.redis_errors import store_errors

_HOURS_48 = 48 * 3600
# WeChat counts from what was done, and we from hearing of it: so we stop a little earlier.
_EARLIER = 15
# What was done, how many messages may answer it, and for how many seconds.
ALLOWED = {
    "message": (5, _HOURS_48 - _EARLIER),
    "click": (3, 60 - _EARLIER),
    "subscribe": (3, 60 - _EARLIER),
    "scan": (3, 60 - _EARLIER),
}
_CLOCK = """
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
"""
# KEYS quota. ARGV what, count, seconds, seconds to keep.
_DID = (
    _CLOCK
    + """
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2], ARGV[1] .. ':until', now + ARGV[3] * 1000)
redis.call('EXPIRE', KEYS[1], ARGV[4])
"""
)
# What ends first is used first. KEYS quota. ARGV the names of what can be done.
_SPEND = (
    _CLOCK
    + """
local best, ends
for _, name in ipairs(ARGV) do
  local found = redis.call('HMGET', KEYS[1], name, name .. ':until')
  if found[1] and tonumber(found[1]) > 0 and tonumber(found[2]) > now then
    if not ends or tonumber(found[2]) < ends then best, ends = name, tonumber(found[2]) end
  end
end
if not best then return 0 end
redis.call('HINCRBY', KEYS[1], best, -1)
return 1
"""
)


class Quotas:
    """By conversation, a digest, over all processes. StoreUnavailable."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._did = redis.register_script(_DID)
        self._spend = redis.register_script(_SPEND)

    async def did(self, conversation: str, what: str) -> None:
        """They did `what`, a key of ALLOWED: what it allows begins anew, and does not add up."""
        count, seconds = ALLOWED[what]
        with store_errors():
            await self._did(keys=[_key(conversation)], args=[what, count, seconds, _HOURS_48])

    async def spend(self, conversation: str) -> bool:
        """Count one message; False, and nothing is counted, when it would be one too many."""
        with store_errors():
            return bool(await self._spend(keys=[_key(conversation)], args=list(ALLOWED)))

    async def forget(self, conversation: str) -> None:
        """Nothing may be sent any more."""
        with store_errors():
            await self._redis.delete(_key(conversation))


def _key(conversation: str) -> str:
    return f"wechat:quota:{conversation}"
