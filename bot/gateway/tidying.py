"""What is done by the clock while the gateway runs: holds that ran out go to those who wait.

Nothing depends on it but how soon a place is offered; every gateway may do it at once.
"""

import asyncio

import structlog

from bot.bookings.counter import Counter
from bot.bootstrap import BookingParts
from bot.errors import Unavailable
from bot.gateway.desk import in_thread

log = structlog.get_logger()
_EVERY_SECONDS = 20


async def tidy_bookings(parts: BookingParts, every: float = _EVERY_SECONDS) -> None:
    """Tidy again and again, until cancelled."""
    while True:
        await asyncio.sleep(every)
        plan = parts.appointments.plan
        if plan is None:
            continue
        counter = Counter(parts.store, plan, parts.secret)
        try:
            await in_thread(counter.release, parts.now())
        except Unavailable as error:
            log.warning("tidying_failed", error=type(error).__name__)
        except Exception as error:
            # Whatever goes wrong once, the next round is tried.
            log.error("tidying_failed", error=type(error).__name__)
