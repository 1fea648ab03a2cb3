"""Matters of others, and the line that takes them: `pointers.yml`.

A number is written in `contacts.yml` only; here stands which matter goes to which of them.
"""

import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, StringConstraints

from bot.policies.base import Identifier, Line, Record
from bot.policies.model import Contacts, Hotline

Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=20)]


class Matter(Record):
    """Something that this bot does not know, by the words that people use for it.

    `line` is a number of `contacts.yml`, `source` a source there that says so. `note` is told in
    place of the line where that would be the wrong one to call.
    """

    id: Identifier
    name: Line
    heard: list[Word] = Field(min_length=1)
    line: Annotated[str, StringConstraints(pattern=r"^\d{5}$")]
    source: Identifier
    note: Line | None = None


class Pointers(Record):
    """`pointers.yml`."""

    matters: list[Matter] = []


@dataclass(frozen=True)
class Pointed:
    """A matter that a text is about, and whom to call."""

    matter: Matter
    hotline: Hotline


# What may stand before the matter of a question: “我想问一下我的医保卡…”.
_OPENING = (
    r"(?:请问|你好|您好|那|我的|我们|我|想|要|问|一下|下|咨询|了解|知道|说|看|查|关于|还有|"
    r"[,，。\s])*"
)


def pointed(text: str, pointers: Pointers, contacts: Contacts) -> Pointed | None:
    """The matter that `text` names, the longest word first."""
    words = {word: matter for matter in pointers.matters for word in matter.heard}
    for word in sorted(words, key=len, reverse=True):
        if word in text:
            return _with_line(words[word], contacts)
    return None


def begins_with_matter(text: str, pointers: Pointers, contacts: Contacts) -> Pointed | None:
    """The matter that `text` begins with: “医保卡丢了要带什么材料”, not “退休了还能领吗”."""
    start = re.match(_OPENING, text)
    rest = text[start.end() :] if start else text
    words = {word: matter for matter in pointers.matters for word in matter.heard}
    for word in sorted(words, key=len, reverse=True):
        if rest.startswith(word):
            return _with_line(words[word], contacts)
    return None


def _with_line(matter: Matter, contacts: Contacts) -> Pointed | None:
    for hotline in contacts.hotlines:
        if hotline.number == matter.line:
            return Pointed(matter, hotline)
    return None


def faults_of_pointers(
    pointers: Pointers, contacts: Contacts | None
) -> list[tuple[tuple[str | int, ...], str]]:
    """What is wrong between the matters, and with the lines and sources that they name."""
    faults: list[tuple[tuple[str | int, ...], str]] = []
    ids: set[str] = set()
    words: dict[str, str] = {}
    for index, matter in enumerate(pointers.matters):
        if matter.id in ids:
            faults.append((("matters", index, "id"), f"“{matter.id}”用过了，请换一个"))
        ids.add(matter.id)
        for nth, word in enumerate(matter.heard):
            if word in words:
                key = ("matters", index, "heard", nth)
                faults.append((key, f"“{word}”已经在“{words[word]}”里"))
            words[word] = matter.name
        if contacts is None:
            continue
        numbers = [hotline.number for hotline in contacts.hotlines]
        if matter.line not in numbers:
            known = "、".join(numbers)
            faults.append(
                (("matters", index, "line"), f"contacts.yml 里没有 {matter.line}，现有：{known}")
            )
        if matter.source not in contacts.sources:
            known = "、".join(contacts.sources)
            faults.append(
                (
                    ("matters", index, "source"),
                    f"contacts.yml 里没有叫“{matter.source}”的来源，现有：{known}",
                )
            )
    return faults
