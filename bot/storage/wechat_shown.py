"""What a conversation in WeChat was shown last: its numbered choices, and the rest of a long text.

Kept sealed for an hour, beside answers that could not be sent yet.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from redis.asyncio import Redis

from bot.errors import SealBroken
from bot.sealing import Sealer
from bot.storage.redis_errors import store_errors

SHOWN, KEPT = "wechat:shown:{}", "wechat:kept:{}"
SHOWN_SECONDS = 3600


@dataclass(frozen=True)
class Shown:
    """`choices` has payloads by their mark, in order; `rest` the pages that were not shown yet."""

    choices: Mapping[str, str] = field(default_factory=dict, repr=False)
    rest: tuple[str, ...] = field(default=(), repr=False)

    def sealed(self, sealer: Sealer) -> str:
        """As it is stored."""
        content = {"choices": dict(self.choices), "rest": list(self.rest)}
        return sealer.seal(json.dumps(content, ensure_ascii=False))

    @classmethod
    def opened(cls, sealed: str, sealer: Sealer) -> "Shown":
        """As it was stored. SealBroken."""
        content = json.loads(sealer.open(sealed))
        return cls(content["choices"], tuple(content["rest"]))


class ShownLast:
    """By conversation, a digest. `redis` decodes its responses. StoreUnavailable."""

    def __init__(self, redis: Redis, sealer: Sealer) -> None:
        self._redis = redis
        self._sealer = sealer

    async def of(self, conversation: str) -> Shown:
        """Nothing, when it is too long ago."""
        with store_errors():
            sealed = await self._redis.get(SHOWN.format(conversation))
        try:
            return Shown.opened(str(sealed), self._sealer) if sealed else Shown()
        except SealBroken:
            # Keys were changed meanwhile; the person asks again.
            return Shown()
