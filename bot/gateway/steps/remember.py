"""Keep the turn, for a client that reconnects and for the same message sent again."""

from datetime import UTC, datetime

from bot.gateway.turn import Turn
from bot.outcomes import PRIVATE
from bot.storage.conversations import Entry


async def remember(turn: Turn) -> None:
    """Store both sides' bubbles and the reply, which has its id from then on."""
    assert turn.reply
    now, name = datetime.now(UTC), turn.message_id
    status = turn.reply.status
    entries = [Entry(role="user", text=turn.shown, at=now, id=name)]
    hidden = turn.edition.answerer.says("utter_status_hidden")
    for message in turn.reply.messages:
        # Whoever reads it later may be somebody else, or the session over.
        told = message.model_copy(update={"text": hidden, "card": None})
        shown = told if status in PRIVATE else message
        entries.append(Entry(role="bot", at=now, id=name, status=status, **dict(shown)))
    reply = turn.reply.model_copy(update={"id": name})
    await turn.parts.conversations.remember(turn.conversation, name, entries, reply)
    turn.reply = reply
