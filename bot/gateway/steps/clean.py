"""Normalise and redact; a button's payload is read as the choice it is."""

from bot.gateway.turn import Turn
from bot.policies.choices import read_choice
from bot.understanding.normalise import normalise
from bot.understanding.redact import redact


async def clean(turn: Turn) -> None:
    """TextTooLong or TextEmpty when there is nothing to work with."""
    limit = turn.parts.text_limit
    choice = read_choice(turn.sent, turn.edition.knowledge) if len(turn.sent) <= limit else None
    if choice:
        policy, _ = turn.edition.knowledge.find(choice.policy)
        named = [policy.name, choice.city, turn.edition.answerer.aspect_name(choice.aspect)]
        turn.text = choice.payload
        turn.shown = " ".join(part for part in named if part)
        return
    turn.text = turn.shown = redact(normalise(turn.sent, limit))
