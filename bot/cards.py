"""What a turn answers with: text that is enough by itself, and at most one typed card a message."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, Field, PlainSerializer


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
    """An answer about one aspect of one policy version.

    `earlier` is what the place that was asked about said in an earlier version, where this one
    holds nothing of it; `earlier_version` is that version's name.
    """

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
    earlier: list[StatementLine] = []
    earlier_version: str | None = None


class HotlineLine(BaseModel):
    """A number to call, and what is known of it."""

    number: str
    name: str
    note: str


class ContactCard(BaseModel):
    """Where a person answers."""

    type: Literal["contact"] = "contact"
    lines: list[HotlineLine]


class ConditionLine(BaseModel):
    """One condition of a rule as a person reads it. `value` is what was used, None when unknown.

    `depth` is 0 for the rule's own conditions and one more inside each group.
    """

    text: str
    result: Literal["yes", "no", "unknown"]
    kind: Literal["period", "all", "any", "none", "fact"]
    fact: str | None = None
    fact_name: str | None = None
    value: str | None = None
    document: str | None = None
    clause: str | None = None
    trust: Literal["A", "B", "C"] | None = None
    depth: int = 0


class BenefitLine(BaseModel):
    """What the rule gives. `amount` in yuan as text; None when it cannot be reckoned yet."""

    text: str
    amount: str | None = None
    unit: str | None = None
    months: int | None = None
    document: str | None = None
    clause: str | None = None
    year: int | None = None


class KnownFact(BaseModel):
    """A fact that was told."""

    fact: str
    name: str
    value: str


class QuestionCard(BaseModel):
    """The one question that is asked now."""

    type: Literal["question"] = "question"
    fact: str
    question: str
    help: str | None = None
    known: list[KnownFact] = []


class VerdictCard(BaseModel):
    """Whether a person may have it, and everything that this rests on."""

    type: Literal["verdict"] = "verdict"
    policy: str
    name: str
    version: str
    version_name: str
    standing: str
    as_of: date
    verdict: Literal["yes", "no", "unknown"]
    rule_region: str | None
    rule_known: bool
    known: list[KnownFact]
    conditions: list[ConditionLine]
    would_change: list[str]
    benefit: list[BenefitLine]
    to_read: list[str]
    missing: list[str]
    sources: list[SourceLine]
    checked_on: str


class ScreenedPolicy(BaseModel):
    """One policy in a screening. `missing` are names of facts that could still decide it."""

    policy: str
    name: str
    version_name: str
    verdict: Literal["yes", "no", "unknown"]
    missing: list[str]


class ScreeningCard(BaseModel):
    """Every policy with a rule, judged by what was told."""

    type: Literal["screening"] = "screening"
    as_of: date
    known: list[KnownFact]
    results: list[ScreenedPolicy]
    unjudged: list[str]


class ItemSectionLines(BaseModel):
    """One section of a service item with what is known of it."""

    section: str
    name: str
    statements: list[StatementLine]


class ServiceItemCard(BaseModel):
    """An answer about one side of a service item. `policy` is the policy that it serves."""

    type: Literal["service_item"] = "service_item"
    item: str
    name: str
    policy: str | None
    aspect: str
    aspect_name: str
    as_of: date
    region: str | None
    sections: list[ItemSectionLines]
    examples: list[str]
    unknown: list[str]
    sources: list[SourceLine]
    checked_on: str


class ChecklistEntry(BaseModel):
    """One thing to bring. `have` is None while nothing was said of it.

    `needed` is False when it concerns only some persons and this one is none of them.
    """

    id: str
    text: str
    applies_to: str | None = None
    optional: bool = False
    have: bool | None = None
    needed: bool = True
    region: str | None = None
    source: int
    trust: Literal["A", "B", "C"]


class ChecklistCard(BaseModel):
    """The check before the trip. `whole` says whether a source calls its list complete."""

    type: Literal["checklist"] = "checklist"
    item: str
    name: str
    region: str | None
    as_of: date
    entries: list[ChecklistEntry]
    missing: list[str]
    complete: bool
    whole: bool
    sources: list[SourceLine]
    checked_on: str


# A JSON number; a sum of money has fewer than 15 digits, so that no cent is lost.
Money = Annotated[Decimal, PlainSerializer(float, return_type=float, when_used="json")]


class InstalmentLine(BaseModel):
    """One month of a loan, in yuan. `balance` is what is owed after it."""

    month: int
    payment: Money
    principal: Money
    interest: Money
    balance: Money


class LoanFigureLine(BaseModel):
    """A figure of a loan as a person reads it; it holds for loans granted in its dates.

    `source` is the position in the card's `sources`; `to_confirm` marks a place's own figure and a
    repost's; `exceeded` whether what is asked goes beyond it.
    """

    kind: Literal["cap", "term", "rate", "subsidy"]
    text: str
    source: int
    document: str
    trust: Literal["A", "B", "C"]
    clause: str | None
    region: str | None
    year: str
    valid_from: str | None
    valid_to: str | None
    to_confirm: bool
    exceeded: bool | None = None


class RateLine(BaseModel):
    """A rate in percent a year that was reckoned with.

    `given_by` is `asker` for a rate that was said; else `source` is the position in `sources`.
    """

    name: Literal["annual_rate", "base_rate"]
    percent: Money
    given_by: Literal["asker", "source"]
    on: date
    source: int | None = None


class NeededField(BaseModel):
    """A field that the answer still needs, and how a person is asked for it."""

    field: str
    question: str


class LoanQuoteCard(BaseModel):
    """A loan reckoned: money in yuan, rates in percent a year.

    Without a rate there is no schedule and no interest. `own_cost` is the interest less the
    subsidy, or all of it where `subsidy` is null. With `subsidy_at_most` the subsidy is the
    most that the rule allows, and the own cost the least. `rates` were reckoned with.
    """

    type: Literal["loan_quote"] = "loan_quote"
    policy: str
    name: str
    version: str
    version_name: str
    standing: str
    as_of: date
    on: date
    region: str | None
    principal: Money
    months: int
    repayment: Literal["equal_instalment", "equal_principal", "interest_only"]
    rates: list[RateLine]
    group: str | None
    schedule: list[InstalmentLine] | None
    interest: Money | None
    total: Money | None
    subsidy: Money | None
    subsidy_at_most: bool
    own_cost: Money | None
    formula: str
    figures: list[LoanFigureLine]
    notes: list[str]
    unknown: list[str]
    conflicts: list[str]
    needed: list[NeededField]
    sources: list[SourceLine]
    checked_on: str


class SlotLine(BaseModel):
    """A stretch of time with free places. `start` and `end` are Shanghai's, in ISO 8601."""

    office: str
    office_name: str
    region: str
    demo: bool
    start: str
    end: str
    free: int


class SlotsCard(BaseModel):
    """Times that can be booked for one service item; `notice` marks demonstration data."""

    type: Literal["slots"] = "slots"
    item: str
    item_name: str
    slots: list[SlotLine]
    notice: str | None


class BookingCard(BaseModel):
    """One booking. `spoken` is its reference as one reads it out; `held_until` ends a hold."""

    type: Literal["booking"] = "booking"
    reference: str
    spoken: str
    state: Literal["held", "booked", "cancelled", "changed", "attended", "missed", "expired"]
    item: str
    item_name: str
    office: str
    office_name: str
    region: str | None
    start: str
    end: str
    held_until: str | None
    demo: bool
    notice: str | None


class StageLine(BaseModel):
    """One stage that an application came to, and the day on which it did."""

    stage: str
    name: str
    on: date


class StatusCard(BaseModel):
    """Where one application stands. `number` and `applicant` are masked.

    `due` is the last day in time and `due_by` the limit that says so; `wait` tells both, or why
    nobody can say. `late_by` counts workdays. `changed_on` is the day of the record.
    """

    type: Literal["status"] = "status"
    number: str
    item: str
    item_name: str
    applicant: str
    region: str | None
    stage: str
    stage_name: str
    since: date
    stages: list[StageLine]
    next_stage: str | None
    is_last: bool
    due: date | None
    due_by: str | None
    wait: str | None
    late: bool
    late_by: int | None
    advice: str
    advice_text: str
    note: str | None
    sources: list[SourceLine]
    changed_on: date
    demo: bool
    notice: str | None


Card = Annotated[
    PolicyAnswerCard
    | ContactCard
    | QuestionCard
    | VerdictCard
    | ScreeningCard
    | ServiceItemCard
    | ChecklistCard
    | LoanQuoteCard
    | SlotsCard
    | BookingCard
    | StatusCard,
    Field(discriminator="type"),
]


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
    """The whole of one turn. `status` is the name of its outcome (`bot/outcomes.yml`).

    `id` names the answer to whoever says whether it helped; None when it is not remembered.
    """

    messages: list[Message]
    status: str
    topic: Topic
    as_of: date
    id: str | None = None
