"""Words in WeChat on their way through the gateway's steps, and back as one text with numbers."""

from bot.bootstrap import GatewayParts
from bot.errors import RateLimited, TextEmpty, TextTooLong
from bot.feedback.feedback import Channel
from bot.gateway.metrics import Metrics
from bot.gateway.steps import run_turn
from bot.gateway.steps.choose import bare_number_chooses
from bot.gateway.turn import Turn
from bot.gateway.wechat_said import Said
from bot.storage.wechat_shown import Shown
from bot.understanding.picks import by_position
from bot.wechat.choices import asks_for_more, chosen


async def talk(
    parts: GatewayParts, metrics: Metrics, conversation: str, text: str, name: str, shown: Shown
) -> Said:
    """The answer to `text`. `name` stands for the message, `shown` is what is on the screen."""
    if shown.rest and asks_for_more(text):
        page, *rest = shown.rest
        return Said(page, page, shown.choices, tuple(rest))
    edition = parts.core.knowledge.edition
    says = edition.answerer.says
    turn = Turn(
        conversation=conversation,
        client=conversation,
        sent=_meant(text, shown),
        message_id=name,
        edition=edition,
        parts=parts,
        metrics=metrics,
        channel=Channel.WECHAT,
    )
    try:
        reply = await run_turn(turn)
    except RateLimited as error:
        return Said.words(says("utter_wechat_too_fast", seconds=error.retry_after))
    except TextTooLong:
        return Said.words(says("utter_wechat_too_long", limit=parts.text_limit))
    except TextEmpty:
        return Said.words(says("utter_wechat_empty"))
    facts = edition.knowledge.facts
    letters = not all(bare_number_chooses(message, facts) for message in reply.messages)
    return Said.reply(reply, letters)


def _meant(text: str, shown: Shown) -> str:
    """The payload of the choice that the text names: “1”, “回复1”, “第一个”; else the text."""
    if payload := chosen(text, shown.choices):
        return payload
    place = by_position(text, len(shown.choices), bare=False)
    return text if place is None else list(shown.choices.values())[place]
