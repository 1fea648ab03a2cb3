"""A fault of ours: say so kindly."""

from bot.cards import Message, Reply, Topic
from bot.gateway.turn import Turn
from bot.outcomes import Outcome


def fail(turn: Turn) -> None:
    """Answer with the prepared words and the hotlines."""
    answerer = turn.edition.answerer
    message = Message(text=answerer.says("utter_failed"), card=answerer.contact_card())
    turn.reply = Reply(
        messages=[message],
        status=Outcome.FAILED,
        topic=Topic(journey="unclear"),
        as_of=turn.parts.core.today(),
    )
