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
from bot.bookings.in_words import Says, refusal_in_words
from bot.bookings.plan import OfficePlan, Plan
from bot.bookings.waiting_list import WaitingList
from bot.cards import SlotLine
from bot.errors import BookingRefused, UnknownOffice
from bot.gateway.state import State
from bot.gateway.who import client_of, conversation_hash
from bot.policies.knowledge import KnowledgeBase

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class AtDesk:
    """What one request has before it."""

    plan: Plan
    desk: Desk
    waiting_list: WaitingList
    availability: Availability
    knowledge: KnowledgeBase
    says: Says
    now: datetime

    @classmethod
    def of(cls, request: Request) -> "AtDesk":
        """UnknownOffice when nothing can be booked here at all."""
        parts = State.of(request).parts
        plan = parts.bookings.appointments.plan
        if plan is None:
            raise UnknownOffice
        store = parts.bookings.store
        edition = parts.core.knowledge.edition
        return cls(
            plan=plan,
            desk=Desk(store, plan, parts.bookings.secret),
            waiting_list=WaitingList(store, plan, parts.bookings.secret),
            availability=Availability(store, plan),
            knowledge=edition.knowledge,
            says=edition.answerer.says,
            now=parts.bookings.now(),
        )

    def notice(self, office: OfficePlan | None) -> str | None:
        """What is added to whatever shows an office that is not real."""
        return self.says("utter_booking_demo") if office and office.demo else None

    def why(self, refusal: BookingRefused) -> str:
        """Why it cannot be so."""
        return refusal_in_words(refusal, self.plan, self.says)

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
