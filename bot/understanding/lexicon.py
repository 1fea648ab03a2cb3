"""The words that people use here, how often, and what follows what: learnt from what they said.

It is a language model of the smallest kind. Its texts are the training lines of the classifier and
the names in the knowledge base; jieba's dictionary stands for the rest of the language.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from bot.policies.search import segmenter
from bot.understanding.sounds import folded, syllables_of

_RUNS = re.compile(r"[\u4e00-\u9fff]+")
# How much of a word's weight comes from what was said here, the rest being the language at large.
_HERE = 0.6
# How much of it comes from the word before it.
_AFTER = 0.5
_NAME_COUNT = 4


@dataclass
class Node:
    """A place in the tree of sounds: the words that end here, and the syllables that may follow."""

    words: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    next: dict[str, "Node"] = field(default_factory=dict)


class Lexicon:
    """Words with their likelihood, and a tree that finds them by their sound."""

    def __init__(self, lines: Iterable[str], names: Iterable[str]) -> None:
        self._general = segmenter()
        self._counts: Counter[str] = Counter()
        self._pairs: Counter[tuple[str, str]] = Counter()
        known = {name for name in names if _RUNS.fullmatch(name)}
        # jieba knows no 失业金; a name is one word.
        longest_first = sorted(known, key=len, reverse=True)
        name = re.compile(f"({'|'.join(longest_first) or '(?!)'})")
        for line in lines:
            for run in _RUNS.findall(line):
                words: list[str] = []
                for part in name.split(run):
                    words += [part] if part in known else self._general.lcut(part, HMM=False)
                self._counts.update(words)
                self._pairs.update(pairwise(words))
        self._counts.update(dict.fromkeys(known, _NAME_COUNT))
        self._total = sum(self._counts.values()) or 1

    def knows(self, word: str) -> bool:
        """Whether `word` is a word of the language or of ours."""
        return word in self._counts or bool(self._general.FREQ.get(word))

    def log_chance(self, word: str, before: str | None) -> float:
        """The natural logarithm of how likely `word` is, `before` being the word before it."""
        count = self._counts.get(word, 0)
        here = count / self._total
        general = (self._general.FREQ.get(word) or 0.1) / self._general.total
        chance = _HERE * here + (1 - _HERE) * general
        times = self._pairs.get((before, word), 0) if before else 0
        # What was said once may have been a slip.
        if before and times > 1:
            chance += _AFTER * times / self._counts[before]
        return math.log(chance)

    @cached_property
    def sounds(self) -> Node:
        """The tree of every word of ours, by its folded syllables."""
        root = Node()
        for word in self._counts:
            syllables = syllables_of(word)
            if len(syllables) != len(word):
                continue
            node = root
            for syllable in syllables:
                node = node.next.setdefault(folded(syllable), Node())
            node.words.append((word, syllables))
        return root
