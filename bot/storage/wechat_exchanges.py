"""Messages of WeChat and who answers each of them, decided in Redis for all gateway processes.

A message and its conversation are digests here. What was said, and by whom, is sealed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from redis.asyncio import Redis

from bot.storage import wechat_scripts as scripts
from bot.storage.redis_errors import store_errors
from bot.storage.wechat_shown import KEPT, SHOWN, SHOWN_SECONDS

# WeChat delivers a message three times within some 15 seconds; its signature is good for minutes.
RECORD_SECONDS = 900
_KEPT_SECONDS = 48 * 3600
_MOST_KEPT = 5
# A message that ends every process that works on it.
_MOST_ATTEMPTS = 4
_OPEN = "wechat:open"


class Step(StrEnum):
    """What a delivery is to do."""

    COMPUTE = "compute"  # the claim is its own
    WAIT = "wait"  # somebody computes
    ANSWER = "answer"  # take it and say it: `leave`
    ACKNOWLEDGE = "acknowledge"  # say nothing: it goes another way


class Way(StrEnum):
    """How an answer goes to the person."""

    IN_BAND = "in_band"
    SERVICE = "service"


class Sent(StrEnum):
    """What became of a service message."""

    OWED = "owed"
    SENDING = "sending"
    SENT = "sent"
    KEPT = "kept"  # it is told with the next answer
    DROPPED = "dropped"  # nobody could get it
    IN_DOUBT = "in_doubt"  # perhaps it was sent; it is not sent again


@dataclass(frozen=True)
class Next:
    """What a delivery is to do; `is_new` for the first one of its message."""

    step: Step
    is_new: bool = False
    answer: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Left:
    """What a process left behind. `step` is `compute`, `send`, `held`, `gone`, `in_doubt` or
    `given_up`; only with the first two the claim is ours and the rest is filled in."""

    step: str
    message: str = field(default="", repr=False)
    conversation: str = ""
    answer: str = field(default="", repr=False)


class Exchanges:
    """All messages of the last minutes. Every method raises StoreUnavailable.

    `redis` decodes its responses. Whoever claims a message renews the claim, or loses it after
    `claim_seconds`.
    """

    def __init__(self, redis: Redis, claim_seconds: float = 3) -> None:
        self.claim_seconds = claim_seconds
        self._redis = redis
        self._claim = round(claim_seconds * 1000)
        self._join = redis.register_script(scripts.JOIN)
        self._leave = redis.register_script(scripts.LEAVE)
        self._renew = redis.register_script(scripts.RENEW)
        self._gather = redis.register_script(scripts.GATHER)
        self._finish = redis.register_script(scripts.FINISH)
        self._take_over = redis.register_script(scripts.TAKE_OVER)
        self._turn = redis.register_script(scripts.TURN)
        self._end = redis.register_script(scripts.END)

    async def arrive(
        self, name: str, delivery: str, token: str, seconds: float, sealed: str, conversation: str
    ) -> Next:
        """A delivery of message `name`, which can be answered within `seconds`."""
        return await self._joined(name, delivery, token, seconds, sealed, conversation)

    async def look(self, name: str, delivery: str, token: str, seconds: float) -> Next:
        """What a delivery that waits is to do by now."""
        return await self._joined(name, delivery, token, seconds, "", "")

    async def leave(self, name: str, delivery: str, *, take: bool = True) -> Next:
        """It waits no more. The answer that goes in-band is taken with it, and counts as carried;
        where nobody listens it is not taken."""
        with store_errors():
            found = await self._leave(keys=_three(name), args=[delivery, name, int(take)])
        return _next(found)

    async def renew(self, name: str, token: str) -> bool:
        """Keep the claim; False when it is another's by now."""
        with store_errors():
            return bool(
                await self._renew(keys=[_record(name), _OPEN], args=[token, self._claim, name])
            )

    async def gather(self, name: str, token: str, conversation: str) -> list[str]:
        """Earlier answers, sealed, that are to be told with this one."""
        with store_errors():
            found = await self._gather(
                keys=[_record(name), KEPT.format(conversation), _kept(name)],
                args=[token, RECORD_SECONDS],
            )
        return [str(each) for each in found]

    async def finish(
        self, name: str, token: str, conversation: str, answer: str, shown: str
    ) -> Way | None:
        """The answer, sealed, and what the conversation is shown with it ("" leaves that as it is).

        None when the claim was lost.
        """
        with store_errors():
            way = await self._finish(
                keys=[*_three(name), SHOWN.format(conversation)],
                args=[token, self._claim, name, answer, shown, SHOWN_SECONDS],
            )
        return Way(way) if way else None

    async def begin_sending(self, name: str, token: str) -> bool:
        """From now on it may have been sent. False when it is not ours to send."""
        return await self._turned(name, token, Sent.OWED, Sent.SENDING)

    async def not_sent(self, name: str, token: str) -> bool:
        """It was surely not sent, and may be tried again."""
        return await self._turned(name, token, Sent.SENDING, Sent.OWED)

    async def end(
        self, name: str, token: str, conversation: str, became: Sent, kept: str = ""
    ) -> None:
        """What became of it; `kept` is the answer, sealed, that is told later."""
        keys = [_record(name), _OPEN, KEPT.format(conversation), _kept(name)]
        args = [token, name, became.value, kept, _MOST_KEPT, _KEPT_SECONDS]
        with store_errors():
            await self._end(keys=keys, args=args)

    async def lapsed(self, most: int = 20) -> Sequence[str]:
        """Messages whose claim may have lapsed."""
        with store_errors():
            seconds, micros = await self._redis.time()
            now = seconds * 1000 + micros // 1000
            found = await self._redis.zrangebyscore(_OPEN, "-inf", now, start=0, num=most)
        return [str(each) for each in found]

    async def take_over(self, name: str, token: str) -> Left:
        """Claim what nobody works on any more."""
        with store_errors():
            found = await self._take_over(
                keys=_three(name), args=[token, self._claim, name, _MOST_ATTEMPTS]
            )
        return Left(*(str(each) for each in found))

    async def _joined(
        self, name: str, delivery: str, token: str, seconds: float, sealed: str, conversation: str
    ) -> Next:
        wait = max(0, round(seconds * 1000))
        args: list[str | int] = [delivery, wait, token, self._claim, sealed, conversation, name]
        with store_errors():
            found = await self._join(
                keys=_three(name), args=[*args, RECORD_SECONDS, _MOST_ATTEMPTS]
            )
        return _next(found)

    async def _turned(self, name: str, token: str, before: Sent, after: Sent) -> bool:
        with store_errors():
            return bool(
                await self._turn(keys=[_record(name)], args=[token, before.value, after.value])
            )


def _next(found: list[str]) -> Next:
    return Next(Step(found[0]), bool(int(found[1])), found[2] if len(found) > 2 else None)


def _three(name: str) -> list[str]:
    return [_record(name), f"wechat:message:{name}:waiting", _OPEN]


def _record(name: str) -> str:
    return f"wechat:message:{name}"


def _kept(name: str) -> str:
    return f"wechat:message:{name}:kept"
