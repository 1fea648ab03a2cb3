"""Read wrong characters and typed pinyin as what was meant; the person's own words stay shown."""

from bot.gateway.turn import Turn


async def repair(turn: Turn) -> None:
    """A button's payload is left as it is."""
    if not turn.text.startswith("/"):
        turn.text = turn.parts.repairs.of(turn.edition.knowledge).repair(turn.text)
