"""Routes that judge facts by the rules of the knowledge base."""

from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictFloat, StrictInt

from bot.cards import ConditionLine, ScreenedPolicy, SourceLine
from bot.gateway.day import Day
from bot.gateway.problems import PROBLEM_RESPONSES
from bot.gateway.state import State
from bot.gateway.switches import needs
from bot.policies.cases import read_facts
from bot.policies.check_replies import CheckReplies
from bot.policies.eligibility import assess
from bot.policies.facts import CITY, Kind, Value
from bot.policies.screening import screen
from bot.policies.store import Edition
from bot.policies.versions import version_on
from bot.switches.switch import Switch

_ON = [Depends(needs(Switch.ELIGIBILITY))]
router = APIRouter(prefix="/api/v1/eligibility", tags=["eligibility"])

Name = Annotated[str, Field(max_length=64)]
# A yes or no, a number, a date such as 2025-12, an option or a place.
Raw = StrictBool | StrictInt | StrictFloat | Annotated[str, Field(max_length=64)] | None
Facts = Annotated[dict[Name, Raw], Field(max_length=200)]


class Asked(BaseModel):
    """Facts by their names in `facts.yml`; what is left out is unknown. `policy`: an id or name."""

    model_config = ConfigDict(extra="forbid")

    policy: Annotated[str, Field(max_length=64)]
    facts: Facts = {}
    on: Day | None = None
    city: Annotated[str | None, Field(max_length=20)] = None


class AskedAll(BaseModel):
    """As `Asked`, for every policy. `audience` leaves out what is not for a person or a firm."""

    model_config = ConfigDict(extra="forbid")

    facts: Facts = {}
    on: Day | None = None
    city: Annotated[str | None, Field(max_length=20)] = None
    audience: Literal["personal", "enterprise"] | None = None


class OptionLine(BaseModel):
    """One answer that may be given."""

    value: str
    title: str


class QuestionLine(BaseModel):
    """The question that would best go on. `facts` are the facts that its answer tells."""

    fact: str
    kind: Kind | Literal["group"]
    question: str
    help: str | None
    facts: list[str]
    options: list[OptionLine]


class StepLine(BaseModel):
    """One fact to become `value`, or the day to wait for."""

    fact: str
    value: bool | str | None
    wait_until: date | None


class ChangeLine(BaseModel):
    """Steps that turn a “no” when all are done; `then` is what is judged afterwards."""

    text: str
    steps: list[StepLine]
    then: Literal["yes", "unknown"]


class BenefitOut(BaseModel):
    """What the rule gives. `amount` is in yuan, with two decimals, as text."""

    text: str
    applies: Literal["yes", "no", "unknown"]
    amount: str | None
    unit: str | None
    months: int | None
    document: str | None
    clause: str | None
    year: int | None


class VerdictOut(BaseModel):
    """A verdict with every condition, its document and clause."""

    verdict: Literal["yes", "no", "unknown"]
    policy: str
    version: str
    version_name: str
    as_of: date
    standing: str
    in_period: bool
    rule_region: str | None
    rule_known: bool
    conditions: list[ConditionLine]
    missing: list[str]
    next_question: QuestionLine | None
    would_change: list[ChangeLine]
    benefit: list[BenefitOut]
    to_read: list[str]
    sources: list[SourceLine]
    checked_on: str


class ScreenedOut(BaseModel):
    """Every policy that has a rule, with its verdict and the facts still missing."""

    as_of: date
    policies: list[ScreenedPolicy]


@router.get("/facts")
async def list_facts(request: Request) -> list[QuestionLine]:
    """Every fact that may be told, and the groups that are asked at once."""
    core = State.of(request).parts.core
    edition = core.knowledge.edition
    replies = CheckReplies(edition, core.today())
    catalogue = edition.knowledge.facts
    return [_question(unit, replies, edition) for unit in (*catalogue.facts, *catalogue.groups)]


@router.post("", responses=PROBLEM_RESPONSES, dependencies=_ON)
async def check(asked: Asked, request: Request) -> VerdictOut:
    """Whether these facts are enough for one policy."""
    core = State.of(request).parts.core
    edition = core.knowledge.edition
    day = asked.on or core.today()
    policy, named = edition.knowledge.find(asked.policy)
    version = named or version_on(policy, day)
    facts = _facts(asked.facts, asked.city, edition)
    verdict = assess(version, facts, day)
    replies = CheckReplies(edition, day)
    card = replies.verdicts.card(policy, version, verdict, facts)
    return VerdictOut(
        verdict=verdict.verdict,
        policy=policy.id,
        version=version.id,
        version_name=version.name,
        as_of=day,
        standing=card.standing,
        in_period=verdict.period.result is not False,
        rule_region=verdict.rule_place,
        rule_known=verdict.rule_known,
        conditions=card.conditions,
        missing=list(verdict.missing),
        next_question=_question(verdict.next_question, replies, edition)
        if verdict.next_question
        else None,
        would_change=[
            ChangeLine(
                text=text,
                steps=[
                    StepLine(fact=s.fact, value=_plain(s.value), wait_until=s.wait_until)
                    for s in change.steps
                ],
                then="yes" if change.then else "unknown",
            )
            for text, change in zip(card.would_change, verdict.would_change, strict=True)
        ],
        benefit=[
            BenefitOut(
                text=item.text,
                applies="unknown" if item.applies is None else "yes" if item.applies else "no",
                amount=None if item.amount is None else str(item.amount),
                unit=item.unit,
                months=item.months,
                document=item.document,
                clause=item.clause,
                year=item.year,
            )
            for item in verdict.benefit
        ],
        to_read=card.to_read,
        sources=card.sources,
        checked_on=card.checked_on,
    )


@router.post("/screen", responses=PROBLEM_RESPONSES, dependencies=_ON)
async def screen_all(asked: AskedAll, request: Request) -> ScreenedOut:
    """Every policy judged by the same facts."""
    core = State.of(request).parts.core
    edition = core.knowledge.edition
    day = asked.on or core.today()
    facts = _facts(asked.facts, asked.city, edition)
    return ScreenedOut(
        as_of=day,
        policies=[
            ScreenedPolicy(
                policy=each.policy.id,
                name=each.policy.name,
                version_name=each.version.name,
                verdict="unknown" if each.result is None else "yes" if each.result else "no",
                missing=list(each.missing),
            )
            for each in screen(edition.knowledge, facts, day, asked.audience)
        ],
    )


def _facts(raw: dict[str, Raw], city: str | None, edition: Edition) -> dict[str, Value]:
    """Typed facts; the city is one of them."""
    told: dict[str, Any] = {**raw, CITY: city} if city else dict(raw)
    return read_facts(told, edition.knowledge.facts, edition.knowledge.place)


def _question(unit: str, replies: CheckReplies, edition: Edition) -> QuestionLine:
    catalogue = edition.knowledge.facts
    question, help_text = replies.questions.texts(unit)
    if group := catalogue.groups.get(unit):
        options = [OptionLine(value=n, title=catalogue.facts[n].name) for n in group.facts]
        members = group.facts
    else:
        fact = catalogue.facts[unit]
        options = [OptionLine(value=k, title=o.title) for k, o in fact.options.items()]
        members = [unit]
    return QuestionLine(
        fact=unit,
        kind="group" if unit in catalogue.groups else catalogue.facts[unit].kind,
        question=question,
        help=help_text,
        facts=members,
        options=options,
    )


def _plain(value: Value | None) -> bool | str | None:
    if isinstance(value, tuple):
        return value[0] if value else None
    return value if isinstance(value, bool) or value is None else str(value)
