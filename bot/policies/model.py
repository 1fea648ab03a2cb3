"""What a policy is: dated versions, statements with their source, unknowns said as unknown.

The YAML keys are these field names; `policies_kb/README.md` explains them to officers.
"""

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from bot.policies.partial_date import PartialDate

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=64)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]


def _web_address(text: str) -> str:
    if not text.startswith(("https://", "http://")) or any(
        c.isspace() or c in "<>\"'" for c in text
    ):
        raise ValueError(f"“{text}”不是网址，要以 https:// 或 http:// 开头，中间没有空格和引号")
    return text


WebAddress = Annotated[str, AfterValidator(_web_address)]


class Aspect(StrEnum):
    """What of a policy a person asks for."""

    OVERVIEW = "overview"
    CONDITIONS = "conditions"
    AMOUNT = "amount"
    MATERIALS = "materials"
    PROCEDURE = "procedure"
    DEADLINE = "deadline"
    WHERE = "where"
    CONTACT = "contact"
    VALIDITY = "validity"


class Trust(StrEnum):
    """How well a source is known."""

    A = "A"  # official page, law, or the text of an official document
    B = "B"  # news report or university notice that quotes an official document
    C = "C"  # city guide, repost or commercial page: a hint, to be confirmed


class Record(BaseModel):
    """Base of everything read from the knowledge base: frozen, unknown keys refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Document(Record):
    """An official document. `date` is when it was issued, as far as it is known."""

    title: Line
    number: Line | None = None
    issuer: Line | None = None
    date: PartialDate | None = None
    url: WebAddress | None = None


class Source(Record):
    """A page on which a fact was read. `document` is the official document it is or quotes."""

    title: Line
    trust: Trust
    date: PartialDate | None = None
    document: Identifier | None = None
    url: WebAddress | None = None


class Statement(Record):
    """One fact in our own words.

    `year` is the year that the figure speaks of; `until` the last day of a fact that ends before
    its version does.
    """

    text: Line
    source: Identifier
    clause: Line | None = None
    year: Annotated[int, Field(ge=1990, le=2100)] | None = None
    until: PartialDate | None = None


class Unknown(Record):
    """What the sources do not say. It is told to the person as unknown, never filled in."""

    aspect: Aspect
    text: Line


class Conflict(Record):
    """Sources that disagree; both sides are shown."""

    aspect: Aspect
    text: Line
    sources: list[Identifier] = []


class Sections(Record):
    """Statements by aspect."""

    overview: list[Statement] = []
    conditions: list[Statement] = []
    amount: list[Statement] = []
    materials: list[Statement] = []
    procedure: list[Statement] = []
    deadline: list[Statement] = []
    where: list[Statement] = []
    contact: list[Statement] = []
    validity: list[Statement] = []

    def of(self, aspect: Aspect) -> list[Statement]:
        """The statements on one aspect, in file order."""
        statements: list[Statement] = getattr(self, aspect.value)
        return statements

    def all(self) -> list[tuple[Aspect, Statement]]:
        """Every statement with its aspect."""
        return [(aspect, statement) for aspect in Aspect for statement in self.of(aspect)]


class Period(Record):
    """When a version holds. A missing end means that no source names one.

    `from_is` says what the start is: the day it took effect, the day the document was issued, or
    only the year that the version is named for.
    """

    start: PartialDate | None = Field(None, alias="from")
    from_is: Literal["effective", "issued", "year"] = "effective"
    end: PartialDate | None = Field(None, alias="to")
    source: Identifier | None = None

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.start and self.end and self.end.last < self.start.first:
            raise ValueError(f"to（{self.end}）早于 from（{self.start}），请核对起止日期")
        return self


class Version(Sections):
    """The policy as it stood in one period.

    `standing` says how sure we are that it holds while its period runs: `in_force` needs a
    document; `unconfirmed` means that no end and no renewal was seen.
    """

    id: Identifier
    name: Line
    aliases: list[Line] = []
    period: Period
    standing: Literal["in_force", "unconfirmed"]
    checked_on: PartialDate
    basis: list[Identifier] = []
    cities: dict[Line, Sections] = {}
    unknown: list[Unknown] = []
    conflicts: list[Conflict] = []


class Policy(Record):
    """One policy, with every version we know of, oldest first."""

    id: Identifier
    name: Line
    aliases: list[Line] = []
    audience: list[Literal["personal", "enterprise"]] = Field(min_length=1)
    region: Line
    summary: Line
    documents: dict[Identifier, Document] = {}
    sources: dict[Identifier, Source] = Field(min_length=1)
    versions: list[Version] = Field(min_length=1)


class Region(Record):
    """A nation, province, city or county. `within` names the region around it."""

    name: Line
    level: Literal["nation", "province", "city", "county"]
    aliases: list[Line] = []
    within: Line | None = None


class Regions(Record):
    """`regions.yml`."""

    regions: list[Region] = Field(min_length=1)


class Hotline(Record):
    """A telephone line that may be given to anyone."""

    number: Annotated[str, StringConstraints(pattern=r"^\d{5}$")]
    name: Line
    statements: list[Statement] = Field(min_length=1)


class Contacts(Record):
    """`contacts.yml`."""

    documents: dict[Identifier, Document] = {}
    sources: dict[Identifier, Source] = Field(min_length=1)
    hotlines: list[Hotline] = Field(min_length=1)
