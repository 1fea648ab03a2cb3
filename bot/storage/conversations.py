"""Conversations in Redis: their order, their answers by message id, and their history."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Literal
from weakref import WeakValueDictionary

from pydantic import BaseModel
from redis.asyncio import Redis
from redis.asyncio.lock import Lock
from redis.exceptions import LockError

from bot.cards import Button, Card, Reply
from bot.errors import StoreUnavailable
from bot.storage.redis_errors import store_errors

# A turn takes at most a few seconds; a lock of a process that died is free again after this.
_LOCK_SECONDS = 15
# Seconds between two looks at a lock that another process holds, at first and later.
_PAUSES = (0.02, 0.2)
_HISTORY_LENGTH = 200
# An answer has fewer bubbles than this.
_REPLY_LENGTH = 6


class Entry(BaseModel):
    """One bubble of a conversation's history. A person's text is stored redacted.

    `id` is the same for all bubbles of a turn, `status` how it ended: of the bot's bubbles alone.
    """

    role: Literal["user", "bot"]
    text: str
    card: Card | None = None
    buttons: list[Button] = []
    at: datetime
    id: str | None = None
    status: str | None = None


class Conversations:
    """All conversations; keys hold the conversation's hash, never its id."""

    def __init__(self, redis: Redis, keep_seconds: int) -> None:
        self._redis = redis
        self._keep = keep_seconds
        self._queues: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def one_at_a_time(self, conversation: str) -> AsyncIterator[None]:
        """Hold the conversation: first come, first served; one at a time over all processes."""
        queue = self._queues.setdefault(conversation, asyncio.Lock())
        async with queue:
            lock = self._redis.lock(f"conversation:{conversation}:lock", timeout=_LOCK_SECONDS)
            await _acquired(lock)
            try:
                yield
            finally:
                try:
                    with store_errors():
                        await lock.release()
                except (LockError, StoreUnavailable):
                    # It expired or Redis went away; in both cases nobody waits for us any more.
                    pass

    async def reply_to(self, conversation: str, message_id: str) -> Reply | None:
        """The answer already given to this message."""
        with store_errors():
            stored = await self._redis.get(_reply_key(conversation, message_id))
        return Reply.model_validate_json(stored) if stored else None

    async def remember(
        self, conversation: str, message_id: str | None, entries: list[Entry], reply: Reply
    ) -> None:
        """Store the turn: its bubbles, and the answer under the message's id; all or nothing."""
        key = f"conversation:{conversation}:history"
        with store_errors():
            async with self._redis.pipeline(transaction=True) as pipe:
                pipe.rpush(key, *(entry.model_dump_json() for entry in entries))
                pipe.ltrim(key, -_HISTORY_LENGTH, -1)
                pipe.expire(key, self._keep)
                if message_id:
                    answer = _reply_key(conversation, message_id)
                    pipe.set(answer, reply.model_dump_json(), ex=self._keep)
                await pipe.execute()

    async def history(self, conversation: str) -> list[Entry]:
        """Every bubble that is still kept, oldest first."""
        with store_errors():
            stored = await self._redis.lrange(f"conversation:{conversation}:history", 0, -1)
        return [Entry.model_validate_json(entry) for entry in stored]

    async def last_reply(self, conversation: str) -> list[Entry]:
        """The bubbles of the answer that came last."""
        with store_errors():
            stored = await self._redis.lrange(
                f"conversation:{conversation}:history", -_REPLY_LENGTH, -1
            )
        return last_reply([Entry.model_validate_json(entry) for entry in stored])

    async def ping(self) -> None:
        """StoreUnavailable when Redis does not answer."""
        with store_errors():
            await self._redis.ping()


async def _acquired(lock: Lock) -> None:
    """Wait for `lock`, as long as two turns may hold it. StoreUnavailable."""
    pause, until = _PAUSES[0], asyncio.get_running_loop().time() + 2 * _LOCK_SECONDS
    with store_errors():
        while not await lock.acquire(blocking=False):
            if asyncio.get_running_loop().time() > until:
                raise StoreUnavailable("lock")
            await asyncio.sleep(pause)
            # Many may wait for slow turns: all of them asking often would slow everybody.
            pause = min(1.5 * pause, _PAUSES[1])


def last_reply(entries: list[Entry]) -> list[Entry]:
    """The bot's bubbles after the person's last one."""
    since = max((at for at, entry in enumerate(entries) if entry.role == "user"), default=-1)
    return entries[since + 1 :]


def _reply_key(conversation: str, message_id: str) -> str:
    return f"conversation:{conversation}:reply:{message_id}"
