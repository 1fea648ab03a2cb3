"""Routes that book, change, cancel and list. Who asks is proved by the id of the conversation."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Path, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, StrictBool

from bot.bookings.booking import Booking, State, Waiting
from bot.bookings.references import spoken
from bot.errors import SlotFull, UnknownBooking
from bot.gateway.booking_problems import SlotFullProblem, slot_full
from bot.gateway.day import Moment
from bot.gateway.desk import AtDesk, in_thread, owner_of
from bot.gateway.problems import PROBLEM_RESPONSES, problem
from bot.gateway.switches import needs
from bot.gateway.who import ID, Asking
from bot.switches.switch import Switch

_ON = [Depends(needs(Switch.BOOKING))]
router = APIRouter(prefix="/api/v1/bookings", tags=["bookings"])

Key = Annotated[str, Header(alias="Idempotency-Key", pattern=ID)]
Reference = Annotated[str, Path(min_length=1, max_length=32)]
Name = Annotated[str, Field(min_length=1, max_length=64)]
_FULL: dict[int | str, dict[str, Any]] = {
    **PROBLEM_RESPONSES,
    409: {"model": SlotFullProblem, "content": {"application/problem+json": {}}},
}


class Place(Asking):
    """Where and when. A `start` without a zone is Shanghai's time."""

    office: Name
    item: Name
    start: Moment


class Order(Place):
    """A booking to be made; with `hold` the place is kept some minutes until it is confirmed."""

    hold: StrictBool = False


class Leaving(Asking):
    """The slot that is waited for no longer."""

    office: Name
    start: Moment


class Change(Asking):
    """Another time, and another office if one is named."""

    start: Moment
    office: Name | None = None


class BookingOut(BaseModel):
    """A booking. `spoken` is the reference as one reads it out; `demo` marks demonstration data."""

    reference: str
    spoken: str
    office: str
    office_name: str
    item: str
    item_name: str
    start: str
    end: str
    state: State
    held_until: str | None
    offered: bool
    demo: bool
    notice: str | None


class WaitingOut(BaseModel):
    """A place on the waiting list. A freed place is held for this person and seen in `mine`."""

    office: str
    item: str
    start: str
    state: str
    text: str


@router.post("", status_code=201, responses=_FULL, response_model=BookingOut, dependencies=_ON)
async def book(order: Order, request: Request, key: Key) -> BookingOut | JSONResponse:
    """Book, or hold, one place."""
    owner = await owner_of(request, order.conversation)
    at = AtDesk.of(request)
    take = at.desk.hold if order.hold else at.desk.book
    try:
        booking = await in_thread(take, owner, key, order.office, order.item, order.start, at.now)
    except SlotFull as full:
        near = at.availability.nearest
        found = await in_thread(near, order.office, order.item, order.start, at.now)
        return slot_full(at.why(full), at.places(found))
    return shown(booking, at)


@router.post("/mine", responses=PROBLEM_RESPONSES)
async def mine(asking: Asking, request: Request) -> list[BookingOut]:
    """What this conversation holds or has booked, earliest first."""
    owner = await owner_of(request, asking.conversation)
    at = AtDesk.of(request)
    return [shown(each, at) for each in await in_thread(at.desk.mine, owner, at.now)]


@router.post("/waiting", status_code=201, responses=PROBLEM_RESPONSES, dependencies=_ON)
async def wait(place: Place, request: Request, key: Key) -> WaitingOut:
    """Join the waiting list of a full slot."""
    owner = await owner_of(request, place.conversation)
    at = AtDesk.of(request)
    waiting = await in_thread(
        at.waiting_list.join, owner, key, place.office, place.item, place.start, at.now
    )
    text = at.says("utter_booking_waits", offer=at.plan.rules.offer_minutes.text)
    return _waiting(waiting, text)


@router.delete("/waiting", responses=PROBLEM_RESPONSES, response_model=WaitingOut)
async def wait_no_longer(leaving: Leaving, request: Request, key: Key) -> WaitingOut | JSONResponse:
    """Leave the waiting list of a slot."""
    owner = await owner_of(request, leaving.conversation)
    at = AtDesk.of(request)
    leave = at.waiting_list.leave
    try:
        waiting = await in_thread(leave, owner, key, leaving.office, leaving.start, at.now)
    except UnknownBooking:
        return problem(404, at.says("utter_booking_waits_for_none"))
    return _waiting(waiting, at.says("utter_booking_waits_no_longer"))


@router.post("/waiting/mine", responses=PROBLEM_RESPONSES)
async def waiting_for(asking: Asking, request: Request) -> list[WaitingOut]:
    """What this conversation waits for, earliest first."""
    owner = await owner_of(request, asking.conversation)
    at = AtDesk.of(request)
    text = at.says("utter_booking_waits", offer=at.plan.rules.offer_minutes.text)
    waits = await in_thread(at.waiting_list.mine, owner, at.now)
    return [_waiting(each, text) for each in waits]


@router.post("/{reference}/confirm", responses=PROBLEM_RESPONSES, dependencies=_ON)
async def confirm(reference: Reference, asking: Asking, request: Request, key: Key) -> BookingOut:
    """Make a booking of a hold."""
    owner = await owner_of(request, asking.conversation)
    at = AtDesk.of(request)
    return shown(await in_thread(at.desk.confirm, owner, key, reference, at.now), at)


@router.patch("/{reference}", responses=_FULL, response_model=BookingOut, dependencies=_ON)
async def change(
    reference: Reference, wanted: Change, request: Request, key: Key
) -> BookingOut | JSONResponse:
    """Move a booking to another time; the reference stays."""
    owner = await owner_of(request, wanted.conversation)
    at = AtDesk.of(request)
    try:
        booking = await in_thread(
            at.desk.change, owner, key, reference, wanted.office, wanted.start, at.now
        )
    except SlotFull as full:
        held = await in_thread(at.desk.show, owner, reference, at.now)
        office = wanted.office or held.office
        near = at.availability.nearest
        found = await in_thread(near, office, held.item, wanted.start, at.now)
        return slot_full(at.why(full), at.places(found))
    return shown(booking, at)


@router.delete("/{reference}", responses=PROBLEM_RESPONSES)
async def cancel(
    reference: Reference,
    request: Request,
    key: Key,
    conversation: Annotated[str | None, Header(pattern=ID)] = None,
    asking: Asking | None = None,
) -> BookingOut:
    """Cancel. The conversation's id comes in the body, or in a header where bodies get lost."""
    proof = asking.conversation if asking else conversation
    if proof is None:
        raise UnknownBooking
    owner = await owner_of(request, proof)
    at = AtDesk.of(request)
    return shown(await in_thread(at.desk.cancel, owner, key, reference, at.now), at)


def _waiting(waiting: Waiting, text: str) -> WaitingOut:
    return WaitingOut(
        office=waiting.office,
        item=waiting.item,
        start=waiting.start.isoformat(),
        state=waiting.state,
        text=text,
    )


def shown(booking: Booking, at: AtDesk) -> BookingOut:
    """A booking as a client reads it; an office that the plan no longer holds has no name."""
    office = at.plan.find(booking.office)
    return BookingOut(
        reference=booking.reference,
        spoken=spoken(booking.reference),
        office=booking.office,
        office_name=office.name if office else booking.office,
        item=booking.item,
        item_name=at.knowledge.item_name(booking.item),
        start=booking.start.isoformat(),
        end=booking.end.isoformat(),
        state=booking.state,
        held_until=booking.held_until.isoformat() if booking.held_until else None,
        offered=booking.offered,
        demo=office is not None and office.demo,
        notice=at.notice(office),
    )
