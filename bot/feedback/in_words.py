"""What is answered to whoever says something of an answer."""

from collections.abc import Callable

from bot.bookings.references import written
from bot.feedback.feedback import Reason, Taken

Says = Callable[..., str]


def in_words(taken: Taken, says: Says, operator: str) -> str:
    """The prepared sentence; `operator` is who looks at the records."""
    record = taken.record
    if record.said.helpful:
        return says("utter_feedback_helpful")
    assert record.number
    if taken.is_first:
        name = "utter_feedback_noted"
    else:
        name = "utter_feedback_added" if taken.is_new else "utter_feedback_known"
    return says(name, number=written(record.number), operator=operator)


def reason_in_words(reason: Reason | None, says: Says) -> str:
    """The reason as it is offered and read."""
    return says(f"utter_feedback_reason_{reason or 'none'}")
