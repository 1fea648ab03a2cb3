"""What anybody may read without a conversation, not faster than one may send messages."""

import structlog
from fastapi import Request

from bot.errors import StoreUnavailable
from bot.gateway.state import State
from bot.gateway.who import client_of

log = structlog.get_logger()


async def limited(request: Request) -> None:
    """RateLimited when it is one too many. Knowledge is told also while Redis does not answer."""
    try:
        await State.of(request).parts.limits.check_client(client_of(request))
    except StoreUnavailable as error:
        log.warning("reading_not_limited", reason=str(error))
