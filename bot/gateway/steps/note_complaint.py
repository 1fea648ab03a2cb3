"""A complaint opens a record about the answer before it; its number stands before the hotlines."""

import structlog

from bot.errors import SealBroken, StoreUnavailable
from bot.feedback.feedback import Feedback
from bot.feedback.rules import chat_key
from bot.gateway.feedback_desk import about, last_answer, take
from bot.gateway.turn import Turn
from bot.switches.switch import Switch

log = structlog.get_logger()
COMPLAINT = "complaint_feedback"


async def note_complaint(turn: Turn) -> None:
    """Add what became of it to the reply; without the database that it was not noted."""
    assert turn.reply
    if turn.reply.topic.journey != COMPLAINT or turn.parts.core.switches.off(Switch.FEEDBACK):
        return
    try:
        words = await _noted(turn)
    except (StoreUnavailable, SealBroken) as error:
        log.warning(
            "complaint_not_noted", conversation=turn.conversation, error=type(error).__name__
        )
        words = turn.edition.answerer.says("utter_feedback_not_kept")
    first, *others = turn.reply.messages
    first = first.model_copy(update={"text": f"{words}\n{first.text}"})
    turn.reply = turn.reply.model_copy(update={"messages": [first, *others]})


async def _noted(turn: Turn) -> str:
    assert turn.reply
    now = turn.parts.personal.now()
    answer = await last_answer(turn.parts, turn.conversation)
    message = answer.id if answer else None
    said = Feedback(
        key=chat_key(turn.conversation, message, now.date()),
        conversation=turn.conversation,
        channel=turn.channel,
        at=now,
        about=await about(turn.parts, turn.conversation, answer or turn.reply),
        helpful=False,
        words=(turn.shown,),
        adds=True,
    )
    return await take(turn.parts, turn.metrics, said)
