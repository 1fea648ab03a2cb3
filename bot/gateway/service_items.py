"""Routes that show the service items: what to bring, where, how long, how many visits."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel

from bot.gateway.problems import PROBLEM_RESPONSES
from bot.gateway.state import State
from bot.policies.knowledge import KnowledgeBase
from bot.policies.model import Document, Source, Statement
from bot.policies.service_items import (
    Example,
    ItemSections,
    Material,
    Office,
    ServiceItem,
    UnknownOfItem,
)

router = APIRouter(prefix="/api/v1", tags=["service items"])


class ServiceItemSummary(BaseModel):
    """One service item in the list; `policy` is the policy that it serves."""

    id: str
    name: str
    aliases: list[str]
    audience: list[str]
    policy: str | None
    checked_on: str


class ServiceItemDetail(BaseModel):
    """One service item. `cities` are what single places say, beside what holds everywhere.

    `complete_by` names the source that calls the materials complete; None when no source does.
    `examples` are other provinces' pages and no rule here.
    """

    id: str
    name: str
    aliases: list[str]
    audience: list[str]
    policy: str | None
    city: str | None
    materials: list[Material]
    complete_by: str | None
    not_to_be_asked: list[Statement]
    where: list[Statement]
    online: list[Statement]
    time_limit: list[Statement]
    visits: list[Statement]
    fee: list[Statement]
    eligibility: list[Statement]
    amount: list[Statement]
    procedure: list[Statement]
    notes: list[Statement]
    cities: dict[str, ItemSections]
    examples: list[Example]
    unknown: list[UnknownOfItem]
    offices: list[Office]
    documents: dict[str, Document]
    sources: dict[str, Source]
    checked_on: str


@router.get("/service-items")
async def list_service_items(request: Request) -> list[ServiceItemSummary]:
    """Every service item that is held."""
    knowledge = State.of(request).parts.core.knowledge.edition.knowledge
    return [
        ServiceItemSummary(
            id=item.id,
            name=item.name,
            aliases=item.aliases,
            audience=list(item.audience),
            policy=item.policy,
            checked_on=str(item.checked_on),
        )
        for item in knowledge.service_items.values()
    ]


@router.get("/service-items/{id}", responses=PROBLEM_RESPONSES)
async def show_service_item(
    id: Annotated[str, Path(max_length=64)],
    request: Request,
    city: Annotated[str | None, Query(max_length=20)] = None,
) -> ServiceItemDetail:
    """One service item, with the overlay of one city or of all."""
    knowledge = State.of(request).parts.core.knowledge.edition.knowledge
    item = knowledge.find_service_item(id)
    region = knowledge.region(city).name if city else None
    shown = item.model_dump(exclude={"cities", "checked_on"})
    return ServiceItemDetail.model_validate(
        {
            **shown,
            "city": region,
            "cities": {
                place: sections.model_dump()
                for place, sections in item.cities.items()
                if region is None or knowledge.concerns(place, region)
            },
            "offices": [office.model_dump() for office in _offices(item, region, knowledge)],
            "checked_on": str(item.checked_on),
        }
    )


def _offices(item: ServiceItem, region: str | None, knowledge: KnowledgeBase) -> list[Office]:
    held = knowledge.offices.offices if knowledge.offices else []
    return [
        office
        for office in held
        if item.id in office.handles
        and (region is None or knowledge.concerns(office.region, region))
    ]
