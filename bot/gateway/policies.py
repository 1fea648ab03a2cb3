"""Routes that show the knowledge base itself."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel

from bot.gateway.problems import PROBLEM_RESPONSES
from bot.gateway.state import State
from bot.policies.knowledge import KnowledgeBase
from bot.policies.model import Document, Policy, Source, Version
from bot.policies.versions import Standing, standing_on, version_on

router = APIRouter(prefix="/api/v1", tags=["policies"])


class VersionSummary(BaseModel):
    """One version in the list."""

    id: str
    name: str
    valid_from: str | None
    valid_to: str | None
    standing: Standing


class PolicySummary(BaseModel):
    """One policy in the list; `current` is the version that answers today."""

    id: str
    name: str
    aliases: list[str]
    audience: list[str]
    region: str
    summary: str
    current: str
    versions: list[VersionSummary]


class PolicyVersion(BaseModel):
    """One version as of a day, with its documents and conditions."""

    id: str
    name: str
    summary: str
    region: str
    as_of: date
    city: str | None
    standing: Standing
    version: Version
    documents: dict[str, Document]
    sources: dict[str, Source]


class SearchHit(BaseModel):
    """One statement that fits. `document` is a number or title; `score` grows with the fit."""

    policy: str
    section: str
    text: str
    score: float
    document: str
    clause: str | None
    version: str
    region: str | None
    year: int | None
    trust: str


@router.get("/policies")
async def list_policies(request: Request) -> list[PolicySummary]:
    """Every policy that is held."""
    core = State.of(request).parts.core
    today = core.today()
    return [
        _summary(policy, today) for policy in core.knowledge.edition.knowledge.policies.values()
    ]


@router.get("/policies/{id}", responses=PROBLEM_RESPONSES)
async def show_policy(
    id: Annotated[str, Path(max_length=64)],
    request: Request,
    on: date | None = None,
    city: Annotated[str | None, Query(max_length=20)] = None,
) -> PolicyVersion:
    """The version of one policy that holds on a day, with the overlay of one city or of all."""
    core = State.of(request).parts.core
    knowledge = core.knowledge.edition.knowledge
    day = on or core.today()
    policy, named = knowledge.find(id)
    region = knowledge.region(city).name if city else None
    version = _of_city(named or version_on(policy, day), region, knowledge)
    return PolicyVersion(
        id=policy.id,
        name=policy.name,
        summary=policy.summary,
        region=policy.region,
        as_of=day,
        city=region,
        standing=standing_on(policy, version, day),
        version=version,
        documents=policy.documents,
        sources=policy.sources,
    )


@router.get("/search", responses=PROBLEM_RESPONSES)
async def search(
    request: Request,
    q: Annotated[str, Query(min_length=1, max_length=200)],
    k: Annotated[int, Query(ge=1, le=50)] = 5,
) -> list[SearchHit]:
    """The statements that fit best."""
    edition = State.of(request).parts.core.knowledge.edition
    return [
        SearchHit(
            policy=hit.passage.policy.id,
            section=hit.passage.section,
            text=hit.passage.statement.text,
            score=hit.score,
            document=hit.passage.document,
            clause=hit.passage.statement.clause,
            version=hit.passage.version.id,
            region=hit.passage.region,
            year=hit.passage.statement.year,
            trust=hit.passage.policy.sources[hit.passage.statement.source].trust,
        )
        for hit in edition.passages.search(q, k)
    ]


def _summary(policy: Policy, today: date) -> PolicySummary:
    return PolicySummary(
        id=policy.id,
        name=policy.name,
        aliases=policy.aliases,
        audience=list(policy.audience),
        region=policy.region,
        summary=policy.summary,
        current=version_on(policy, today).id,
        versions=[
            VersionSummary(
                id=version.id,
                name=version.name,
                valid_from=str(version.period.start) if version.period.start else None,
                valid_to=str(version.period.end) if version.period.end else None,
                standing=standing_on(policy, version, today),
            )
            for version in policy.versions
        ],
    )


def _of_city(version: Version, region: str | None, knowledge: KnowledgeBase) -> Version:
    if region is None:
        return version
    cities = {
        place: sections
        for place, sections in version.cities.items()
        if knowledge.concerns(place, region)
    }
    return version.model_copy(update={"cities": cities})
