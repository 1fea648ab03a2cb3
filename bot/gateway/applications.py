"""Where one's own applications stand, for whoever has proved who they are."""

from fastapi import APIRouter, Depends, Request

from bot.applications.told import StatusTeller
from bot.cards import StatusCard
from bot.gateway.desk import in_thread
from bot.gateway.personal import AtPersonal
from bot.gateway.problems import PROBLEM_RESPONSES
from bot.gateway.switches import needs
from bot.gateway.who import Asking
from bot.switches.switch import Switch

_ON = [Depends(needs(Switch.STATUS))]
router = APIRouter(prefix="/api/v1/applications", tags=["applications"])


@router.post("/mine", responses=PROBLEM_RESPONSES, dependencies=_ON)
async def mine(asking: Asking, request: Request) -> list[StatusCard]:
    """All of this person's, last changed first; numbers and names are masked."""
    at = await AtPersonal.of(request, asking.conversation)
    session = await at.session()
    found = await in_thread(at.personal.inquiry.of, session, at.client, at.now)
    edition, processes = at.parts.core.knowledge.edition, at.personal.processes
    teller = StatusTeller(edition.answerer.says, edition.knowledge.item_name, processes.book)
    return teller.cards(found, processes.of, at.parts.core.today())
