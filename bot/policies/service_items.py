"""What a service item is: what to bring, what must not be asked, where, how long, how many visits.

The YAML keys are these field names; `policies_kb/README.md` explains them to officers.
"""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from bot.policies.base import Identifier, Line, Record
from bot.policies.model import Document, Source, Statement
from bot.policies.partial_date import PartialDate


class ItemSection(StrEnum):
    """What of a service item a person asks for, in the order in which it is told."""

    VISITS = "visits"
    MATERIALS = "materials"
    NOT_TO_BE_ASKED = "not_to_be_asked"
    WHERE = "where"
    ONLINE = "online"
    TIME_LIMIT = "time_limit"
    FEE = "fee"
    ELIGIBILITY = "eligibility"
    AMOUNT = "amount"
    PROCEDURE = "procedure"
    NOTES = "notes"


class Material(Statement):
    """What to bring. With `item`, a short noun, it is one line of the checklist.

    `heard_as` are other words for the noun; `applies_to` says whom it concerns when not everybody.
    """

    item: Line | None = None
    heard_as: list[Line] = []
    applies_to: Line | None = None
    optional: bool = False


class ItemSections(Record):
    """Statements by section."""

    eligibility: list[Statement] = []
    materials: list[Material] = []
    not_to_be_asked: list[Statement] = []
    where: list[Statement] = []
    online: list[Statement] = []
    time_limit: list[Statement] = []
    visits: list[Statement] = []
    fee: list[Statement] = []
    amount: list[Statement] = []
    procedure: list[Statement] = []
    notes: list[Statement] = []

    def of(self, section: ItemSection) -> list[Statement]:
        """The statements of one section, in file order."""
        statements: list[Statement] = getattr(self, section.value)
        return statements

    def all(self) -> list[tuple[ItemSection, Statement]]:
        """Every statement with its section."""
        return [(section, each) for section in ItemSection for each in self.of(section)]


class Example(Statement):
    """What another province's page says: shown as an example of `place`, never as a rule here."""

    section: ItemSection
    place: Line


class UnknownOfItem(Record):
    """What the sources do not say; told as unknown, never filled in."""

    section: ItemSection
    text: Line


class ServiceItem(ItemSections):
    """One service item. `policy` is the policy it serves, where we hold one.

    `complete_by` is the source that says its materials are all that may be asked; without it
    nobody can promise that the list is whole.
    """

    id: Identifier
    name: Line
    aliases: list[Line] = []
    audience: list[Literal["personal", "enterprise"]] = Field(min_length=1)
    policy: Identifier | None = None
    documents: dict[Identifier, Document] = {}
    sources: dict[Identifier, Source] = Field(min_length=1)
    checked_on: PartialDate
    complete_by: Identifier | None = None
    cities: dict[Line, ItemSections] = {}
    examples: list[Example] = []
    unknown: list[UnknownOfItem] = []

    @property
    def names(self) -> list[str]:
        """Every name that leads to it."""
        return [self.name, *self.aliases]

    def overlays(self) -> list[tuple[str | None, ItemSections]]:
        """What holds everywhere, under None, and then each place's own."""
        return [(None, self), *self.cities.items()]


class Office(Record):
    """A counter that a source names, and the service items it handles.

    `statements` say what is known of it: hours, what it does. An address is written only when a
    source gives one.
    """

    id: Identifier
    name: Line
    region: Line
    handles: list[Identifier] = Field(min_length=1)
    statements: list[Statement] = Field(min_length=1)
    unknown: list[Line] = []


class Offices(Record):
    """`offices.yml`."""

    documents: dict[Identifier, Document] = {}
    sources: dict[Identifier, Source] = Field(min_length=1)
    offices: list[Office] = Field(min_length=1)
