"""The small form under the last answer of the plain page, and what is said to it."""

from collections.abc import Callable
from html import escape
from pathlib import Path
from string import Template

from bot.errors import RateLimited, SuyetongError, UnknownMessage
from bot.feedback.feedback import LONGEST, Channel, Reason
from bot.feedback.in_words import reason_in_words
from bot.gateway.feedback_desk import Pressed, judge
from bot.gateway.problems import too_fast
from bot.gateway.state import State

Says = Callable[..., str]
_FORM = Path(__file__).parent / "static" / "plain_feedback.html"


def opinion_form(conversation: str, answer: str, says: Says) -> str:
    """The form for the answer with this id."""
    reasons = "".join(
        f'<option value="{reason or ""}">{escape(reason_in_words(reason, says))}</option>'
        for reason in (None, *Reason)
    )
    return Template(_FORM.read_text(encoding="utf-8")).substitute(
        conversation=escape(conversation),
        message=escape(answer),
        ask=says("utter_feedback_ask"),
        ask_reason=says("utter_feedback_ask_reason"),
        ask_words=says("utter_feedback_ask_words"),
        helpful=says("utter_button_feedback_helpful"),
        unhelpful=says("utter_button_feedback_unhelpful"),
        reasons=reasons,
    )


async def opinion_taken(
    state: State, conversation: str, client: str, form: dict[str, str]
) -> tuple[str, int]:
    """What is said to the form that was sent, and the status. `conversation` is a hash."""
    reason, text = form.get("reason", ""), form.get("words", "")
    helpful = form.get("helpful") == "yes"
    says = state.parts.core.knowledge.edition.answerer.says
    pressed = Pressed(
        form.get("message", ""),
        helpful,
        Reason(reason) if reason in set(Reason) else None,
        text[:LONGEST],
    )
    try:
        await state.parts.limits.check(client, conversation)
        _, words = await judge(state, conversation, Channel.PLAIN, pressed)
    except RateLimited as error:
        return too_fast(error), 429
    except UnknownMessage:
        return says("utter_feedback_no_answer"), 404
    except SuyetongError:
        return says("utter_feedback_not_kept"), 503
    return words, 200
