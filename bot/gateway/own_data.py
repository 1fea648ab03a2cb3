"""One's own data, to take along or to have deleted, for whoever has proved who they are."""

from typing import Any, Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel

from bot.gateway.desk import in_thread
from bot.gateway.personal import AtPersonal
from bot.gateway.problems import PROBLEM_RESPONSES
from bot.gateway.who import Asking
from bot.privacy.person import Person

router = APIRouter(prefix="/api/v1/personal-data", tags=["personal data"])


class Sure(Asking):
    """Nothing is deleted by mistake: `sure` must be true."""

    sure: Literal[True]


class Erased(BaseModel):
    """How many records of each kind were deleted."""

    deleted: dict[str, int]


@router.post("/export", responses=PROBLEM_RESPONSES)
async def export(asking: Asking, request: Request) -> dict[str, Any]:
    """All that is kept of this person, in clear."""
    at = await AtPersonal.of(request, asking.conversation)
    session = await at.session()
    person = Person([session.subject], at.conversation)
    return await in_thread(at.personal.people.export, person, at.now)


@router.post("/erase", responses=PROBLEM_RESPONSES)
async def erase(sure: Sure, request: Request) -> Erased:
    """Delete all that is kept of this person, and end what was proved."""
    at = await AtPersonal.of(request, sure.conversation)
    session = await at.session()
    person = Person([session.subject], at.conversation)
    erased = await in_thread(at.personal.people.erase, person, at.now)
    return Erased(deleted=erased.counts)
