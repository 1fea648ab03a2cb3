"""What a turn answers with: text that is enough by itself, and at most one typed card a message."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, Field


class Button(BaseModel):
    """A choice. `payload` is sent back as text when the person presses it."""

    title: str
    payload: str


class SourceLine(BaseModel):
    """One source as a person reads it. `seen_in` is the page that reports the document."""

    title: str
    number: str | None = None
    date: str | None = None
    url: str | None = None
    trust: Literal["A", "B", "C"]
    seen_in: str | None = None
    clause: str | None = None


class StatementLine(BaseModel):
    """One fact as a person reads it. `source` is the position in the card's `sources`."""

    text: str
    source: int
    trust: Literal["A", "B", "C"]
    clause: str | None = None
    region: str | None = None
    year: str | None = None


class PolicyAnswerCard(BaseModel):
    """An answer about one aspect of one policy version."""

    type: Literal["policy_answer"] = "policy_answer"
    policy: str
    name: str
    version: str
    version_name: str
    aspect: str
    aspect_name: str
    standing: str
    valid_from: str | None
    valid_to: str | None
    as_of: date
    region: str | None
    statements: list[StatementLine]
    unknown: list[str]
    conflicts: list[str]
    sources: list[SourceLine]
    checked_on: str


class HotlineLine(BaseModel):
    """A number to call, and what is known of it."""

    number: str
    name: str
    note: str


class ContactCard(BaseModel):
    """Where a person answers."""

    type: Literal["contact"] = "contact"
    lines: list[HotlineLine]


Card = Annotated[PolicyAnswerCard | ContactCard, Field(discriminator="type")]


class Message(BaseModel):
    """One bubble."""

    text: str
    card: Card | None = None
    buttons: list[Button] = []


class Topic(BaseModel):
    """What the turn was about."""

    journey: str
    aspect: str | None = None
    policies: list[str] = []
    service_item: str | None = None


class Reply(BaseModel):
    """The whole of one turn. `status` is the name of its outcome (`bot/outcomes.yml`)."""

    messages: list[Message]
    status: str
    topic: Topic
    as_of: date
