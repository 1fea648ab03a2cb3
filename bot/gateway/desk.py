"""The booking desk as the routes use it: one reading of the plan a request, off the event loop."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from anyio import to_thread
from fastapi import Request

from bot.bookings.availability import Availability, FreeSlot, slot_line
from bot.bookings.desk import Desk
from bot.bookings.plan import Plan
from bot.bookings.waiting_list import WaitingList
from bot.cards import SlotLine
from bot.errors import UnknownOffice
from bot.gateway.state import State
from bot.gateway.who import client_of, conversation_hash
from bot.policies.knowledge import KnowledgeBase

Answer = TypeVar("Answer")
# Added to whatever shows an office that is not real.
DEMO_NOTICE = "演示数据：不是真的窗口，不能凭它去办事。"


@dataclass(frozen=True)
class AtDesk:
    """What one request has before it."""

    plan: Plan
    desk: Desk
    waiting_list: WaitingList
    availability: Availability
    knowledge: KnowledgeBase
    now: datetime

    @classmethod
    def of(cls, request: Request) -> "AtDesk":
        """UnknownOffice when nothing can be booked here at all."""
        parts = State.of(request).parts
        plan = parts.bookings.appointments.plan
        if plan is None:
            raise UnknownOffice
        store = parts.bookings.store
        return cls(
            plan=plan,
            desk=Desk(store, plan, parts.bookings.secret),
            waiting_list=WaitingList(store, plan, parts.bookings.secret),
            availability=Availability(store, plan),
            knowledge=parts.core.knowledge.edition.knowledge,
            now=parts.bookings.now(),
        )

    def places(self, found: list[FreeSlot]) -> list[SlotLine]:
        """Free slots as a client reads them."""
        return [slot_line(each, self.plan) for each in found]


async def owner_of(request: Request, conversation: str) -> str:
    """Who asks, by the id of the conversation. RateLimited when it asks too often."""
    parts = State.of(request).parts
    owner = conversation_hash(parts.secret, conversation)
    await parts.limits.check(client_of(request), owner)
    return owner


async def in_thread(work: Callable[..., Answer], *args: Any) -> Answer:
    """Do what waits for the database without holding up everybody else."""
    return await to_thread.run_sync(partial(work, *args))
