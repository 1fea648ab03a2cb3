"""Find the names in the text, so that the classifier need not see them."""

from bot.gateway.turn import Turn
from bot.understanding.mentions import mentions


async def link(turn: Turn) -> None:
    """Names of policies, service items, places and years, with where they stand."""
    if turn.text.startswith("/"):
        return
    turn.links = turn.edition.linker.link(turn.text)
    turn.mentions = mentions(turn.text, turn.links, turn.parts.core.today())
