"""Deliveries of this process, the work on their messages, and what other processes left behind."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from secrets import token_hex

import structlog

from bot.bootstrap import GatewayParts, WechatParts
from bot.errors import StoreUnavailable
from bot.gateway.metrics import Metrics
from bot.gateway.wechat_answers import allows
from bot.gateway.wechat_said import Answer
from bot.gateway.wechat_work import Work, sealed
from bot.storage.wechat_exchanges import Step
from bot.wechat.messages import Incoming

log = structlog.get_logger()
# What another process computes is looked for so often (seconds).
_LOOK = 0.1
_SWEEP = 0.5
_GRACE = 5.0

Gone = Callable[[], Awaitable[bool]]


class WechatDesk:
    """Made and stopped with the application."""

    def __init__(self, parts: GatewayParts, metrics: Metrics) -> None:
        assert parts.wechat
        self._parts = parts
        self._wechat: WechatParts = parts.wechat
        self._metrics = metrics
        self._works: dict[str, Work] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._sweeping: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Look for what was left behind, until `stop`."""
        self._sweeping = asyncio.create_task(self._sweep())

    async def stop(self) -> None:
        """End what can be ended soon; the rest is taken over by other processes."""
        if self._sweeping:
            self._sweeping.cancel()
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=_GRACE)
            for task in late:
                task.cancel()

    async def answer_to(
        self, message: Incoming, name: str, conversation: str, arrived: float, gone: Gone
    ) -> str | None:
        """What this delivery is answered with; None when it is only acknowledged.

        `arrived` is of `time.monotonic`; `gone` tells whether nobody listens any more.
        StoreUnavailable when nothing was begun.
        """
        until = arrived + self._wechat.answer_seconds
        delivery, token = token_hex(8), token_hex(8)
        exchanges = self._wechat.exchanges
        kept = sealed(message, self._parts.personal.sealer)
        found = await exchanges.arrive(name, delivery, token, _left(until), kept, conversation)
        if found.step is Step.COMPUTE:
            self._begin(
                Work(self._parts, self._metrics, name, token, conversation),
                name,
                lambda work: work.answer(message),
            )
        if found.is_new and (what := allows(message)):
            await self._counted(conversation, what)
        if found.step is Step.ACKNOWLEDGE:
            return None
        try:
            if found.step is not Step.ANSWER:
                await self._waited(message, name, conversation, delivery, until, gone)
            # Who has hung up can carry nothing.
            found = await exchanges.leave(name, delivery, take=not await gone())
        except StoreUnavailable:
            # The work goes on, and sends its answer when the store is there again.
            return None
        if found.answer is None:
            return None
        return Answer.opened(found.answer, self._parts.personal.sealer).text

    async def _waited(
        self,
        message: Incoming,
        name: str,
        conversation: str,
        delivery: str,
        until: float,
        gone: Gone,
    ) -> None:
        """Until there is an answer, or no use in waiting for it."""
        while _left(until) > 0:
            await self._moment(name, _left(until))
            if await gone():
                return
            token = token_hex(8)
            found = await self._wechat.exchanges.look(name, delivery, token, _left(until))
            if found.step is Step.COMPUTE:
                # Whoever computed it has ended.
                self._begin(
                    Work(self._parts, self._metrics, name, token, conversation),
                    name,
                    lambda work: work.answer(message),
                )
            elif found.step is not Step.WAIT:
                return

    async def _moment(self, name: str, most: float) -> None:
        """Until the work of this process is settled, or a moment for another's."""
        work = self._works.get(name)
        if work is None or work.settled.is_set():
            await asyncio.sleep(min(_LOOK, most))
            return
        try:
            async with asyncio.timeout(most):
                await work.settled.wait()
        except TimeoutError:
            return

    async def _counted(self, conversation: str, what: str) -> None:
        try:
            await self._wechat.quotas.did(conversation, what)
        except StoreUnavailable:
            # Fewer messages may be sent; what cannot be is told with the next answer.
            log.warning("wechat_quota_uncounted", conversation=conversation)

    def _begin(self, work: Work, name: str, does: Callable[[Work], Awaitable[None]]) -> None:
        async def run() -> None:
            try:
                await does(work)
            except Exception as error:
                log.error("wechat_work", error=type(error).__name__)
            finally:
                work.settled.set()
                if self._works.get(name) is work:
                    del self._works[name]

        self._works[name] = work
        task = asyncio.create_task(run())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _sweep(self) -> None:
        """Again and again: messages whose process has ended."""
        while True:
            await asyncio.sleep(_SWEEP)
            try:
                for name in await self._wechat.exchanges.lapsed():
                    await self._take_over(name)
            except StoreUnavailable as error:
                log.warning("wechat_sweep", error=type(error).__name__)
            except Exception as error:
                # Whatever goes wrong once, the next round is tried.
                log.error("wechat_sweep", error=type(error).__name__)

    async def _take_over(self, name: str) -> None:
        token = token_hex(8)
        left = await self._wechat.exchanges.take_over(name, token)
        if left.step in ("in_doubt", "given_up"):
            self._metrics.wechat_service.labels(left.step).inc()
        if left.step in ("compute", "send"):
            self._metrics.wechat_taken_over.inc()
            self._begin(
                Work(self._parts, self._metrics, name, token, left.conversation),
                name,
                lambda work: work.go_on(left),
            )


def _left(until: float) -> float:
    return until - time.monotonic()
