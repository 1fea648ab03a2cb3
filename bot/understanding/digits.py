"""Digits as people write long numbers: in groups, widened, spoken (幺三八…), between brackets."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_SPOKEN = dict(
    zip("〇零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖", "001234567891123456789", strict=True)
)
# What may stand between two groups of one number.
_BETWEEN = re.compile(r"[\s\-‐-―−_.·•()\[\]]{1,3}")
_RUN = re.compile(r"[0-9]+")
_X = re.compile(r"[\s\-.]?(?:[Xx×]|叉|[埃艾]克斯)")
# The longest number has 19 digits, a mobile number with its country 15.
_MOST = 19


@dataclass(frozen=True)
class Group:
    """Digits that stand together; a spoken digit is a group of its own.

    `before` is what stands between it and the group before.
    """

    start: int
    end: int
    digits: str
    before: str
    spoken: bool = False


def plain_digits(text: str) -> str:
    """`text` with every digit of whatever script as 0-9, as long as it was."""
    return "".join(
        str(unicodedata.decimal(char)) if char.isdecimal() and not char.isascii() else char
        for char in text
    )


def heard_digits(text: str) -> str:
    """The same, with those that are written in characters, too."""
    return "".join(_SPOKEN.get(char, char) for char in plain_digits(text))


@dataclass(frozen=True)
class Window:
    """Neighbouring groups of `text` that may be one number."""

    text: str
    groups: list[Group]

    @property
    def start(self) -> int:
        """Where the first digit stands."""
        return self.groups[0].start

    @property
    def end(self) -> int:
        """The place after the last digit."""
        return self.groups[-1].end

    @property
    def digits(self) -> str:
        """All of them as 0-9."""
        return "".join(group.digits for group in self.groups)

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many digits stand together, part by part."""
        sizes: list[int] = []
        for at, group in enumerate(self.groups):
            if at and not group.before:
                sizes[-1] += len(group.digits)
            else:
                sizes.append(len(group.digits))
        return tuple(sizes)

    @property
    def marks(self) -> set[str]:
        """What stands between the parts."""
        return {group.before for group in self.groups[1:] if group.before}

    @property
    def whole(self) -> bool:
        """Whether no digit touches it."""
        ahead, behind = self.text[self.end : self.end + 1], self.text[self.start - 1 : self.start]
        return not any(char.isdecimal() or char in _SPOKEN for char in ahead + behind)

    @property
    def x_end(self) -> int | None:
        """Where the X ends that follows, as an ID number's check character."""
        found = _X.match(self.text, self.end)
        return found.end() if found else None

    @property
    def after_letter(self) -> bool:
        """Whether a Latin letter stands right before it."""
        before = self.text[self.start - 1 : self.start]
        return before.isascii() and before.isalpha()


def windows(text: str) -> Iterator[Window]:
    """Every sequence of neighbouring groups, from the left, the longest first."""
    for chain in _chains(text):
        for first in range(len(chain)):
            for last in range(min(first + _MOST, len(chain)), first, -1):
                yield Window(text, chain[first:last])


def _chains(text: str) -> Iterator[list[Group]]:
    """Groups with nothing but marks between them, left to right."""
    chain: list[Group] = []
    for start, end, digits, spoken in _runs(plain_digits(text)):
        before = text[chain[-1].end : start] if chain else ""
        if before and not _BETWEEN.fullmatch(before):
            yield chain
            chain, before = [], ""
        chain.append(Group(start, end, digits, before, spoken))
    if chain:
        yield chain


def _runs(text: str) -> Iterator[tuple[int, int, str, bool]]:
    at = 0
    while at < len(text):
        if run := _RUN.match(text, at):
            yield at, run.end(), run[0], False
            at = run.end()
            continue
        if text[at] in _SPOKEN:
            yield at, at + 1, _SPOKEN[text[at]], True
        at += 1
