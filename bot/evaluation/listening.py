"""Say each labelled utterance to a gateway, each in a conversation of its own."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import httpx
from pydantic import ValidationError

from bot.cards import Reply
from bot.errors import GatewayRefused
from bot.evaluation.scores import Judged, judge
from bot.evaluation.utterances import Labelled

# Enough to keep both sides busy, few enough for a small machine.
_AT_ONCE = 3
_PATIENCE = 120.0


def listen(
    labelled: list[Labelled], meant: dict[str, set[str]], api: httpx.Client
) -> Iterator[Judged]:
    """Judge each utterance, in order. GatewayRefused when one is not answered."""

    def one(said: Labelled) -> Judged:
        return judge(said, _reply(said, api), meant.get(said.policy or "", set()))

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        yield from pool.map(one, labelled)


def _reply(said: Labelled, api: httpx.Client) -> Reply:
    address = f"/api/v1/conversations/evaluate-{uuid4()}/messages"
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            response = api.post(address, json={"text": said.text})
        except httpx.HTTPError as error:
            raise GatewayRefused(f"{said.id}: 网关没有回答（{type(error).__name__}）") from None
        if response.status_code == httpx.codes.OK:
            try:
                return Reply.model_validate_json(response.content)
            except ValidationError:
                raise GatewayRefused(f"{said.id}: 回答的不是苏业通的网关") from None
        # Somebody else's gateway may limit how fast one may speak to it.
        if response.status_code != httpx.codes.TOO_MANY_REQUESTS or time.monotonic() > deadline:
            raise GatewayRefused(f"{said.id}: 网关回了 HTTP {response.status_code}")
        time.sleep(float(response.headers.get("Retry-After", 1)))
