"""The access token's cache in memory, which keeps the promises of the one in Redis."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager


class MemoryTokens:
    """A TokenCache; give it to several AccessTokens to stand for several processes."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._kept: tuple[str, float] | None = None
        self._lock = asyncio.Lock()

    async def get(self) -> str | None:
        """See TokenCache."""
        await asyncio.sleep(0)
        return self._kept[0] if self._kept and self._now() < self._kept[1] else None

    async def put(self, token: str, seconds: int) -> None:
        """See TokenCache."""
        await asyncio.sleep(0)
        self._kept = token, self._now() + seconds

    async def drop(self, token: str) -> None:
        """See TokenCache."""
        await asyncio.sleep(0)
        if self._kept and self._kept[0] == token:
            self._kept = None

    @asynccontextmanager
    async def refreshing(self) -> AsyncIterator[None]:
        """See TokenCache."""
        async with self._lock:
            yield
