"""Normalise and redact; a button's payload is read as the choice it is."""

from bot.gateway.turn import Turn
from bot.policies.payloads import read_payload, shown
from bot.understanding.normalise import normalise
from bot.understanding.redact import redact


async def clean(turn: Turn) -> None:
    """TextTooLong or TextEmpty when there is nothing to work with."""
    limit = turn.parts.text_limit
    payload = read_payload(turn.sent, turn.edition) if len(turn.sent) <= limit else None
    if payload:
        turn.text = payload.payload
        turn.shown = shown(payload, turn.edition)
        return
    turn.text = turn.shown = redact(normalise(turn.sent, limit))
