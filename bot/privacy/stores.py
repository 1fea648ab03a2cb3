"""What these use-cases need of the stores. The real ones are in `bot.storage`.

Conversations, owners and persons come as digests, never as what they stand for. Every method
raises StoreUnavailable while its store does not answer.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Protocol

from bot.privacy.audit import AuditLog, AuditRecord
from bot.sealing import Sealer


class Forgets(Protocol):
    """What is deleted when its time is over."""

    def forget(self, before: datetime) -> int:
        """Delete what ended before a moment; how many."""


class Reseals(Protocol):
    """What is sealed, and sealed anew under the newest key."""

    def reseal(self, sealer: Sealer) -> int:
        """Seal anew what an older key sealed; how many. When it breaks off, it goes on later."""


class Records(Protocol):
    """The applications of a person, by the digests of the ID number or credit code."""

    def export(self, persons: Sequence[str]) -> list[dict[str, Any]]:
        """In clear, ready for JSON; `phone` is the registered mobile number or None."""

    def forget_person(self, persons: Sequence[str], at: datetime) -> int:
        """Delete them and keep them out of later imports; how many there were."""


class Bookings(Protocol):
    """The bookings that a conversation made, and the lists on which it waits."""

    def export(self, conversation: str, now: datetime) -> list[dict[str, Any]]:
        """All that are kept, ready for JSON."""

    def give_back(self, conversation: str, now: datetime) -> int:
        """Cancel what is to come, so that others have the places; how many.

        What is too near to be cancelled stays.
        """

    def forget_conversation(self, conversation: str) -> int:
        """Delete what has no effect any more; how much it was."""


class Phones(Protocol):
    """The phone that was left for reminders."""

    def of_conversation(self, conversation: str) -> str | None:
        """The mobile number in clear."""

    def remove_phones(self, digests: Collection[str]) -> int:
        """Forget everybody's with one of these numbers; how many there were."""


class Notices(Protocol):
    """Short messages that wait, or were sent of late."""

    def forget_phones(self, digests: Collection[str], now: datetime) -> int:
        """Drop what is for these numbers; how many."""


class Proofs(Protocol):
    """Codes, sessions and counts of tries."""

    def forget_conversation(self, conversation: str) -> int:
        """Delete everything of a conversation; how much it was."""

    def forget_person(self, subjects: Collection[str]) -> int:
        """Delete everything of these digests; how much it was."""


class Told(Protocol):
    """The vault: what the conversation told of itself."""

    def forget(self, conversation: str) -> int:
        """Throw it away; how much it was."""


class Talk(Protocol):
    """What is kept of the conversation itself, or of its turns."""

    def forget_conversation(self, conversation: str) -> int:
        """Delete it, or take the conversation's name out of it; how much it was."""


class Opinions(Talk, Protocol):
    """What was said of answers."""

    def export(self, conversation: str) -> list[dict[str, Any]]:
        """All of a conversation in clear, ready for JSON."""


class Trail(AuditLog, Protocol):
    """The audit trail as somebody reads it whose data it is about."""

    def of(self, subjects: Collection[str]) -> list[AuditRecord]:
        """Every record about one of these digests, oldest first."""
