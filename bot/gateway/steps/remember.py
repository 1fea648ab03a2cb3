"""Keep the turn, for a client that reconnects and for the same message sent again."""

from datetime import UTC, datetime

from bot.gateway.turn import Turn
from bot.outcomes import PRIVATE
from bot.storage.conversations import Entry


async def remember(turn: Turn) -> None:
    """Store both sides' bubbles and the reply."""
    assert turn.reply
    now = datetime.now(UTC)
    entries = [Entry(role="user", text=turn.shown, at=now)]
    hidden = turn.edition.answerer.says("utter_status_hidden")
    entries += [
        # Whoever reads it later may be somebody else, or the session over.
        Entry(role="bot", text=hidden, buttons=message.buttons, at=now)
        if turn.reply.status in PRIVATE
        else Entry(
            role="bot", text=message.text, card=message.card, buttons=message.buttons, at=now
        )
        for message in turn.reply.messages
    ]
    await turn.parts.conversations.remember(turn.conversation, turn.message_id, entries, turn.reply)
