"""The outbox as the sender sees it: what is due is claimed, sent, and marked."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.notices.notice import Notice, Outbox
from bot.sealing import Sealer


class NoticeState(StrEnum):
    """Where a notice is in its life. Whose worker died stays claimed, and is never sent."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    SENT = "sent"
    FAILED = "failed"  # refused, or nobody knows whether it was sent
    DROPPED = "dropped"  # too late, or no longer wanted
    VOID = "void"  # there was nobody to send it to


# In these it is over; neither number nor words are kept any longer.
OVER = (NoticeState.SENT, NoticeState.FAILED, NoticeState.DROPPED)


@dataclass(frozen=True)
class Claimed:
    """A notice that only its claimer may send. `tries` counts this one, from 1."""

    notice: Notice
    tries: int


class Queue(Outbox, Protocol):
    """Where notices wait. StoreUnavailable from every method while it does not answer."""

    def known(self, keys: Collection[str]) -> set[str]:
        """Which of these keys are there already, sent or not."""

    def claim(self, now: datetime, most: int, disturbing: bool) -> list[Claimed]:
        """Up to `most` that are due at `now`, urgent ones first; nobody else gets the same.

        Quiet ones only when `disturbing` is allowed.
        """

    def mark(self, key: str, state: NoticeState, now: datetime) -> None:
        """How a claimed one ended; its number and words are thrown away."""

    def put_back(self, key: str, not_before: datetime) -> None:
        """A claimed one that was surely not sent waits again."""

    def drop_late(self, now: datetime) -> int:
        """Drop what waits although its time is over; how many."""

    def withdraw(self, prefix: str, now: datetime) -> int:
        """Drop what waits under a key that begins so; how many."""

    def forget_phones(self, digests: Collection[str], now: datetime) -> int:
        """Drop everything to numbers with these digests; how many.

        The keys stay until `forget`, so that nothing is sent a second time.
        """

    def forget(self, before: datetime) -> int:
        """Delete what had to be sent by `before`, whatever became of it; how many."""

    def reseal(self, sealer: Sealer) -> int:
        """Seal anew, with the newest key, what an older one sealed; how many."""
