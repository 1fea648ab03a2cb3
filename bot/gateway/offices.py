"""Routes that show where one can go, and what is free there."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel

from bot.bookings.plan import OfficePlan, Plan
from bot.cards import SlotLine
from bot.errors import TooFarAhead, TooSoon
from bot.gateway.desk import AtDesk, in_thread
from bot.gateway.problems import PROBLEM_RESPONSES
from bot.gateway.state import State
from bot.policies.knowledge import KnowledgeBase

router = APIRouter(prefix="/api/v1", tags=["bookings"])


class ItemName(BaseModel):
    """A service item by id and name."""

    id: str
    name: str


class OfficeOut(BaseModel):
    """An office. Only a `bookable` one has hours here; `demo` marks demonstration data."""

    id: str
    name: str
    region: str
    bookable: bool
    demo: bool
    notice: str | None
    items: list[ItemName]
    slot_minutes: int | None = None
    capacity: int | None = None
    week: dict[str, list[str]] = {}
    swapped_workday: list[str] = []
    breaks: list[str] = []
    closed: dict[date, str] = {}
    rules: list[str] = []


class DaySlots(BaseModel):
    """The slots of one day; `reason` says why there are none."""

    office: str
    office_name: str
    item: str
    item_name: str
    date: date
    demo: bool
    notice: str | None
    reason: str | None
    slots: list[SlotLine]


@router.get("/offices")
async def list_offices(request: Request) -> list[OfficeOut]:
    """Every office that is held, those that can be booked first."""
    parts = State.of(request).parts
    plan = parts.bookings.appointments.plan
    edition = parts.core.knowledge.edition
    knowledge, demo = edition.knowledge, edition.answerer.says("utter_booking_demo")
    booked = [_planned(each, plan, knowledge, demo) for each in plan.offices] if plan else []
    known = knowledge.offices.offices if knowledge.offices else []
    planned = {office.id for office in booked}
    return booked + [
        OfficeOut(
            id=office.id,
            name=office.name,
            region=office.region,
            bookable=False,
            demo=False,
            notice=None,
            items=_named(office.handles, knowledge),
        )
        for office in known
        if office.id not in planned
    ]


@router.get("/slots", responses=PROBLEM_RESPONSES)
async def list_slots(
    request: Request,
    office: Annotated[str, Query(min_length=1, max_length=64)],
    item: Annotated[str, Query(min_length=1, max_length=64)],
    date: date,
) -> DaySlots:
    """The slots of a day at one office, with the places that are free."""
    at = AtDesk.of(request)
    planned = at.plan.office(office)
    reason: str | None = None
    try:
        found = await in_thread(at.availability.of_day, office, item, date, at.now)
        if not found:
            closed = planned.closed.get(date)
            reason = f"这一天不开放：{closed}。" if closed else "这一天不上班，请换一个工作日。"
    except (TooSoon, TooFarAhead) as refusal:
        found, reason = [], at.why(refusal)
    return DaySlots(
        office=office,
        office_name=planned.name,
        item=item,
        item_name=at.knowledge.item_name(item),
        date=date,
        demo=planned.demo,
        notice=at.notice(planned),
        reason=reason,
        slots=at.places(found),
    )


def _planned(office: OfficePlan, plan: Plan, knowledge: KnowledgeBase, demo: str) -> OfficeOut:
    return OfficeOut(
        id=office.id,
        name=office.name,
        region=office.region,
        bookable=True,
        demo=office.demo,
        notice=demo if office.demo else None,
        items=_named(office.items, knowledge),
        slot_minutes=office.slot_minutes,
        capacity=office.capacity,
        week={name: [str(span) for span in hours] for name, hours in office.week.days()},
        swapped_workday=[str(span) for span in office.swapped_workday],
        breaks=[str(span) for span in office.breaks],
        closed=office.closed,
        rules=[figure.text for _, figure in plan.rules.figures()],
    )


def _named(items: list[str], knowledge: KnowledgeBase) -> list[ItemName]:
    return [ItemName(id=id, name=knowledge.item_name(id)) for id in items]
