"""What becomes of what is said: a record with a number, or a change of the one that is there."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from hashlib import sha256

from bot.bookings.references import new_reference
from bot.feedback.feedback import Feedback, Record, Taken

# So many sentences of one complaint are kept.
MOST_WORDS = 8


def form_key(conversation: str, message: str) -> str:
    """The key of what is said of one answer, by pressing. Both are hashes."""
    return _key("form", conversation, message)


def chat_key(conversation: str, message: str | None, day: date) -> str:
    """The key of what is complained of in a chat: the answer before it, else the day."""
    return _key("chat", conversation, message or day.isoformat())


def taken(kept: Record | None, said: Feedback, draw: Callable[[], str] = new_reference) -> Taken:
    """The record after `said`. What is not new leaves it as it was, closed or open.

    A record that was closed is open again once something new is said; its number stays.
    """
    if kept is None:
        number = None if said.helpful else draw()
        return Taken(Record(number, said, said.at), is_new=True, is_first=True)
    now = _beside(kept.said, said) if said.adds else said
    if _heard(now) == _heard(kept.said):
        return Taken(kept, is_new=False, is_first=False)
    number = kept.number or (None if now.helpful else draw())
    record = replace(kept, number=number, said=now)
    return Taken(record, is_new=True, is_first=kept.number is None)


def _beside(before: Feedback, said: Feedback) -> Feedback:
    new = tuple(words for words in said.words if words not in before.words)
    return replace(said, words=(before.words + new)[:MOST_WORDS])


def _heard(said: Feedback) -> tuple[object, ...]:
    return said.helpful, said.reason, said.words


def _key(*parts: str) -> str:
    return sha256("\0".join(parts).encode()).hexdigest()
