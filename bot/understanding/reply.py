"""What a reply to one question may turn out to be, and all that reading one needs."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.policies.facts import Fact, Value
from bot.understanding.facts import FactReader, Hearing
from bot.understanding.phrases import folded


@dataclass(frozen=True, slots=True)
class Answered:
    """Values of the asked facts; of a group only those that the reply settles."""

    values: dict[str, Value]


@dataclass(frozen=True, slots=True)
class Approximate:
    """A number or a date was given, but not exactly enough (“四十来岁”): ask again."""

    fact: str


@dataclass(frozen=True, slots=True)
class OutOfRange:
    """A number that the fact cannot have: 460岁."""

    fact: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class NotKnown:
    """The person does not know, or would not say."""


@dataclass(frozen=True, slots=True)
class WantsHelp:
    """The person asks what the question means."""


@dataclass(frozen=True, slots=True)
class Stop:
    """The person wants no more questions."""


Answer = Answered | Approximate | OutOfRange | NotKnown | WantsHelp | Stop


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply with all that reading it needs. `clauses` are those that ask nothing."""

    asked: str
    text: str
    clauses: tuple[str, ...]
    today: date
    reader: FactReader
    hearing: Hearing


def plain_name(fact: Fact) -> str:
    """The name without what stands in brackets."""
    return re.sub(r"\(.*?\)", "", folded(fact.name)).strip()
