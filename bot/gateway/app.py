"""The gateway application."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from bot.bootstrap import GatewayParts
from bot.gateway import (
    applications,
    bookings,
    conversations,
    eligibility,
    health,
    identity,
    loans,
    offices,
    own_data,
    pages,
    policies,
    service_items,
    tickets,
)
from bot.gateway.body_limit import BodyLimit
from bot.gateway.booking_problems import add_booking_problems
from bot.gateway.identity_problems import add_identity_problems
from bot.gateway.metrics import Metrics
from bot.gateway.problems import add_problem_handlers
from bot.gateway.state import State
from bot.gateway.tidying import tidy_bookings


def create_app(parts: GatewayParts) -> FastAPI:
    """The public door over `parts`, which it closes when it stops."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        parts.core.knowledge.start_watching()
        tidying = asyncio.create_task(tidy_bookings(parts.bookings))
        yield
        tidying.cancel()
        await parts.close()

    # The interactive docs load their pages from elsewhere; this runs without the internet.
    app = FastAPI(title="苏业通", version="0.1.0", lifespan=lifespan, docs_url=None, redoc_url=None)
    app.state.suyetong = State(parts, Metrics())
    app.add_middleware(BodyLimit)
    if parts.widget_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=parts.widget_origins,
            allow_methods=["GET", "POST", "PATCH", "DELETE"],
            allow_headers=["Content-Type", "Conversation", "Idempotency-Key"],
            expose_headers=["Retry-After"],
        )
    add_problem_handlers(app, parts.text_limit)
    add_booking_problems(app)
    add_identity_problems(app)
    for module in (
        conversations,
        policies,
        eligibility,
        loans,
        service_items,
        offices,
        bookings,
        tickets,
        identity,
        applications,
        own_data,
        health,
        pages,
    ):
        app.include_router(module.router)
    return app
