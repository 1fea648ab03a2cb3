"""What somebody said of an answer, and the record that officers go through."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

# Characters of one text that is kept.
LONGEST = 500
# Of so many policies at most it is kept which ones the answer was about.
_POLICIES = 12


class Channel(StrEnum):
    """Where it was said. `web` is the API, which the widget uses as well."""

    WEB = "web"
    PLAIN = "plain"
    WECHAT = "wechat"


class Reason(StrEnum):
    """Why an answer did not help. The words of each are `utter_feedback_reason_…`."""

    BESIDE_THE_POINT = "beside_the_point"
    WRONG_OR_OLD = "wrong_or_old"
    UNCLEAR = "unclear"
    CANNOT_BE_DONE = "cannot_be_done"
    OTHER = "other"


@dataclass(frozen=True)
class About:
    """The answer. `message` is a keyed hash of its message's id, `as_of` the day that it spoke
    for, `question` what it answered, redacted. Without `message` it is about no answer of ours."""

    message: str | None
    journey: str
    aspect: str | None
    policies: tuple[str, ...]
    outcome: str
    as_of: date
    question: str | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        """What is kept has its bounds."""
        object.__setattr__(self, "policies", self.policies[:_POLICIES])
        if self.question:
            object.__setattr__(self, "question", self.question[:LONGEST])


@dataclass(frozen=True)
class Feedback:
    """What was said at one moment. `words` are redacted.

    `key` names what it is said about, the same every time. `adds`: it goes beside what was said
    before; else it takes its place.
    """

    key: str
    conversation: str
    channel: Channel
    at: datetime
    about: About
    helpful: bool
    reason: Reason | None = None
    words: tuple[str, ...] = field(default=(), repr=False)
    adds: bool = field(default=False, compare=False)

    def __post_init__(self) -> None:
        """What is kept has its bounds."""
        object.__setattr__(self, "words", tuple(each[:LONGEST] for each in self.words if each))


@dataclass(frozen=True)
class Closing:
    """That an officer is done with it: who (as in AuditRecord), when, and what came of it."""

    by: str
    at: datetime
    note: str = field(repr=False)


@dataclass(frozen=True)
class Record:
    """What is kept of it. `number` is None as long as nothing was wrong; `said` is the latest."""

    number: str | None
    said: Feedback
    first_at: datetime
    closing: Closing | None = None

    @property
    def is_open(self) -> bool:
        """Whether an officer should look: something was said since it was closed, if it was."""
        return not self.said.helpful and (self.closing is None or self.closing.at < self.said.at)


@dataclass(frozen=True)
class Taken:
    """The record after something was said, and whether that changed anything."""

    record: Record
    is_new: bool
    is_first: bool
