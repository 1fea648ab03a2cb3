"""Write down how the turn ended: never what was said."""

import time
from datetime import UTC, datetime

import structlog
from anyio import to_thread
from sqlalchemy.exc import SQLAlchemyError

from bot.gateway.turn import Turn
from bot.storage.outcomes import TurnOutcome

log = structlog.get_logger()


async def record_outcome(turn: Turn) -> None:
    """Count the turn and store its outcome; a failing database costs nobody an answer."""
    if turn.replayed:
        turn.metrics.replayed.inc()
        return
    assert turn.reply
    seconds = time.monotonic() - turn.started
    topic = turn.reply.topic
    turn.metrics.turns.labels(topic.journey, turn.reply.status).inc()
    turn.metrics.seconds.observe(seconds)
    outcome = TurnOutcome(
        at=datetime.now(UTC),
        conversation=turn.conversation,
        journey=topic.journey,
        aspect=topic.aspect,
        policy=topic.policies[0] if topic.policies else None,
        outcome=turn.reply.status,
        latency_ms=round(seconds * 1000),
    )
    try:
        await to_thread.run_sync(turn.parts.outcomes.record, outcome)
    except SQLAlchemyError as error:
        turn.metrics.unrecorded.inc()
        log.error("outcome_not_recorded", error=type(error).__name__)
    log.info(
        "turn",
        conversation=turn.conversation,
        journey=topic.journey,
        outcome=turn.reply.status,
        ms=round(seconds * 1000),
    )
