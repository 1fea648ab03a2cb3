"""The way to Rasa: one message in, our reply out."""

import asyncio
from typing import Any

import httpx
from pydantic import ValidationError

from bot.cards import Reply
from bot.errors import RasaUnavailable

Span = tuple[int, int, str]


class RasaClient:
    """Talks to Rasa's REST door on loopback. `timeout` is in seconds and covers a whole turn."""

    def __init__(self, url: str, timeout: float) -> None:
        self._http = httpx.AsyncClient(base_url=url, timeout=timeout, trust_env=False)
        self._timeout = timeout

    async def turn(
        self,
        conversation: str,
        text: str,
        mentions: list[Span],
        client: str | None = None,
        message_id: str | None = None,
    ) -> Reply:
        """Send `text`; `mentions` are (start, end, kind) of the names that the classifier ignores.

        `client` is a digest of the caller's address, for counting tries at what is personal;
        `message_id` the client's own, which stays the same when a message is sent again.

        RasaUnavailable when Rasa, its model or its action server does not answer in time.
        """
        metadata = {"mentions": mentions, "client": client, "message_id": message_id}
        body = {"sender": conversation, "message": text, "metadata": metadata}
        answers = await self._answers(body)
        for answer in answers if isinstance(answers, list) else []:
            if isinstance(answer, dict) and "custom" in answer:
                try:
                    return Reply.model_validate(answer["custom"])
                except ValidationError as error:
                    raise RasaUnavailable("malformed reply") from error
        # Rasa answers with an empty list when an action failed.
        raise RasaUnavailable("no reply")

    async def ready(self) -> str:
        """Rasa's greeting; it listens only after its model is loaded. RasaUnavailable otherwise."""
        try:
            response = await self._http.get("/")
            response.raise_for_status()
        except httpx.HTTPError as error:
            raise RasaUnavailable(type(error).__name__) from error
        return response.text

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def _answers(self, body: dict[str, Any]) -> Any:
        try:
            # httpx counts each read by itself; this counts the turn.
            async with asyncio.timeout(self._timeout):
                response = await self._http.post("/webhooks/rest/webhook", json=body)
            response.raise_for_status()
            return response.json()
        except (httpx.HTTPError, TimeoutError, ValueError) as error:
            raise RasaUnavailable(type(error).__name__) from error
