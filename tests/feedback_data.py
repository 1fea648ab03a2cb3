"""Somebody who says something of an answer."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from bot.bookings.plan import SHANGHAI
from bot.feedback.feedback import About, Channel, Closing, Feedback, Reason
from bot.feedback.rules import chat_key, form_key

NOW = datetime(2026, 11, 24, 10, tzinfo=SHANGHAI)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
TALK, ANSWER = "a" * 64, "b" * 64
QUESTION, WORDS = "失业金能领几个月", "网上说的是十二个月"
ABOUT = About(
    message=ANSWER,
    journey="policy_info",
    aspect="amount",
    policies=("unemployment_benefit",),
    outcome="answered",
    as_of=date(2026, 11, 24),
    question=QUESTION,
)


def pressed(*words: str, talk: str = TALK, **more: Any) -> Feedback:
    """Pressed under the answer: it did not help, because it is wrong."""
    said = Feedback(
        key=form_key(talk, ANSWER),
        conversation=talk,
        channel=Channel.WEB,
        at=NOW,
        about=ABOUT,
        helpful=False,
        reason=Reason.WRONG_OR_OLD,
        words=words,
    )
    return replace(said, **more)


def helped(**more: Any) -> Feedback:
    """The answer helped."""
    about = replace(ABOUT, question=None)
    return pressed(helpful=True, reason=None, about=about, **more)


def complained(*words: str, **more: Any) -> Feedback:
    """Said in the chat after the answer."""
    key = chat_key(TALK, ANSWER, NOW.date())
    return pressed(*words, key=key, reason=None, adds=True, **more)


def closing(minutes: int = 5, note: str = "改好了") -> Closing:
    """An officer is done with it so long after it was said."""
    return Closing("cli:officer", NOW + minutes * MINUTE, note)
