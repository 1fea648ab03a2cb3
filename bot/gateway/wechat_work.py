"""One message that this process has claimed: its answer is computed, settled, and sent if need be.

It goes on when the delivery that began it is answered or gone.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TypeVar

import structlog

from bot.bootstrap import GatewayParts, WechatParts
from bot.errors import SealBroken, StoreUnavailable, SuyetongError
from bot.gateway.metrics import Metrics
from bot.gateway.wechat_answers import answer
from bot.gateway.wechat_said import Answer, Said
from bot.gateway.wechat_sending import send_once
from bot.sealing import Sealer
from bot.storage.wechat_exchanges import Left, Sent, Way
from bot.wechat.messages import Incoming
from bot.wechat.reading import read_message

log = structlog.get_logger()
Found = TypeVar("Found")
# A store that is away so long has lost the claim, too: another process goes on with it.
_TRIES = 20
_PAUSE = 0.5


class Work:
    """`settled` is set as soon as it is decided how the answer goes, or that it is not ours."""

    def __init__(
        self, parts: GatewayParts, metrics: Metrics, name: str, token: str, conversation: str
    ) -> None:
        assert parts.wechat
        self.settled = asyncio.Event()
        self._parts = parts
        self._wechat: WechatParts = parts.wechat
        self._metrics = metrics
        self._name = name
        self._token = token
        self._conversation = conversation

    async def answer(self, message: Incoming) -> None:
        """Answer a message that was just claimed."""
        await self._kept_alive(self._answered(message))

    async def go_on(self, left: Left) -> None:
        """Go on where another process ended."""
        sealer = self._parts.personal.sealer
        try:
            message = opened(left.message, sealer)
            if left.step == "compute":
                await self._kept_alive(self._answered(message))
            else:
                answer = Answer.opened(left.answer, sealer)
                await self._kept_alive(self._sent(message, answer))
        except SealBroken:
            log.error("wechat_lost", conversation=self._conversation, error="SealBroken")
            await self._ended(Sent.DROPPED)

    async def _kept_alive(self, work: Awaitable[None]) -> None:
        beat = asyncio.create_task(self._beat())
        try:
            await work
        except SuyetongError as error:
            log.error("wechat_work", conversation=self._conversation, error=type(error).__name__)
        finally:
            beat.cancel()
            self.settled.set()

    async def _beat(self) -> None:
        """Renew the claim as long as it is worked on."""
        exchanges = self._wechat.exchanges
        while True:
            await asyncio.sleep(exchanges.claim_seconds / 3)
            with suppress(StoreUnavailable):
                if not await exchanges.renew(self._name, self._token):
                    return

    async def _answered(self, message: Incoming) -> None:
        said = await self._said(message)
        way, answer = await _patiently(lambda: self._finished(said))
        self.settled.set()
        if way is Way.SERVICE:
            await self._sent(message, answer)

    async def _said(self, message: Incoming) -> Said:
        """A fault of ours ends in an answer, too."""
        try:
            shown = await self._wechat.shown.of(self._conversation)
            return await answer(
                self._parts, self._metrics, message, self._conversation, self._name, shown
            )
        except Exception as error:
            log.error("wechat_failed", conversation=self._conversation, error=type(error).__name__)
            return Said.words(self._says("utter_failed"))

    async def _finished(self, said: Said) -> tuple[Way | None, Answer]:
        sealer, exchanges = self._parts.personal.sealer, self._wechat.exchanges
        earlier = []
        for sealed in await exchanges.gather(self._name, self._token, self._conversation):
            with suppress(SealBroken):
                earlier.append(sealer.open(sealed))
        text, shown = said.told(
            earlier, lambda each: self._says("utter_wechat_earlier", answer=each)
        )
        answer = Answer(text, said.plain)
        changes = said.replaces or bool(shown.rest)
        way = await exchanges.finish(
            self._name,
            self._token,
            self._conversation,
            answer.sealed(sealer),
            shown.sealed(sealer) if changes else "",
        )
        return way, answer

    async def _sent(self, message: Incoming, answer: Answer) -> None:
        became = await _patiently(
            lambda: send_once(
                self._wechat,
                self._name,
                self._token,
                self._conversation,
                message.from_user_name,
                answer.text,
            )
        )
        if became:
            await self._ended(became, answer)

    async def _ended(self, became: Sent, answer: Answer | None = None) -> None:
        self._metrics.wechat_service.labels(became.value).inc()
        sealer = self._parts.personal.sealer
        kept = sealer.seal(answer.plain) if answer and became is Sent.KEPT else ""
        await _patiently(
            lambda: self._wechat.exchanges.end(
                self._name, self._token, self._conversation, became, kept
            )
        )

    def _says(self, name: str, **values: str) -> str:
        return self._parts.core.knowledge.edition.answerer.says(name, **values)


def sealed(message: Incoming, sealer: Sealer) -> str:
    """A message as it is kept until it is answered."""
    fields = message.model_dump(mode="json", by_alias=True, exclude_none=True)
    return sealer.seal(json.dumps(fields, ensure_ascii=False))


def opened(kept: str, sealer: Sealer) -> Incoming:
    """A message as it was kept. SealBroken."""
    return read_message(json.loads(sealer.open(kept)))


async def _patiently(call: Callable[[], Awaitable[Found]]) -> Found:
    """What `call` gives, as soon as the store answers again. StoreUnavailable when it does not."""
    for _ in range(_TRIES - 1):
        with suppress(StoreUnavailable):
            return await call()
        await asyncio.sleep(_PAUSE)
    return await call()
