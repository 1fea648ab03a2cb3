"""The gateway application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from bot.bootstrap import GatewayParts
from bot.gateway import conversations, eligibility, health, loans, pages, policies, service_items
from bot.gateway.body_limit import BodyLimit
from bot.gateway.metrics import Metrics
from bot.gateway.problems import add_problem_handlers
from bot.gateway.state import State


def create_app(parts: GatewayParts) -> FastAPI:
    """The public door over `parts`, which it closes when it stops."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        parts.core.knowledge.start_watching()
        yield
        await parts.close()

    # The interactive docs load their pages from elsewhere; this runs without the internet.
    app = FastAPI(title="苏业通", version="0.1.0", lifespan=lifespan, docs_url=None, redoc_url=None)
    app.state.suyetong = State(parts, Metrics())
    app.add_middleware(BodyLimit)
    if parts.widget_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=parts.widget_origins,
            allow_methods=["GET", "POST"],
            allow_headers=["Content-Type"],
            expose_headers=["Retry-After"],
        )
    add_problem_handlers(app, parts.text_limit)
    for module in (conversations, policies, eligibility, loans, service_items, health, pages):
        app.include_router(module.router)
    return app
