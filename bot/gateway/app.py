"""The gateway application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import Depends, FastAPI
from fastapi.middleware.cors import CORSMiddleware

from bot.bootstrap import GatewayParts
from bot.gateway import (
    applications,
    bookings,
    conversations,
    eligibility,
    feedback,
    health,
    identity,
    loans,
    offices,
    own_data,
    pages,
    policies,
    service_items,
    tickets,
    wechat,
)
from bot.gateway.body_limit import BodyLimit
from bot.gateway.booking_problems import add_booking_problems
from bot.gateway.feedback import add_feedback_problems
from bot.gateway.identity_problems import add_identity_problems
from bot.gateway.limited import limited
from bot.gateway.metrics import Metrics
from bot.gateway.problems import add_problem_handlers
from bot.gateway.state import State
from bot.gateway.switches import add_switch_problems
from bot.gateway.wechat_desk import WechatDesk


def create_app(parts: GatewayParts) -> FastAPI:
    """The public door over `parts`, which it closes when it stops."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        parts.core.knowledge.start_watching()
        parts.core.switches.start()
        desk = WechatDesk(parts, metrics) if parts.wechat else None
        if desk:
            app.state.wechat = desk
            desk.start()
        yield
        if desk:
            await desk.stop()
        await parts.close()

    # The interactive docs load their pages from elsewhere; this runs without the internet.
    app = FastAPI(title="苏业通", version="0.1.0", lifespan=lifespan, docs_url=None, redoc_url=None)
    metrics = Metrics()
    app.state.suyetong = State(parts, metrics)
    app.add_middleware(BodyLimit, refused=metrics.refused.labels("BodyTooLarge").inc)
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
    add_feedback_problems(app)
    add_switch_problems(app)
    for public in (policies, eligibility, loans, service_items, offices):
        app.include_router(public.router, dependencies=[Depends(limited)])
    for module in (
        conversations,
        feedback,
        bookings,
        tickets,
        identity,
        applications,
        own_data,
        wechat,
        health,
        pages,
    ):
        app.include_router(module.router)
    return app
