"""What a policy is: dated versions, statements with their source, unknowns said as unknown.

The YAML keys are these field names; `policies_kb/README.md` explains them to officers.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, PrivateAttr, StringConstraints, model_validator

from bot.policies.base import Identifier, Line, Record, Trust, WebAddress
from bot.policies.facts import NO_FACTS, Facts, FactsFile
from bot.policies.judging import Rulebook, Truth
from bot.policies.loan_terms import LoanTerms
from bot.policies.partial_date import PartialDate
from bot.policies.rules import Rule


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


class Overlay(Sections):
    """What holds in one place: statements, the rule that judges who may have it, a loan's figures.

    A place's own rule stands in for the rule of the whole province.
    """

    eligibility: Rule | None = None
    loan: LoanTerms | None = None


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


@dataclass(frozen=True)
class Citation:
    """Where a condition comes from: the page, and the official document that it is or quotes."""

    source: str
    title: str
    trust: Trust
    date: PartialDate | None
    document: Document | None

    @property
    def label(self) -> str:
        """Number or title of the official document, else the page's title."""
        return (self.document.number or self.document.title) if self.document else self.title


class Version(Overlay):
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
    cities: dict[Line, Overlay] = {}
    unknown: list[Unknown] = []
    conflicts: list[Conflict] = []
    _citations: dict[str, Citation] = PrivateAttr(default_factory=dict)
    _catalogue: FactsFile | None = PrivateAttr(default=None)

    def attach(self, citations: dict[str, Citation], catalogue: FactsFile) -> None:
        """Give the version what its rule refers to; the loader does, once, before it is used."""
        self._citations = citations
        self._catalogue = catalogue

    def overlays(self) -> list[tuple[str | None, Overlay]]:
        """What holds everywhere, under None, and then each place's own."""
        return [(None, self), *self.cities.items()]

    def tells(self, aspect: Aspect) -> bool:
        """Whether it has a statement on `aspect`, for everywhere or for some place."""
        return any(sections.of(aspect) for _, sections in self.overlays())

    def citation(self, source: str) -> Citation | None:
        """Where `source` was read."""
        return self._citations.get(source)

    @property
    def catalogue(self) -> FactsFile:
        """The facts that its rule asks about; an empty one when none was attached."""
        return self._catalogue or NO_FACTS

    @cached_property
    def rulebook(self) -> Rulebook:
        """Its rules, compiled."""
        places = {name: city.eligibility for name, city in self.cities.items() if city.eligibility}
        return Rulebook.of(self.eligibility, places)

    @property
    def judgeable(self) -> bool:
        """Whether it has a rule, for everywhere or for some place."""
        return bool(self.rulebook.general or self.rulebook.local)

    def in_period(self, on: date) -> Truth:
        """Whether `on` lies in its period; unknown when neither start nor end is known."""
        start, end = self.period.start, self.period.end
        if (start and on < start.first) or (end and on > end.last):
            return False
        return True if start or end else None

    def judge(self, facts: Facts, on: date) -> Truth:
        """Only the result of `eligibility.assess`, without the reasons."""
        return False if self.in_period(on) is False else self.rulebook.judge(facts, on)

    def open_facts(self, facts: Facts, on: date) -> dict[str, None]:
        """The unknown facts that can still change the result, in file order."""
        return {} if self.in_period(on) is False else self.rulebook.open_facts(facts, on)


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

    def citations(self) -> dict[str, Citation]:
        """Every source with its official document."""
        return {
            name: Citation(
                name,
                source.title,
                source.trust,
                source.date,
                self.documents.get(source.document or ""),
            )
            for name, source in self.sources.items()
        }


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
