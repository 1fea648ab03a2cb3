"""The rule of a version as an officer writes it: a tree of conditions over facts.

Judging it is `eligibility.py`; here is only its shape.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, ConfigDict, Discriminator, Field, Tag, model_validator

from bot.policies.base import Identifier, Line, Record
from bot.policies.partial_date import PartialDate


def _window(text: str) -> str:
    first, slash, last = text.partition("/")
    for day in (first, last):
        # A leap year, so that 02-29 is a day.
        PartialDate.parse(f"2024-{day}")
    if not slash or first > last:
        raise ValueError(f"“{text}”不是一段日子，请写成 09-01/09-30，前面的日子在前")
    return text


Window = Annotated[str, AfterValidator(_window)]


class ByTable(Record):
    """A threshold that depends on another fact.

    `values` by option, yes/no or place; `up_to` by a number (the first limit that is not exceeded);
    `otherwise` for the rest. Without `otherwise` the rest has no known threshold.
    """

    by: Identifier
    values: dict[Line, Decimal] = {}
    up_to: dict[Decimal, Decimal] = {}
    otherwise: Decimal | None = None

    @model_validator(mode="after")
    def _has_one_table(self) -> Self:
        if bool(self.values) == bool(self.up_to):
            raise ValueError("values 和 up_to 要写一个，只写一个")
        return self

    def thresholds(self) -> list[Decimal]:
        """Every threshold in the table."""
        rest = [] if self.otherwise is None else [self.otherwise]
        return [*self.values.values(), *self.up_to.values(), *rest]


def _table_or_number(written: object) -> str:
    return "[table]" if isinstance(written, dict | ByTable) else "[number]"


# Told apart beforehand, so that a fault is one fault at its own key.
Threshold = Annotated[
    Annotated[Decimal, Tag("[number]")] | Annotated[ByTable, Tag("[table]")],
    Discriminator(_table_or_number),
]

OPERATORS = (
    "is_",
    "one_of",
    "within",
    "at_least",
    "at_most",
    "more_than",
    "less_than",
    "not_before",
    "not_after",
    "months_at_least",
    "months_at_most",
    "in_windows",
)


class Condition(Record):
    """A group (`all`, `any`, `none`) or a test of one fact.

    `months_at_least` and `months_at_most` count whole months from the fact's date to the day of
    judging. `in_windows` are days of any year, such as 09-01/09-30.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    text: Line | None = None
    source: Identifier | None = None
    clause: Line | None = None
    all: list["Condition"] = []
    any: list["Condition"] = []
    none: list["Condition"] = []
    fact: Identifier | None = None
    is_: Annotated[Line | None, Field(alias="is")] = None
    one_of: list[Line] = []
    within: list[Line] = []
    at_least: Threshold | None = None
    at_most: Threshold | None = None
    more_than: Threshold | None = None
    less_than: Threshold | None = None
    not_before: PartialDate | None = None
    not_after: PartialDate | None = None
    months_at_least: Threshold | None = None
    months_at_most: Threshold | None = None
    in_windows: list[Window] = []

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        groups = [name for name in ("all", "any", "none") if getattr(self, name)]
        if len(groups) + (self.fact is not None) != 1:
            raise ValueError("要写 all、any、none 或 fact，只写一个")
        if self.fact and not self.tests():
            raise ValueError(f"fact: {self.fact} 后面要写怎样判断，比如 is: yes 或 at_least: 12")
        if not self.fact and self.tests():
            raise ValueError("判断要和 fact 写在一起")
        return self

    @property
    def kind(self) -> Literal["all", "any", "none", "fact"]:
        """Which of the four it is."""
        if self.fact:
            return "fact"
        return "all" if self.all else "any" if self.any else "none"

    @property
    def parts(self) -> list["Condition"]:
        """The conditions of a group."""
        return self.all or self.any or self.none

    def tests(self) -> dict[str, object]:
        """The operators that are written, with their operands."""
        written = {name: getattr(self, name) for name in OPERATORS}
        return {name: operand for name, operand in written.items() if operand not in (None, [])}

    def walk(self) -> Iterator["Condition"]:
        """Itself and every condition below, in file order."""
        yield self
        for part in self.parts:
            yield from part.walk()

    def facts(self) -> list[str]:
        """Every fact that is tested or that a threshold depends on, in order, without repeats."""
        found: dict[str, None] = {}
        for condition in self.walk():
            for operand in condition.tests().values():
                if isinstance(operand, ByTable):
                    found[operand.by] = None
            if condition.fact:
                found[condition.fact] = None
        return list(found)


class Benefit(Record):
    """What the rule gives. Money is in yuan.

    The sum is `amount`, or `percent` of the fact `of`; times the fact `times`; not below `at_least`
    and not above `at_most`. `unit` says what it is for: 元, 元/月, 元/人. `months` is how long.
    """

    text: Line
    source: Identifier
    clause: Line | None = None
    year: Annotated[int, Field(ge=1990, le=2100)] | None = None
    when: Condition | None = None
    amount: Threshold | None = None
    percent: Threshold | None = None
    of: Identifier | None = None
    times: Identifier | None = None
    at_least: Threshold | None = None
    at_most: Threshold | None = None
    unit: Line | None = None
    months: Threshold | None = None

    @model_validator(mode="after")
    def _can_be_reckoned(self) -> Self:
        if self.amount is not None and self.percent is not None:
            raise ValueError("amount 和 percent 只写一个")
        if (self.percent is None) != (self.of is None):
            raise ValueError("percent 和 of 要一起写")
        if self.amount is None and self.percent is None and (self.times or self.unit):
            raise ValueError("times、unit 要和 amount 或 percent 一起写")
        if (self.amount is not None or self.percent is not None) and not self.unit:
            raise ValueError("写了金额就要写 unit，比如 元、元/月")
        return self

    def thresholds(self) -> list[Threshold]:
        """Every figure of it, plain or by a table."""
        figures = (self.amount, self.percent, self.at_least, self.at_most, self.months)
        return [figure for figure in figures if figure is not None]

    def facts(self) -> list[str]:
        """Every fact that it depends on."""
        found = dict.fromkeys(self.when.facts() if self.when else [])
        found |= dict.fromkeys(f.by for f in self.thresholds() if isinstance(f, ByTable))
        found |= dict.fromkeys(name for name in (self.of, self.times) if name)
        return list(found)


class Unjudged(Record):
    """A condition that a person must read: no fact decides it."""

    text: Line
    source: Identifier
    clause: Line | None = None


class Rule(Record):
    """Who may have it. `all` are the conditions; `read` those that only a person can judge."""

    all: list[Condition] = Field(min_length=1)
    read: list[Unjudged] = []
    benefit: list[Benefit] = []

    @property
    def condition(self) -> Condition:
        """The conditions as one group."""
        return Condition(all=self.all)

    def facts(self) -> list[str]:
        """Every fact that decides it, in file order."""
        return self.condition.facts()
