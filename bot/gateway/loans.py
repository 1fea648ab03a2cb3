"""The route that reckons a loan."""

from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict, Field, StrictInt

from bot.cards import LoanQuoteCard
from bot.errors import UnknownPolicy
from bot.gateway.day import Day
from bot.gateway.problems import PROBLEM_RESPONSES
from bot.gateway.state import State
from bot.gateway.switches import needs
from bot.policies.loan_cards import LoanCards
from bot.policies.loan_known import Group, loan_policies, read_group, terms_on
from bot.policies.loan_schedule import Repayment
from bot.policies.loans import Loan, quote
from bot.switches.switch import Switch

_ON = [Depends(needs(Switch.LOANS))]
router = APIRouter(prefix="/api/v1/loans", tags=["loans"])


class Asked(BaseModel):
    """A loan: money in yuan, rates in percent a year.

    `group` is person, company, key_group, other, or a key group by its name; `hired` how many
    people the borrower employs; `on` the day of granting, today when left out.
    """

    model_config = ConfigDict(extra="forbid")

    principal: Decimal
    months: StrictInt
    group: Annotated[str | None, Field(max_length=40)] = None
    city: Annotated[str | None, Field(max_length=20)] = None
    on: Day | None = None
    annual_rate: Decimal | None = None
    base_rate: Decimal | None = None
    repayment: Repayment = Repayment.EQUAL_INSTALMENT
    hired: Annotated[StrictInt | None, Field(ge=0, le=1_000_000)] = None


@router.post("/quote", responses=PROBLEM_RESPONSES, dependencies=_ON)
async def quote_loan(asked: Asked, request: Request) -> LoanQuoteCard:
    """Schedule, interest, subsidy, own cost; without a rate what is known, and what is needed."""
    core = State.of(request).parts.core
    edition, today = core.knowledge.edition, core.today()
    knowledge = edition.knowledge
    policies = loan_policies(knowledge)
    if not policies:
        raise UnknownPolicy("loan")
    policy = policies[0]
    region = knowledge.region(asked.city).name if asked.city else None
    read = read_group(asked.group, policy) if asked.group else None
    group = read or Group()
    loan = Loan(
        principal=asked.principal,
        months=asked.months,
        on=asked.on or today,
        repayment=asked.repayment,
        annual_rate=asked.annual_rate,
        base_rate=asked.base_rate,
        borrower=group.borrower,
        favoured=group.favoured,
        hired=asked.hired,
        region=region,
    )
    terms = terms_on(policy, knowledge, loan.on, today, region)
    unread = asked.group is not None and read is None
    return LoanCards(edition.answerer, today).card(quote(loan, terms), asked.group, unread)
