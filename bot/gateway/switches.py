"""Routes of a feature that is turned off say so."""

from collections.abc import Awaitable, Callable

from fastapi import FastAPI, Request
from starlette.responses import Response

from bot.errors import TurnedOff
from bot.gateway.problems import problem
from bot.gateway.state import State
from bot.switches.in_words import off_in_words
from bot.switches.switch import Switch

_RETRY_SECONDS = "300"


def needs(switch: Switch) -> Callable[[Request], Awaitable[None]]:
    """A dependency of the routes that need it: TurnedOff while it is off."""

    async def check(request: Request) -> None:
        core = State.of(request).parts.core
        if change := core.switches.off(switch):
            raise TurnedOff(off_in_words(change, core.knowledge.edition.answerer.says))

    return check


def add_switch_problems(app: FastAPI) -> None:
    """Translate TurnedOff at the door."""

    @app.exception_handler(TurnedOff)
    async def turned_off(_: Request, error: Exception) -> Response:
        assert isinstance(error, TurnedOff)
        return problem(503, error.words, headers={"Retry-After": _RETRY_SECONDS})
