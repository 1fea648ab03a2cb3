"""A reply as WeChat shows it: text alone, its buttons as choices that one answers with a number."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from string import ascii_uppercase

from bot.cards import Reply

MORE = "更多"
CONTINUED = f"（没有说完，回复“{MORE}”接着看）"
_CHOICE = "回复 {mark}：{title}"
# “1”, “１”, “1。”, “选1”, “回复 1：可以”; but neither “1个月” nor “9:30”.
_MARK = r"([0-9]{1,3}|[A-Za-z])"
_CHOSEN = re.compile(rf"(?:回复|选择?|按)? ?{_MARK}[ .。、]*|回复 ?{_MARK} ?:.*", re.DOTALL)


@dataclass(frozen=True)
class Rendered:
    """`text` is not cut yet. `choices` has each choice's payload by its mark, “1” or “A”."""

    text: str = field(repr=False)
    choices: Mapping[str, str] = field(repr=False)


def render(reply: Reply, letters: bool = False) -> Rendered:
    """`reply` as one text, choices counted over all its bubbles.

    With `letters` they are marked A, B, …: for a question that is itself answered with a number,
    where “1” may mean one month.
    """
    choices: dict[str, str] = {}
    bubbles = []
    for message in reply.messages:
        lines = []
        for button in message.buttons:
            mark = _mark(len(choices), letters)
            choices[mark] = button.payload
            lines.append(_CHOICE.format(mark=mark, title=button.title))
        bubbles.append("\n".join([message.text, *lines]).strip("\n"))
    return Rendered("\n\n".join(bubble for bubble in bubbles if bubble), choices)


def chosen(text: str, choices: Mapping[str, str]) -> str | None:
    """The payload that `text` chooses; None when it chooses nothing that was offered."""
    match = _CHOSEN.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not match:
        return None
    mark: str = match[1] or match[2]
    return choices.get(mark.upper().lstrip("0"))


def asks_for_more(text: str) -> bool:
    """Whether `text` is the word that continues a long answer."""
    return unicodedata.normalize("NFKC", text).strip(" “”\"'。.") == MORE


def _mark(at: int, letters: bool) -> str:
    if not letters:
        return str(at + 1)
    return ascii_uppercase[at] if at < len(ascii_uppercase) else str(at + 1)
