"""Translate a failing Redis into our error."""

from collections.abc import Iterator
from contextlib import contextmanager

from redis.exceptions import RedisError

from bot.errors import StoreUnavailable


@contextmanager
def store_errors() -> Iterator[None]:
    """StoreUnavailable for whatever Redis or the way to it raises."""
    try:
        yield
    except (RedisError, OSError) as error:
        raise StoreUnavailable(type(error).__name__) from error
