"""The same message id again gets the same answer, and nothing is done twice."""

from bot.gateway.turn import Turn


async def deduplicate(turn: Turn) -> None:
    """Take the stored reply, if this message was answered before."""
    if turn.message_id:
        turn.reply = await turn.parts.conversations.reply_to(turn.conversation, turn.message_id)
        turn.replayed = turn.reply is not None
