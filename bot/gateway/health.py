"""Whether the gateway is alive, what of it is ready, and its figures."""

import asyncio
from collections.abc import Awaitable
from typing import Literal

from anyio import to_thread
from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import Unavailable
from bot.gateway.state import State
from bot.switches.switch import Switch

router = APIRouter(tags=["operations"])


class Alive(BaseModel):
    """The process answers."""

    status: Literal["alive"] = "alive"


class Component(BaseModel):
    """One part. `detail` says what is wrong, or what is in use."""

    ok: bool
    detail: str = ""


class Readiness(BaseModel):
    """`degraded`: answers are given, but an officer should look; `unavailable`: none are given."""

    status: Literal["ready", "degraded", "unavailable"]
    components: dict[str, Component]


@router.get("/healthz")
async def healthz() -> Alive:
    """Alive."""
    return Alive()


@router.get("/readyz", responses={503: {"model": Readiness}}, response_model=Readiness)
async def readyz(request: Request) -> JSONResponse:
    """Each component, and 503 while conversations cannot be held."""
    state = State.of(request)
    parts = state.parts
    needed = ("redis", "rasa", "database")
    found = await asyncio.gather(
        _answers(parts.conversations.ping()),
        _answers(parts.rasa.ready()),
        _answers(to_thread.run_sync(parts.outcomes.ping)),
    )
    components = dict(zip(needed, found, strict=True))
    components["knowledge"] = _knowledge(state)
    components["switches"] = _switches(state)
    if not all(components[name].ok for name in needed):
        readiness = Readiness(status="unavailable", components=components)
    elif not components["knowledge"].ok:
        readiness = Readiness(status="degraded", components=components)
    else:
        readiness = Readiness(status="ready", components=components)
    code = 503 if readiness.status == "unavailable" else 200
    return JSONResponse(readiness.model_dump(), status_code=code)


@router.get("/metrics", response_class=Response)
async def metrics(request: Request) -> Response:
    """Figures for Prometheus."""
    state = State.of(request)
    for switch in Switch:
        off = state.parts.core.switches.off(switch) is not None
        state.metrics.turned_off.labels(switch.value).set(off)
    state.metrics.knowledge_refused.set(state.parts.core.knowledge.refused is not None)
    return Response(generate_latest(state.metrics.registry), media_type=CONTENT_TYPE_LATEST)


async def _answers(question: Awaitable[str | None]) -> Component:
    try:
        return Component(ok=True, detail=await question or "")
    except (Unavailable, SQLAlchemyError) as error:
        return Component(ok=False, detail=str(error) or type(error).__name__)


def _switches(state: State) -> Component:
    """What is off is so on purpose: the service is ready."""
    names = [change.switch.value for change in state.parts.core.switches.all_off()]
    return Component(ok=True, detail=f"off: {', '.join(names)}" if names else "")


def _knowledge(state: State) -> Component:
    store = state.parts.core.knowledge
    appointments = state.parts.bookings.appointments
    processes = state.parts.personal.processes
    # Looked at, each reads its file again when that has changed.
    _ = appointments.plan, processes.book
    if refused := store.refused or appointments.refused or processes.refused:
        faults = "；".join(str(fault) for fault in refused.faults[:5])
        return Component(ok=False, detail=f"改动后的知识库有误，仍在用改动前的：{faults}")
    return Component(ok=True, detail=f"{len(store.edition.knowledge.policies)} policies")
