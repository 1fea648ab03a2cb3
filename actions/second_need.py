"""The other question of a message that asked two: offered, to be pressed."""

from bot.cards import Button, Reply
from bot.policies.answer import Answerer

_TITLE_AT_MOST = 20


def offering(second: str, reply: Reply, answerer: Answerer) -> Reply:
    """`reply` with `second` said to be heard, and a button that asks it."""
    *before, last = reply.messages
    text = f"{last.text}\n{answerer.says('utter_second_need', question=second)}"
    title = second if len(second) <= _TITLE_AT_MOST else second[: _TITLE_AT_MOST - 1] + "…"
    # The first button: it is what the person asked for.
    buttons = [Button(title=title, payload=second), *last.buttons]
    told = last.model_copy(update={"text": text, "buttons": buttons})
    return reply.model_copy(update={"messages": [*before, told]})
