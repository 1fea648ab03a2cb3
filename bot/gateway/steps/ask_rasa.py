"""Rasa decides what the person wants, and its actions answer."""

import structlog

from bot.errors import RasaUnavailable
from bot.gateway.steps.degrade import degrade
from bot.gateway.turn import Turn

log = structlog.get_logger()


async def ask_rasa(turn: Turn) -> None:
    """The reply; without Rasa, the degraded one."""
    try:
        turn.reply = await turn.parts.rasa.turn(
            turn.conversation,
            turn.text,
            turn.mentions,
            turn.client_digest,
            turn.message_id,
        )
    except RasaUnavailable as error:
        log.warning("rasa_unavailable", conversation=turn.conversation, reason=str(error))
        degrade(turn)
