"""Not more than a client and a conversation may send."""

from bot.gateway.turn import Turn


async def limit_rate(turn: Turn) -> None:
    """RateLimited when it is one too many."""
    await turn.parts.limits.check(turn.client, turn.conversation)
