"""Refuse a request body that is larger than any of ours, before it is read into memory."""

from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.gateway.problems import problem

MAX_BODY = 64 * 1024


class BodyLimit:
    """Answers 413 to a body over `MAX_BODY` bytes, declared or not; `refused` counts them."""

    def __init__(self, app: ASGIApp, refused: Callable[[], None]) -> None:
        self._app = app
        self._refused = refused

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        refused = problem(413, f"内容太大了，一次最多{MAX_BODY // 1024} KB，请缩短后再发。")
        if not declared.isdigit() or int(declared) > MAX_BODY:
            self._refused()
            await refused(scope, receive, send)
            return
        body, more = b"", True
        while more:
            message = await receive()
            if message["type"] != "http.request":
                return
            body += message.get("body", b"")
            more = message.get("more_body", False)
            if len(body) > MAX_BODY:
                self._refused()
                await refused(scope, receive, send)
                return
        read = False

        async def replay() -> Message:
            nonlocal read
            if read:
                return await receive()
            read = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self._app(scope, replay, send)
