"""A Redis client for Rasa's stores."""

import redis

# Seconds; Redis is on this machine or beside it.
_TIMEOUT = 2.0


def connect(url: str) -> "redis.Redis[str]":
    """A client for `url` that answers with text and gives up after two seconds."""
    return redis.Redis.from_url(
        url, decode_responses=True, socket_timeout=_TIMEOUT, socket_connect_timeout=_TIMEOUT
    )
