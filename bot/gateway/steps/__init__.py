"""The way of a message, in order. One step a file."""

import structlog

from bot.cards import Reply
from bot.errors import BadInput, RateLimited, StoreUnavailable
from bot.gateway.steps.ask_rasa import ask_rasa
from bot.gateway.steps.choose import choose
from bot.gateway.steps.clean import clean
from bot.gateway.steps.deduplicate import deduplicate
from bot.gateway.steps.degrade import degrade
from bot.gateway.steps.fail import fail
from bot.gateway.steps.limit_rate import limit_rate
from bot.gateway.steps.link import link
from bot.gateway.steps.note_complaint import note_complaint
from bot.gateway.steps.put_away import put_away
from bot.gateway.steps.record_outcome import record_outcome
from bot.gateway.steps.remember import remember
from bot.gateway.steps.repair import repair
from bot.gateway.steps.turned_off import turned_off
from bot.gateway.turn import Turn

log = structlog.get_logger()

# Before the message's turn in its conversation has come: what may refuse it, or answer for all.
AT_THE_DOOR = (clean, limit_rate, turned_off)
# One message of a conversation at a time. The first may find that nothing is left to do.
IN_ITS_TURN = (deduplicate, put_away, choose, repair, link, ask_rasa, note_complaint, remember)


async def run_turn(turn: Turn) -> Reply:
    """Take `turn` through every step and return its reply.

    RateLimited and BadInput are for the person to mend; everything else ends in a reply.
    """
    try:
        for step in AT_THE_DOOR:
            await step(turn)
        if turn.reply is None:
            await _in_its_turn(turn)
    except (RateLimited, BadInput) as error:
        turn.metrics.refused.labels(type(error).__name__).inc()
        raise
    except StoreUnavailable as error:
        log.warning("store_unavailable", conversation=turn.conversation, reason=str(error))
        if turn.reply is None:
            degrade(turn)
    except Exception as error:
        # The last door: a person is never left without an answer. The type says enough to find it.
        log.error("turn_failed", conversation=turn.conversation, error=type(error).__name__)
        fail(turn)
    await record_outcome(turn)
    assert turn.reply
    return turn.reply


async def _in_its_turn(turn: Turn) -> None:
    async with turn.parts.conversations.one_at_a_time(turn.conversation):
        for step in IN_ITS_TURN:
            if not turn.replayed:
                await step(turn)
