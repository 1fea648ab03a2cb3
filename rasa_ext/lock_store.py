"""Ticket locks in Redis whose every change is atomic.

Rasa's own Redis lock store reads a lock, changes it and writes it back: two workers that do so at
once can take the same ticket. Here the change is a transaction, tried again when it came too late.
"""

import json
from collections.abc import Callable
from typing import Any, TypeVar

import redis
from rasa.core.lock import TicketLock
from rasa.core.lock_store import LOCK_LIFETIME, LockError, LockStore
from rasa.utils.endpoints import EndpointConfig

from rasa_ext.redis_client import connect

_PREFIX = "lock:"
_KEEP_SECONDS = 3600
Result = TypeVar("Result")


class AtomicLockStore(LockStore):
    """Ticket locks, one Redis key a conversation."""

    def __init__(self, endpoint_config: EndpointConfig) -> None:
        self._redis = connect(endpoint_config.url)

    def issue_ticket(self, conversation_id: str, lock_lifetime: float = LOCK_LIFETIME) -> int:
        """The next ticket of the conversation's queue. LockError when Redis does not answer."""
        try:
            return self._change(conversation_id, lambda lock: lock.issue_ticket(lock_lifetime))
        except redis.RedisError as error:
            raise LockError(f"Error while acquiring lock. Error:\n{error}") from error

    def finish_serving(self, conversation_id: str, ticket_number: int) -> None:
        """Take the ticket out of the queue; the lock is forgotten when nobody waits for it."""
        self._change(conversation_id, lambda lock: lock.remove_ticket_for(ticket_number))

    def cleanup(self, conversation_id: str, ticket_number: int) -> None:
        """As `finish_serving`, which already forgets a lock that nobody waits for."""
        self.finish_serving(conversation_id, ticket_number)

    def update_lock(self, conversation_id: str) -> None:
        """Take expired tickets out of the queue."""
        self._change(conversation_id, lambda lock: lock.remove_expired_tickets())

    def get_lock(self, conversation_id: str) -> TicketLock | None:
        """The lock as it is now."""
        return _parse(self._redis.get(_PREFIX + conversation_id))

    def save_lock(self, lock: TicketLock) -> None:
        """Write the lock as it is."""
        self._redis.set(_PREFIX + lock.conversation_id, lock.dumps(), ex=_KEEP_SECONDS)

    def delete_lock(self, conversation_id: str) -> None:
        """Forget the lock."""
        self._redis.delete(_PREFIX + conversation_id)

    def _change(self, conversation_id: str, change: Callable[[TicketLock], Result]) -> Result:
        key = _PREFIX + conversation_id

        def attempt(pipe: Any) -> Result:
            lock = _parse(pipe.get(key)) or TicketLock(conversation_id)
            result = change(lock)
            pipe.multi()
            if lock.is_someone_waiting():
                pipe.set(key, lock.dumps(), ex=_KEEP_SECONDS)
            else:
                pipe.delete(key)
            return result

        # `transaction` watches the key and starts again when it was changed meanwhile.
        return self._redis.transaction(attempt, key, value_from_callable=True)


def _parse(stored: str | None) -> TicketLock | None:
    return TicketLock.from_dict(json.loads(stored)) if stored else None
