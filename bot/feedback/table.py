"""The records as rows of text, for officers: on the screen and in a file."""

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.bookings.references import written
from bot.feedback.feedback import Record
from bot.feedback.in_words import reason_in_words

Says = Callable[..., str]
Name = Callable[[str], str]
HEADINGS = (
    "编号",
    "说的时间",
    "从哪来",
    "原因",
    "问的",
    "说的",
    "答的事项",
    "方面",
    "政策",
    "结局",
    "答的是哪天的",
    "状态",
    "处理说明",
    "谁处理的",
    "处理时间",
)
# A cell that begins so is a formula to a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def rows(records: Sequence[Record], says: Says, policy_name: Name) -> list[tuple[str, ...]]:
    """A row each, under `HEADINGS`; `policy_name` is of an id."""
    return [_row(record, says, policy_name) for record in records]


def harmless(cell: str) -> str:
    """The cell as text in any spreadsheet."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _row(record: Record, says: Says, policy_name: Name) -> tuple[str, ...]:
    said, closing = record.said, record.closing
    about = said.about
    return (
        written(record.number) if record.number else "",
        _moment(said.at),
        says(f"utter_feedback_channel_{said.channel}"),
        says("utter_button_feedback_helpful")
        if said.helpful
        else reason_in_words(said.reason, says),
        about.question or "",
        "\n".join(said.words),
        says(f"utter_feedback_about_{about.journey}"),
        says(f"utter_aspect_{about.aspect}") if about.aspect else "",
        "、".join(policy_name(each) for each in about.policies),
        about.outcome,
        about.as_of.isoformat(),
        says("utter_feedback_open" if record.is_open else "utter_feedback_closed"),
        closing.note if closing else "",
        closing.by if closing else "",
        _moment(closing.at) if closing else "",
    )


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"
