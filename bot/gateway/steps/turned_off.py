"""A channel that is turned off answers with the words prepared for it, and goes no further."""

from bot.cards import Message, Reply, Topic
from bot.gateway.turn import Turn
from bot.outcomes import Outcome
from bot.switches.in_words import off_in_words
from bot.switches.switch import Switch


async def turned_off(turn: Turn) -> None:
    """The reply, where the turn's channel is off."""
    change = turn.parts.core.switches.off(Switch(turn.channel.value))
    if change is None:
        return
    answerer = turn.edition.answerer
    turn.reply = Reply(
        messages=[
            Message(text=off_in_words(change, answerer.says), card=answerer.contact_card()),
        ],
        status=Outcome.TURNED_OFF,
        topic=Topic(journey="unclear"),
        as_of=turn.parts.core.today(),
    )
