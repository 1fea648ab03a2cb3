"""What somebody says of an answer, in a chat or by pressing, on its way into its record."""

from dataclasses import dataclass, field

from bot.bootstrap import GatewayParts
from bot.cards import Reply
from bot.errors import UnknownMessage
from bot.feedback.feedback import About, Channel, Feedback, Reason
from bot.feedback.in_words import in_words
from bot.feedback.rules import form_key
from bot.gateway.desk import in_thread
from bot.gateway.metrics import Metrics
from bot.gateway.state import State
from bot.gateway.who import message_hash
from bot.outcomes import ANSWERS
from bot.understanding.normalise import plain
from bot.understanding.redact import redact, redact_code


@dataclass(frozen=True)
class Pressed:
    """What was pressed under an answer. `named` is its id, or the id that the client gave its
    message; of an answer that helped neither reason nor text is kept."""

    named: str
    helpful: bool
    reason: Reason | None = None
    text: str = field(default="", repr=False)


async def judge(
    state: State, conversation: str, channel: Channel, pressed: Pressed
) -> tuple[str | None, str]:
    """Take what was pressed; the record's number, if it has one, and what is said to that.

    `conversation` is a hash. UnknownMessage, StoreUnavailable.
    """
    parts, bad = state.parts, not pressed.helpful
    answer = await _answer(parts, conversation, pressed.named)
    assert answer.id
    said = Feedback(
        key=form_key(conversation, answer.id),
        conversation=conversation,
        channel=channel,
        at=parts.personal.now(),
        about=await about(parts, conversation, answer, asked=bad),
        helpful=pressed.helpful,
        reason=pressed.reason if bad else None,
        words=(await _redacted(parts, conversation, pressed.text),) if bad else (),
    )
    return await _taken(parts, state.metrics, said)


async def take(parts: GatewayParts, metrics: Metrics, said: Feedback) -> str:
    """Keep what was said; what is answered to that. StoreUnavailable."""
    _, words = await _taken(parts, metrics, said)
    return words


async def last_answer(parts: GatewayParts, conversation: str) -> Reply | None:
    """The answer that came last, with its id; questions and small talk are none."""
    for entry in reversed(await parts.conversations.history(conversation)):
        if entry.id and entry.status in ANSWERS:
            return await parts.conversations.reply_to(conversation, entry.id)
    return None


async def about(parts: GatewayParts, conversation: str, answer: Reply, asked: bool = True) -> About:
    """What is kept of the answer; with the question that it answered, if that is `asked` for."""
    question = await _question(parts, conversation, answer.id) if asked and answer.id else None
    topic = answer.topic
    return About(
        message=answer.id,
        journey=topic.journey,
        aspect=topic.aspect,
        policies=tuple(topic.policies),
        outcome=answer.status,
        as_of=answer.as_of,
        question=question,
    )


async def _taken(parts: GatewayParts, metrics: Metrics, said: Feedback) -> tuple[str | None, str]:
    personal = parts.personal
    taken = await in_thread(personal.feedback.take, said)
    if taken.is_new:
        helpful = "yes" if said.helpful else "no"
        metrics.feedback.labels(helpful, said.reason or "none", said.about.journey).inc()
    says = parts.core.knowledge.edition.answerer.says
    number = None if said.helpful else taken.record.number
    return number, in_words(taken, says, personal.operator)


async def _answer(parts: GatewayParts, conversation: str, named: str) -> Reply:
    for name in (named, message_hash(parts.secret, named)):
        reply = await parts.conversations.reply_to(conversation, name) if name else None
        if reply:
            return reply.model_copy(update={"id": name})
    raise UnknownMessage


async def _question(parts: GatewayParts, conversation: str, answer: str) -> str | None:
    entries = await parts.conversations.history(conversation)
    own = (entry.text for entry in entries if entry.id == answer and entry.role == "user")
    return next(own, None)


async def _redacted(parts: GatewayParts, conversation: str, text: str) -> str:
    """As a message is before Rasa sees it."""
    clean = plain(text)
    personal = parts.personal
    awaited = await in_thread(personal.identity.awaits_code, conversation, personal.now())
    return (redact_code(clean) if awaited else redact(clean)).text
