"""Find the names in the text, so that the classifier need not see them."""

from bot.gateway.turn import Turn
from bot.understanding.as_of import read_as_of
from bot.understanding.redact import TOKENS


async def link(turn: Turn) -> None:
    """Names of policies, service items, places and years, with where they stand."""
    if turn.text.startswith("/"):
        return
    turn.links = turn.edition.linker.link(turn.text)
    turn.mentions = [(m.start, m.end, "policy") for m in turn.links.policies]
    # The classifier knows one kind of name: what is asked of it, not which it is.
    turn.mentions += [(m.start, m.end, "policy") for m in turn.links.only_items]
    turn.mentions += [(*token.span(), "redacted") for token in TOKENS.finditer(turn.text)]
    turn.mentions += [(m.start, m.end, "city") for m in turn.links.regions]
    as_of = read_as_of(turn.text, turn.parts.core.today())
    if as_of and as_of.named:
        turn.mentions.append((as_of.start, as_of.end, "date"))
