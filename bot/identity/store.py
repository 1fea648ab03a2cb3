"""What the desk needs of a store. The SQL one is `bot.storage.identity`.

Every name given in is a hash already: of the conversation, the client, the number, the person.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeVar

from bot.identity.challenge import Challenge, Purpose, Session

Result = TypeVar("Result")


class Watched(StrEnum):
    """By what is counted. They are locked in this order, so that nobody waits in a circle."""

    CONVERSATION = "conversation"
    CLIENT = "client"
    NUMBER = "number"
    SUBJECT = "subject"


class Event(StrEnum):
    """What is counted."""

    CODE = "code"  # one was asked for
    REFUSAL = "refusal"  # one was tried in vain


@dataclass(frozen=True)
class Key:
    """Whom it is counted for. `digests` are the same under each key of ours, newest first: events
    and locks are written under the first and found under all."""

    kind: Watched
    digests: tuple[str, ...]


def key_of(kind: Watched, digest: str) -> Key:
    """The key of what has one digest only."""
    return Key(kind, (digest,))


class IdentityWork(Protocol):
    """What may be done inside one transaction."""

    def watch(self, keys: Sequence[Key], now: datetime) -> datetime | None:
        """The latest moment until which one of them is locked, past or to come.

        Until the transaction ends nobody else can watch any of them.
        """

    def note(self, event: Event, keys: Sequence[Key], now: datetime) -> None:
        """Count `event` for each of them."""

    def times(
        self, event: Event, keys: Sequence[Key], since: datetime
    ) -> Mapping[Key, list[datetime]]:
        """When it happened after `since`, for each of them, earliest first."""

    def lock(self, keys: Sequence[Key], until: datetime) -> None:
        """Lock each of them, which are watched."""

    def clear(self, events: Collection[Event], keys: Sequence[Key]) -> None:
        """Forget that these happened to them; locks stay."""

    def challenge(self, conversation: str) -> Challenge | None:
        """The challenge of the conversation as it is now."""

    def put(self, challenge: Challenge) -> None:
        """Write it in place of the conversation's last one."""

    def spend_try(self, challenge: Challenge, most: int, now: datetime) -> bool:
        """Count one try; False when it is over or all `most` tries were had."""

    def drop(self, conversation: str) -> bool:
        """Take the conversation's challenge away; whether there was one."""

    def open(self, session: Session) -> None:
        """Write it in place of the conversation's last one of this purpose."""

    def end(self, conversation: str, now: datetime) -> list[Session]:
        """End every session of the conversation that still runs; those that did."""


class IdentityStore(Protocol):
    """Where it is kept. StoreUnavailable from every method while it does not answer."""

    def atomically(self, work: Callable[[IdentityWork], Result]) -> Result:
        """Do `work` in one transaction, all or nothing.

        It may be run again after a clash: it must change nothing but through its IdentityWork.
        """

    def challenge(self, conversation: str) -> Challenge | None:
        """The challenge of the conversation."""

    def session(self, conversation: str, purpose: Purpose, now: datetime) -> Session | None:
        """The session of this purpose that still runs."""

    def forget(self, before: datetime) -> int:
        """Delete what ended before a moment; how much it was. Counts and locks that still matter
        to the rules are younger than an hour or two."""

    def forget_conversation(self, conversation: str) -> int:
        """Delete everything of a conversation; how much it was."""

    def forget_person(self, subjects: Collection[str]) -> int:
        """Delete everything of these digests of a person, phone or number; how much it was."""
