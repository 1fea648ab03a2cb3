"""What the conversation knows of a loan, and what is asked next.

Pure: what was said comes in, the next state comes out.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from bot.errors import BadLoan, BadPrincipal, BadTerm
from bot.policies.loan_schedule import Repayment
from bot.policies.loan_terms import Borrower
from bot.policies.loans import Loan, check


class Field(StrEnum):
    """What a loan cannot be reckoned without, in the order of asking."""

    PRINCIPAL = "principal"
    MONTHS = "months"
    ANNUAL_RATE = "annual_rate"


@dataclass(frozen=True)
class SaidLoan:
    """What a text says of a loan; None is what it does not say.

    Money in yuan, the rate in percent a year. `rest` is how many characters say something else.
    """

    principal: Decimal | None = None
    months: int | None = None
    annual_rate: Decimal | None = None
    repayment: Repayment | None = None
    borrower: Borrower | None = None
    no_rate: bool = False
    rest: int = 0

    @property
    def says_something(self) -> bool:
        """Whether anything was read."""
        named = (self.principal, self.months, self.annual_rate, self.repayment, self.borrower)
        return self.no_rate or any(value is not None for value in named)


@dataclass(frozen=True)
class LoanTalk:
    """The state. `asked` is the field asked last, and `shown` how often it was since.

    `paused` says that another topic came between; `misses` counts answers without an exact number.
    `on` is the day of granting, where one was named; else it is today.
    """

    policy: str | None = None
    principal: Decimal | None = None
    months: int | None = None
    annual_rate: Decimal | None = None
    repayment: Repayment | None = None
    borrower: Borrower | None = None
    region: str | None = None
    on: date | None = None
    no_rate: bool = False
    asked: Field | None = None
    shown: int = 0
    misses: int = 0
    paused: bool = False

    def slot(self) -> dict[str, Any]:
        """The state as the conversation keeps it."""
        return {
            name: str(value) if isinstance(value, Decimal | StrEnum | date) else value
            for name, value in asdict(self).items()
            if value is not None
        }

    def missing(self) -> Field | None:
        """What to ask next; None when it can be answered."""
        if self.principal is None:
            return Field.PRINCIPAL
        if self.months is None:
            return Field.MONTHS
        return Field.ANNUAL_RATE if self.annual_rate is None and not self.no_rate else None

    def loan(self, today: date) -> Loan:
        """The loan to reckon, once principal and term are known."""
        assert self.principal is not None
        assert self.months is not None
        return Loan(
            principal=self.principal,
            months=self.months,
            on=self.on or today,
            repayment=self.repayment or Repayment.EQUAL_INSTALMENT,
            annual_rate=self.annual_rate,
            borrower=self.borrower,
            region=self.region,
        )


def read_talk(slots: dict[str, Any]) -> LoanTalk:
    """The state in the conversation's slots; an empty one when there is none."""
    kept = slots.get("loan")
    known = {field.name for field in fields(LoanTalk)}
    if not isinstance(kept, dict) or not kept.keys() <= known:
        return LoanTalk()
    readers: dict[str, Callable[[Any], Any]] = {
        "principal": Decimal,
        "annual_rate": Decimal,
        "repayment": Repayment,
        "borrower": Borrower,
        "on": date.fromisoformat,
        "asked": Field,
    }
    return LoanTalk(**{name: readers.get(name, _same)(value) for name, value in kept.items()})


def _same(value: Any) -> Any:
    return value


def hear(talk: LoanTalk, said: SaidLoan) -> LoanTalk:
    """`talk` with what was said; what was not said stays."""
    named = {
        name: value
        for name in ("principal", "months", "annual_rate", "repayment", "borrower")
        if (value := getattr(said, name)) is not None
    }
    talk = replace(talk, **named)
    if said.annual_rate is not None:
        return replace(talk, no_rate=False)
    return replace(talk, no_rate=True, annual_rate=None) if said.no_rate else talk


def refused(talk: LoanTalk) -> tuple[LoanTalk, str | None]:
    """`talk` without a figure that cannot be reckoned with, and why in words for the person."""
    loan = Loan(
        principal=talk.principal if talk.principal is not None else Decimal(1),
        months=talk.months if talk.months is not None else 1,
        on=date.min,
        annual_rate=talk.annual_rate,
    )
    try:
        check(loan)
    except BadLoan as error:
        if isinstance(error, BadPrincipal):
            return replace(talk, principal=None), str(error)
        if isinstance(error, BadTerm):
            return replace(talk, months=None), str(error)
        return replace(talk, annual_rate=None), str(error)
    return talk, None
