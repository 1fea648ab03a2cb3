"""Pieces of a text that are searched on their own: its sentences, how it begins, and its parts."""

import re
from collections.abc import Iterator

_SENTENCE_END = re.compile(r"(?<=[。！？；!?;\n])")
_OPENING_LENGTH = 60
_PART_LENGTH = 200


def opening(text: str) -> str:
    """The first line or sentence of `text`, shortened."""
    return _SENTENCE_END.split(text.strip(), maxsplit=1)[0][:_OPENING_LENGTH]


def sentences(text: str) -> list[str]:
    """The sentences of `text`; one that is longer than a part is cut."""
    return [
        sentence[at : at + _PART_LENGTH]
        for sentence in _SENTENCE_END.split(text)
        for at in range(0, len(sentence), _PART_LENGTH)
    ]


def parts(lengths: list[int]) -> Iterator[range]:
    """Runs of whole sentences of `lengths` that make about one length.

    Each run begins about halfway through the one before.
    """
    start = 0
    while start < len(lengths):
        end, length = start + 1, lengths[start]
        while end < len(lengths) and length + lengths[end] <= _PART_LENGTH:
            length += lengths[end]
            end += 1
        yield range(start, end)
        if end == len(lengths):
            return
        passed = lengths[start]
        start += 1
        while start < end - 1 and passed < length / 2:
            passed += lengths[start]
            start += 1
