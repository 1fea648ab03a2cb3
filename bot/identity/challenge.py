"""A code that was asked for, and the session that it opens."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Purpose(StrEnum):
    """What a code proves."""

    PERSON = "person"  # to be the one whom the register knows by a number
    PHONE = "phone"  # to have this phone, nothing more


@dataclass(frozen=True)
class Challenge:
    """The one open question of a conversation. All but the times and counts are hashes.

    `number` stands for what was typed, `subject` for the person or the phone; `phone` is sealed.
    `answerable` is whether somebody was sent the code: nothing opens one that is not.
    """

    conversation: str
    id: str
    purpose: Purpose
    number: str
    subject: str
    answerable: bool
    phone: str | None
    code: str
    at: datetime
    until: datetime
    tries: int = 0

    def takes_a_try(self, most: int, now: datetime) -> bool:
        """Whether a code may still be tried."""
        return self.tries < most and now < self.until


@dataclass(frozen=True)
class Session:
    """What a conversation has proved, until when. It ends by itself, whatever is done in it.

    `subject` is the digest of the person, or of the phone; `phone_sealed` is there for a phone.
    """

    conversation: str
    purpose: Purpose
    subject: str
    phone_sealed: str | None
    since: datetime
    until: datetime
