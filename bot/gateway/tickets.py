"""A booking to take along: a calendar file and a QR code.

They are asked for by POST with the conversation's id: the reference alone proves nothing.
"""

from fastapi import APIRouter, Request
from starlette.responses import Response

from bot.bookings.calendar_file import calendar_file
from bot.bookings.qr import qr_svg
from bot.gateway.bookings import Reference, shown
from bot.gateway.desk import AtDesk, in_thread, owner_of
from bot.gateway.problems import PROBLEM_RESPONSES
from bot.gateway.who import Asking

router = APIRouter(prefix="/api/v1/bookings", tags=["bookings"])


@router.post(
    "/{reference}/calendar.ics",
    responses={**PROBLEM_RESPONSES, 200: {"content": {"text/calendar": {}}}},
    response_class=Response,
)
async def calendar(reference: Reference, asking: Asking, request: Request) -> Response:
    """The appointment for a calendar."""
    owner = await owner_of(request, asking.conversation)
    at = AtDesk.of(request)
    booking = await in_thread(at.desk.show, owner, reference, at.now)
    seen = shown(booking, at)
    notes = [seen.notice] if seen.notice else []
    file = calendar_file(booking, seen.item_name, seen.office_name, notes, at.now)
    return Response(file, media_type="text/calendar")


@router.post(
    "/{reference}/qr.svg",
    responses={**PROBLEM_RESPONSES, 200: {"content": {"image/svg+xml": {}}}},
    response_class=Response,
)
async def qr(reference: Reference, asking: Asking, request: Request) -> Response:
    """The reference as a QR code."""
    owner = await owner_of(request, asking.conversation)
    at = AtDesk.of(request)
    booking = await in_thread(at.desk.show, owner, reference, at.now)
    return Response(qr_svg(booking.reference), media_type="image/svg+xml")
