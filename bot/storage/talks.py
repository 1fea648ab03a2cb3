"""What Redis remembers of a conversation: its history, its answers, and Rasa's memory of it."""

from redis import Redis

from bot.storage.redis_errors import store_errors
from bot.storage.wechat_shown import KEPT, SHOWN

# The first is of `bot.storage.conversations`, the second of Rasa's tracker store.
_HISTORY, _ANSWERS, _TRACKER = "conversation:{}:history", "conversation:{}:reply:*", "tracker:{}"
# What WeChat was shown, or is still to be told.
_WECHAT = (SHOWN, KEPT)


class RedisTalks:
    """The Talk of `bot.privacy.stores` over Redis."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    def forget_conversation(self, conversation: str) -> int:
        """See Talk: how many of its records were deleted."""
        with store_errors():
            keys = [form.format(conversation) for form in (_HISTORY, _TRACKER, *_WECHAT)]
            keys += list(self._redis.scan_iter(_ANSWERS.format(conversation), count=1000))
            gone = self._redis.delete(*keys)
        assert isinstance(gone, int)
        return gone
