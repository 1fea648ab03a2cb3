"""Rasa's HTTP door, whose answers take as long as the text says: “m17 6.5” is answered after 6.5 s.

As our actions do, it carries a message out once, however often it is asked with the same id.
"""

import asyncio
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from tests.wechat_double.server import serving

_JUST = 1.0  # seconds


def asked(name: str, seconds: float) -> str:
    """What a person says so that it is answered after `seconds`."""
    return f"{name} {seconds:.2f}"


def answered(name: str) -> str:
    """What is answered to it."""
    return f"答{name}完。"


@dataclass
class SlowRasa:
    """`calls` by message id; `together` is how many of one conversation ran at once, at most."""

    url: str = ""
    calls: Counter[str] = field(default_factory=Counter)
    running: set[str] = field(default_factory=set)
    ended: dict[str, float] = field(default_factory=dict)
    together: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    most_together: int = 0

    def under_way(self) -> set[str]:
        """What it works on, or has just answered: a gateway may not have written that down yet."""
        just = time.monotonic() - _JUST
        return self.running | {id for id, at in list(self.ended.items()) if at > just}

    async def turn(self, request: Request) -> Response:
        """A turn, as `bot.rasa_client` asks for it."""
        try:
            body = await request.json()
        except ClientDisconnect:
            return Response(status_code=400)
        name, seconds = body["message"].split()
        id, sender = body["metadata"]["message_id"], body["sender"]
        self.calls[id] += 1
        self.running.add(id)
        self.together[sender] += 1
        self.most_together = max(self.most_together, self.together[sender])
        try:
            await asyncio.sleep(float(seconds))
        finally:
            self.together[sender] -= 1
            self.running.discard(id)
            self.ended[id] = time.monotonic()
        reply = {
            "messages": [{"text": answered(name)}],
            "status": "chitchat",
            "topic": {"journey": "chitchat"},
            "as_of": "2026-11-24",
        }
        return JSONResponse([{"custom": reply}])


@asynccontextmanager
async def slow_rasa() -> AsyncIterator[SlowRasa]:
    """Runs in a thread of its own."""
    rasa = SlowRasa()

    async def ready(_: Request) -> Response:
        return PlainTextResponse("ready")

    routes = [
        Route("/", ready),
        Route("/webhooks/rest/webhook", rasa.turn, methods=["POST"]),
    ]
    async with serving(Starlette(routes=routes)) as rasa.url:
        yield rasa
