"""The figures of a loan as an officer writes them: dated, sourced, of the country or of one place.

Money is Decimal in yuan, rates are percent a year. Reckoning with them is `loans.py`.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from bot.policies.base import Identifier, Line, Record
from bot.policies.partial_date import PartialDate

Yuan = Annotated[Decimal, Field(gt=0, le=10**9)]
Percent = Annotated[Decimal, Field(ge=0, le=100)]


class Borrower(StrEnum):
    """Who takes the loan."""

    PERSON = "person"
    COMPANY = "company"


class RateKind(StrEnum):
    """What a rate of the knowledge base is: what subsidies are measured by, or the highest."""

    BASE = "base"
    HIGHEST = "highest"


class LoanFigure(Record):
    """One figure in our own words, with its source.

    It holds for loans granted from `from` to `until`; `year` is the year that it speaks of.
    """

    text: Line
    source: Identifier
    clause: Line | None = None
    year: Annotated[int, Field(ge=1990, le=2100)] | None = None
    start: PartialDate | None = Field(None, alias="from")
    until: PartialDate | None = None

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.start and self.until and self.until.last < self.start.first:
            raise ValueError(f"until（{self.until}）早于 from（{self.start}），请核对起止日期")
        return self

    def holds(self, on: date) -> bool:
        """Whether it holds for a loan granted on that day."""
        begun = not self.start or self.start.first <= on
        return begun and (not self.until or on <= self.until.last)


class Cap(LoanFigure):
    """The most that one borrower can get. `hired_from` is the least number of people hired."""

    who: Borrower
    amount: Yuan
    hired_from: Annotated[int, Field(ge=0)] = 0


class LongestTerm(LoanFigure):
    """The longest term, in months."""

    who: Borrower
    months: Annotated[int, Field(ge=1, le=360)]


class Rate(LoanFigure):
    """A rate in percent a year."""

    kind: RateKind
    percent: Percent


class Tier(Record):
    """So many percent of the base rate, for the part of the loan up to `up_to`, else the rest."""

    percent: Percent
    up_to: Yuan | None = None


class Subsidy(LoanFigure):
    """How much of the interest is paid for the borrower; `who` when it is for one kind only.

    Either `of_interest`, percent of the interest that is really paid; or `of_base_rate`, at most so
    many percent of the base rate by parts of the loan. `other_borrowers` is what a borrower outside
    the key groups gets, in percent of that.
    """

    who: Borrower | None = None
    of_interest: Percent | None = None
    of_base_rate: list[Tier] = []
    other_borrowers: Percent | None = None

    @model_validator(mode="after")
    def _is_one_rule(self) -> Self:
        if (self.of_interest is None) == (not self.of_base_rate):
            raise ValueError("of_interest 和 of_base_rate 要写一个，只写一个")
        limits = [tier.up_to for tier in self.of_base_rate]
        below = [limit for limit in limits[:-1] if limit is not None]
        if len(below) < len(limits) - 1 or below != sorted(set(below)):
            raise ValueError("of_base_rate 要从低到高，只有最后一档可以不写 up_to")
        if limits and limits[-1] is not None and below and limits[-1] <= below[-1]:
            raise ValueError("of_base_rate 要从低到高，只有最后一档可以不写 up_to")
        return self


class KeyGroups(LoanFigure):
    """The groups that a subsidy favours, by a name for programs and a name for people."""

    names: dict[Identifier, Line] = Field(min_length=1)


class LoanTerms(Record):
    """What is known of a loan in one version or one place. What is left out is unknown."""

    caps: list[Cap] = []
    terms: list[LongestTerm] = []
    rates: list[Rate] = []
    subsidies: list[Subsidy] = []
    key_groups: KeyGroups | None = None

    def figures(self) -> Iterator[tuple[tuple[str | int, ...], LoanFigure]]:
        """Every figure with where it stands below `loan`."""
        for name in ("caps", "terms", "rates", "subsidies"):
            listed: list[LoanFigure] = getattr(self, name)
            for position, figure in enumerate(listed):
                yield (name, position), figure
        if self.key_groups:
            yield ("key_groups",), self.key_groups
