"""Every error as `application/problem+json` (RFC 9457), in words that a citizen could read."""

from collections.abc import Sequence
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Match

from bot.errors import (
    BadFact,
    BadLoan,
    RateLimited,
    StoreUnavailable,
    TextEmpty,
    TextTooLong,
    UnknownPolicy,
    UnknownRegion,
    UnknownServiceItem,
)

log = structlog.get_logger()


class Problem(BaseModel):
    """An error. `detail` is for the person, `errors` for the program that called."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[str] = []


PROBLEM_RESPONSES: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem, "content": {"application/problem+json": {}}}
    for status in (400, 403, 404, 409, 413, 422, 429, 500, 503)
}

_TITLES = {
    400: "请求不完整",
    403: "要先核对身份",
    404: "没有找到",
    405: "方法不对",
    409: "现在办不到",
    413: "内容太长",
    422: "内容不对",
    429: "太快了",
    500: "出错了",
    503: "暂时不可用",
}


def problem(
    status: int,
    detail: str,
    errors: Sequence[str] = (),
    headers: dict[str, str] | None = None,
) -> JSONResponse:
    """A problem+json response."""
    body = Problem(
        title=_TITLES.get(status, "出错了"), status=status, detail=detail, errors=list(errors)
    )
    return JSONResponse(
        body.model_dump(),
        status_code=status,
        media_type="application/problem+json",
        headers=headers,
    )


def too_fast(error: RateLimited) -> str:
    """When to come back."""
    return f"发得太快了，请等{error.retry_after}秒再发。"


def add_problem_handlers(app: FastAPI, text_limit: int) -> None:
    """Translate our errors, and the framework's, at the door."""

    @app.exception_handler(TextTooLong)
    async def too_long(_: Request, __: Exception) -> Response:
        return problem(413, f"一次最多说{text_limit}个字，请分几次说，先说最要紧的一句。")

    @app.exception_handler(TextEmpty)
    async def empty(_: Request, __: Exception) -> Response:
        return problem(422, "没有看到文字，请直接写下您想问的事，比如“失业金要带什么材料”。")

    @app.exception_handler(RateLimited)
    async def limited(_: Request, error: Exception) -> Response:
        assert isinstance(error, RateLimited)
        return problem(
            429,
            too_fast(error),
            headers={"Retry-After": str(error.retry_after)},
        )

    @app.exception_handler(BadLoan)
    async def bad_loan(_: Request, error: Exception) -> Response:
        return problem(422, str(error))

    @app.exception_handler(BadFact)
    async def bad_fact(_: Request, error: Exception) -> Response:
        return problem(422, f"{error}全部事实见 /api/v1/eligibility/facts。")

    @app.exception_handler(UnknownPolicy)
    async def no_policy(_: Request, __: Exception) -> Response:
        return problem(404, "没有收录这项政策。全部政策见 /api/v1/policies。")

    @app.exception_handler(UnknownRegion)
    async def no_region(_: Request, __: Exception) -> Response:
        return problem(404, "不认识这个地方，请写江苏的设区市或县（市、区）名，比如“苏州市”。")

    @app.exception_handler(UnknownServiceItem)
    async def no_service_item(_: Request, __: Exception) -> Response:
        return problem(404, "没有收录这个办事事项。全部事项见 /api/v1/service-items。")

    @app.exception_handler(StoreUnavailable)
    async def no_store(_: Request, __: Exception) -> Response:
        return problem(503, "系统正忙，记录暂时取不出来，请过一会儿再试。")

    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        faults = [_fault(detail) for detail in error.errors()]
        if any(detail["type"] == "json_invalid" for detail in error.errors()):
            return problem(
                400, '请求不是合法的 JSON，请按 {"text": "您的问题"} 的格式发送。', faults
            )
        return problem(422, f"请求的内容不对：{'；'.join(faults)}。", faults)

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        headers = dict(error.headers) if error.headers else None
        if error.status_code == 405:
            headers = {"Allow": ", ".join(_allowed(request))}
        words = {
            404: "没有这个地址，请核对网址。",
            405: "这个地址不支持这种请求方法。",
            413: "内容太大了，请缩短后再发。",
            400: "请求读不出来，请核对格式后再发。",
        }
        return problem(
            error.status_code,
            words.get(error.status_code, "请求没有成功，请稍后再试。"),
            headers=headers,
        )

    @app.exception_handler(Exception)
    async def unexpected(_: Request, error: Exception) -> Response:
        log.error("request_failed", error=type(error).__name__)
        return problem(500, "出了点问题，不是您的错，请过一会儿再试。")


def _allowed(request: Request) -> list[str]:
    """The methods of every route at this address; the framework names those of one alone."""
    if described := request.app.openapi()["paths"].get(request.url.path):
        return sorted(method.upper() for method in described)
    return [
        method
        for method in ("DELETE", "GET", "HEAD", "PATCH", "POST", "PUT")
        if any(
            route.matches({**request.scope, "method": method})[0] is Match.FULL
            for route in request.app.routes
        )
    ]


_FAULTS = {
    "missing": "缺少",
    "string_type": "要写成文字",
    "string_too_short": "不能是空的",
    "string_too_long": "太长",
    "string_pattern_mismatch": "只能用字母、数字和 . _ : -，1到64个",
    "bool_type": "要写成 true 或 false",
    "int_parsing": "要写成整数",
    "int_type": "要写成整数",
    "decimal_parsing": "要写成数字",
    "decimal_type": "要写成数字",
    "enum": "不在可选范围",
    "extra_forbidden": "没有这一项",
    "greater_than_equal": "太小",
    "less_than_equal": "太大",
    "date_from_datetime_parsing": "要写成日期，比如 2026-01-31",
    "moment_parsing": "要写成日期和时间，比如 2026-12-01T09:00",
    "date_parsing": "要写成日期，比如 2026-01-31",
    "model_attributes_type": '要写成 {"text": "您的问题"}',
    "json_invalid": "不是合法的 JSON",
}


def _fault(detail: dict[str, Any]) -> str:
    # The value is left out on purpose: it may hold what a person should not have sent.
    place = [str(part) for part in detail["loc"] if part not in ("body", "query", "path")]
    name = ".".join(place) if place and detail["type"] != "json_invalid" else "请求"
    return f"{name} {_FAULTS.get(detail['type'], detail['msg'])}"
