"""Why nothing personal is told, in words that a citizen could read."""

from datetime import datetime

from fastapi import FastAPI, Request
from starlette.responses import Response

from bot.errors import BadNumber, CodeRefused, LockedOut, NotProved
from bot.gateway.problems import problem
from bot.gateway.state import State


def add_identity_problems(app: FastAPI) -> None:
    """Translate the refusals at the door."""

    @app.exception_handler(NotProved)
    async def not_proved(_: Request, __: Exception) -> Response:
        return problem(403, "还没有核对身份，或者核对已经过期。请先发证件号码和短信验证码。")

    @app.exception_handler(CodeRefused)
    async def refused(_: Request, __: Exception) -> Response:
        return problem(
            403, "验证码不对、过期了，或者这个号码没有登记过。请核对短信再试一次，或重新要一个。"
        )

    @app.exception_handler(LockedOut)
    async def locked(request: Request, error: Exception) -> Response:
        assert isinstance(error, LockedOut)
        now: datetime = State.of(request).parts.personal.now()
        seconds = max(1, round((error.until - now).total_seconds()))
        words = _says(request, "utter_identity_locked", until=f"{error.until:%H:%M}")
        return problem(429, words, headers={"Retry-After": str(seconds)})

    @app.exception_handler(BadNumber)
    async def bad_number(_: Request, __: Exception) -> Response:
        return problem(
            422,
            "读不出这个号码。请写申请编号、18位身份证号、信用代码；设提醒写11位手机号。",
        )


def _says(request: Request, name: str, **values: object) -> str:
    return State.of(request).parts.core.knowledge.edition.answerer.says(name, **values)
