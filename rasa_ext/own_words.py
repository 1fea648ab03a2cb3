"""How strange the words of a message are: how many were never said of our own matters.

No list of what is not our business is ever whole. But “猪肉价格多少” holds a word that nobody uses
who asks about our matters, and that tells it from “补贴多少”, however alike the questions are.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

_WORD = re.compile(r"[\u4e00-\u9fff]{2,}")
# Beside the terms, which make a row of length 1 each.
_WEIGHT = 0.7
_MANY = 3


class OwnWords:
    """The words of our own lines, and in how many of them each stands."""

    def __init__(self, words: Any, lines: Any) -> None:
        self.words, self.lines = words, lines
        self._lines = {str(word): int(count) for word, count in zip(words, lines, strict=True)}

    @classmethod
    def learn(cls, tokens: Sequence[Sequence[str]]) -> "OwnWords":
        """From the tokens of each line that is about our own matters."""
        counted = Counter(word for line in tokens for word in _words(line))
        words = sorted(counted)
        return cls(np.array(words, dtype=str), np.array([counted[word] for word in words], int))

    def features(self, tokens: Sequence[Sequence[str]], own: Sequence[bool] = ()) -> csr_matrix:
        """A row for each message. `own` says which were learnt from: their words count once less.

        What is learnt of a line must not be that it stands in the list itself.
        """
        learnt = own or [False] * len(tokens)
        return csr_matrix(
            [self._row(line, int(it)) for line, it in zip(tokens, learnt, strict=True)]
        )

    def _row(self, line: Sequence[str], own: int) -> list[float]:
        words = _words(line)
        counts = [self._lines.get(word, 0) - own for word in words]
        never = sum(count <= 0 for count in counts)
        rarely = sum(count <= 1 for count in counts)
        share = max(1, len(words))
        row = (never > 0, min(never, _MANY) / _MANY, never / share, rarely > 0, rarely / share)
        return [_WEIGHT * float(value) for value in row]


def _words(line: Sequence[str]) -> set[str]:
    """The Chinese words of more than one character: one character alone is in every text."""
    return {word for word in line if _WORD.fullmatch(word)}
