"""What is answered to each kind of message and event."""

from datetime import date

from bot.bootstrap import GatewayParts
from bot.cards import Button, Message, Reply, Topic
from bot.gateway.metrics import Metrics
from bot.gateway.wechat_place import words_for
from bot.gateway.wechat_said import Said
from bot.gateway.wechat_talk import talk
from bot.outcomes import Outcome
from bot.policies.answer import Answerer
from bot.storage.wechat_shown import Shown
from bot.switches.in_words import off_in_words
from bot.switches.switch import Switch
from bot.wechat.messages import (
    Click,
    Image,
    Incoming,
    Link,
    Location,
    Scan,
    Subscribe,
    Text,
    Video,
    Voice,
)

_CHOICES = ("screening", "booking", "status")


def is_answered(message: Incoming) -> bool:
    """Whether anything is said to it; other events are only acknowledged."""
    return message.event is None or isinstance(message, Click | Scan | Subscribe)


def allows(message: Incoming) -> str | None:
    """What may answer it by service message: a key of `bot.storage.wechat_quotas.ALLOWED`."""
    if message.event is None:
        return "message"
    kinds = {Click: "click", Scan: "scan", Subscribe: "subscribe"}
    return next((what for kind, what in kinds.items() if isinstance(message, kind)), None)


async def answer(
    parts: GatewayParts,
    metrics: Metrics,
    message: Incoming,
    conversation: str,
    name: str,
    shown: Shown,
) -> Said:
    """What is said to `message`, whose name is `name`, in a conversation that was shown `shown`."""
    answerer = parts.core.knowledge.edition.answerer
    if change := parts.core.switches.off(Switch.WECHAT):
        return Said.words(off_in_words(change, answerer.says))
    text = _words_of(message)
    if text is not None and text.strip():
        return await talk(parts, metrics, conversation, text, name, shown)
    match message:
        case Subscribe() | Scan():
            return _greeting(answerer, parts.core.today())
        case Location():
            return Said.words(words_for(message, parts))
        case Text() | Click():
            return Said.words(answerer.says("utter_wechat_empty"))
        case Voice():
            return Said.words(answerer.says("utter_wechat_no_words"))
        case Image() | Video():
            return Said.words(answerer.says("utter_wechat_picture"))
        case Link():
            return Said.words(answerer.says("utter_wechat_link"))
        case _:
            return Said.words(answerer.says("utter_wechat_unknown_kind"))


def _words_of(message: Incoming) -> str | None:
    """What was written, spoken, or is said by a button of the menu."""
    match message:
        case Text():
            return message.content
        case Voice():
            return message.recognition
        case Click():
            return message.event_key
        case _:
            return None


def _greeting(answerer: Answerer, today: date) -> Said:
    titles = [answerer.says(f"utter_wechat_choice_{name}") for name in _CHOICES]
    message = Message(
        text=answerer.says("utter_wechat_greet"),
        buttons=[Button(title=title, payload=title) for title in titles],
    )
    topic = Topic(journey="chitchat")
    return Said.reply(Reply(messages=[message], status=Outcome.CHITCHAT, topic=topic, as_of=today))
