"""Keep the turn, for a client that reconnects and for the same message sent again."""

from datetime import UTC, datetime

from bot.gateway.turn import Turn
from bot.storage.conversations import Entry


async def remember(turn: Turn) -> None:
    """Store both sides' bubbles and the reply."""
    assert turn.reply
    now = datetime.now(UTC)
    entries = [Entry(role="user", text=turn.shown, at=now)]
    entries += [
        Entry(role="bot", text=message.text, card=message.card, buttons=message.buttons, at=now)
        for message in turn.reply.messages
    ]
    await turn.parts.conversations.remember(turn.conversation, turn.message_id, entries, turn.reply)
