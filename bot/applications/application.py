"""An application as the register holds it: whose it is, for what, and what happened when."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from bot.identity.numbers import Number, NumberKind

Source = Literal["import", "demo", "provincial"]
PERSON_KINDS = (NumberKind.ID_NUMBER, NumberKind.CREDIT_CODE)
NAME_LENGTH = 100
NOTE_LENGTH = 200


class Stage(StrEnum):
    """Where an application is. An event's date is the day on which it came there."""

    ACCEPTED = "accepted"  # 受理
    FIRST_REVIEW = "first_review"  # 初审
    PUBLICISED = "publicised"  # 公示
    SECOND_REVIEW = "second_review"  # 复核
    DECIDED = "decided"  # 审定
    PAID = "paid"  # 拨付
    DONE = "done"  # 办结
    RETURNED = "returned"  # 退回补正
    REFUSED = "refused"  # 不予通过
    WITHDRAWN = "withdrawn"  # 撤回


# Nothing more is to come.
ENDED = (Stage.PAID, Stage.DONE, Stage.REFUSED, Stage.WITHDRAWN)
# What may be forgotten after a time: also a decision, where the bureau closes no file after it.
SETTLED = (Stage.DECIDED, *ENDED)


@dataclass(frozen=True)
class Event:
    """The application came to `stage` on day `on`. `note` is an officer's short text, or none."""

    stage: Stage
    on: date
    note: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Application:
    """One application. `person` is the digest of the ID number or credit code.

    `item` is the id of a service item, `region` a name of `regions.yml` or None where the bureau
    does not tell it; `events` are in order, at least one. With `demo` it is nobody's.
    """

    number: Number
    person: str = field(repr=False)
    name: str = field(repr=False)
    item: str
    region: str | None
    events: tuple[Event, ...]
    demo: bool
    source: Source
    changed_at: datetime

    @property
    def masked_name(self) -> str:
        """The name as it is shown: 张*, and no more than two stars."""
        return self.name[:1] + "*" * min(max(len(self.name) - 1, 1), 2)


@dataclass(frozen=True)
class Entry:
    """What a bureau tells of one application. `line` is where its file begins to tell it.

    Without `phone` or `region` nothing is told of it: what was known stays.
    """

    number: Number
    person: Number
    name: str = field(repr=False)
    item: str
    events: tuple[Event, ...]
    phone: Number | None = None
    region: str | None = None
    demo: bool = False
    line: int = 0
