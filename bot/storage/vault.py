"""What people told of themselves, sealed in Redis for minutes: elsewhere a token stands for it."""

from collections.abc import Iterable
from typing import Protocol

from redis import Redis

from bot.sealing import Sealer
from bot.storage.redis_errors import store_errors
from bot.understanding.redact import TOKEN_OF


class Told(Protocol):
    """One value and what it is: a `Found` of `bot.understanding.redact`, or a `Number`."""

    @property
    def kind(self) -> str:
        """A key of `TOKEN_OF`."""

    @property
    def value(self) -> str:
        """In its one written form."""


class Vault:
    """The latest value of each kind, by conversation (a hash, never the id)."""

    def __init__(self, redis: Redis, sealer: Sealer, seconds: int) -> None:
        """`seconds` is how long a value lives after it was told."""
        self._redis = redis
        self._sealer = sealer
        self._seconds = seconds

    def keep(self, conversation: str, found: Iterable[Told]) -> None:
        """Keep each in place of an earlier one of its kind, all or none. StoreUnavailable."""
        with store_errors(), self._redis.pipeline(transaction=True) as pipe:
            for told in found:
                sealed = self._sealer.seal(told.value)
                pipe.set(_key(conversation, told.kind), sealed, ex=self._seconds)
            pipe.execute()

    def take(self, conversation: str, kind: str) -> str | None:
        """The value, which is gone then: of several who ask one gets it.

        StoreUnavailable; SealBroken when no key of ours opens it.
        """
        with store_errors():
            sealed = self._redis.getdel(_key(conversation, kind))
        if sealed is None:
            return None
        return self._sealer.open(sealed.decode() if isinstance(sealed, bytes) else str(sealed))

    def forget(self, conversation: str) -> int:
        """Throw away whatever the conversation told; how many values. StoreUnavailable."""
        with store_errors():
            gone = self._redis.delete(*(_key(conversation, kind) for kind in TOKEN_OF))
        assert isinstance(gone, int)
        return gone


def _key(conversation: str, kind: str) -> str:
    # An enum's name is no part of a key.
    return f"vault:{conversation}:{kind!s}"
