"""How many customer-service messages a person may be sent (`kf.quota.current` of the facts)."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

HOURS_48 = 48 * 3600
NOTHING_TO_ANSWER = 45015
USED_UP = 45047
# What a person does, how many messages may answer it, and for how many seconds.
ALLOWED = {"message": (5, HOURS_48), "click": (3, 60), "subscribe": (3, 60), "scan": (3, 60)}


@dataclass
class _Allowance:
    left: int
    until: float


class Quotas:
    """Counts; `now` is in seconds."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._of: dict[str, dict[str, _Allowance]] = {}
        self._lock = Lock()

    def did(self, user: str, fields: dict[str, str | int]) -> None:
        """The person did something: what it allows begins anew."""
        does = "message" if fields["MsgType"] != "event" else str(fields["Event"]).lower()
        with self._lock:
            if does == "unsubscribe":
                self._of.pop(user, None)
            if does in ALLOWED:
                count, seconds = ALLOWED[does]
                allowance = _Allowance(count, self._now() + seconds)
                self._of.setdefault(user, {})[does] = allowance

    def spend(self, user: str) -> int:
        """Count one message to the person: 0, or the errcode that refuses it."""
        with self._lock:
            return self._spend(user)

    def _spend(self, user: str) -> int:
        now = self._now()
        open_ones = [each for each in self._of.get(user, {}).values() if each.until > now]
        if not open_ones:
            return NOTHING_TO_ANSWER
        left = [each for each in open_ones if each.left > 0]
        if not left:
            return USED_UP
        # What ends first is used first.
        min(left, key=lambda each: each.until).left -= 1
        return 0
