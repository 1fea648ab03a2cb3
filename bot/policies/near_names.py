"""Names that are written almost right: a wrong, dropped, doubled or swapped character.

The alignment is rapidfuzz's; ours is what a character is worth. 稳 names one policy and 补 names
fifty, so 稳岗返回 is 稳岗返还, and 住房补贴 is not 租房补贴.
"""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA, LCSseq

# Shorter names are too easily another word.
_SHORTEST = 4
# A name of this length may have two slips, a shorter one only one.
_LONG = 8
# Below this share of its worth a name is not meant; from the next one on it surely is.
_PERHAPS = 0.66
_SURELY = 0.75
# How much better than the best name of something else it must be.
_CLEAR = 0.08
_OFFERED = 3

Meaning = tuple[str, ...]


@dataclass(frozen=True)
class NearName:
    """A name and where something like it stands. `score` is the share of its worth, up to 1."""

    name: str
    start: int
    end: int
    score: float


class NearNames:
    """Finds names that are written almost right. `meaning` is what each name leads to."""

    def __init__(self, meaning: Mapping[str, Meaning]) -> None:
        self._meaning = {name: what for name, what in meaning.items() if len(name) >= _SHORTEST}
        self._worth = _worth(meaning)
        self._with: dict[str, set[str]] = {}
        for name in self._meaning:
            for char in name:
                self._with.setdefault(char, set()).add(name)

    def find(self, text: str) -> list[NearName]:
        """The best name of each meaning that may be meant, best first, at most three."""
        best: dict[Meaning, NearName] = {}
        for name in self._likely(text):
            found = self._match(name, text)
            meaning = self._meaning[name]
            if found and (meaning not in best or _rank(found) < _rank(best[meaning])):
                best[meaning] = found
        ranked = sorted(best.values(), key=_rank)
        return [near for near in ranked if not _within_another(near, ranked)][:_OFFERED]

    def _likely(self, text: str) -> list[str]:
        """The names that share enough characters with `text` to be worth an alignment."""
        shared: Counter[str] = Counter()
        for char in set(text):
            for name in self._with.get(char, ()):
                shared[name] += 1
        return [name for name, count in shared.items() if count >= _PERHAPS * len(set(name))]

    def _match(self, name: str, text: str) -> NearName | None:
        where = fuzz.partial_ratio_alignment(name, text, score_cutoff=60)
        if where is None:
            return None
        # It may be cut short at an edge; a doubled character makes it longer and may move it.
        first = min(where.dest_start, where.dest_end - len(name))
        last = max(where.dest_end, where.dest_start + len(name))
        found = [
            self._within(name, text, max(0, first - more), min(len(text), last + more))
            for more in (1, 2)
        ]
        return max(filter(None, found), key=lambda near: near.score, default=None)

    def _within(self, name: str, text: str, start: int, end: int) -> NearName | None:
        """What is written for `name` between `start` and `end`; None when it is too unlike it."""
        blocks = LCSseq.editops(name, text[start:end]).as_matching_blocks()
        kept = [block for block in blocks if block.size]
        if not kept:
            return None
        first, last = start + kept[0].b, start + kept[-1].b + kept[-1].size
        written = text[first:last]
        slips = OSA.distance(name, written)
        if slips > (2 if len(name) >= _LONG else 1):
            return None
        if sorted(written) == sorted(name):
            # Swapped: nothing is missing.
            return NearName(name, first, last, 1.0)
        matched = sum(self._value(name[block.a : block.a + block.size]) for block in kept)
        # Sums of the same characters in another order are the same.
        score = round(matched / self._value(name), 6)
        return NearName(name, first, last, score) if score >= _PERHAPS else None

    def _value(self, chars: str) -> float:
        return sum(self._worth[char] for char in chars)


def _rank(near: NearName) -> tuple[float, int, str]:
    """The best first: of equals the longer name, then always the same one."""
    return -near.score, -len(near.name), near.name


def _within_another(near: NearName, others: list[NearName]) -> bool:
    """Whether it is part of a longer name that is as well written, or nearly so."""
    return any(
        other.score >= _SURELY
        and other.start <= near.start
        and near.end <= other.end
        and len(near.name) < len(other.name)
        for other in others
    )


def is_sure(found: list[NearName]) -> bool:
    """Whether the first of `found` is meant, and no other."""
    return bool(
        found
        and found[0].score >= _SURELY
        and (len(found) == 1 or found[0].score - found[1].score >= _CLEAR)
    )


def _worth(meaning: Mapping[str, Meaning]) -> dict[str, float]:
    """What a character is worth: the more, the fewer meanings have it in a name."""
    having: dict[str, set[Meaning]] = {}
    for name, what in meaning.items():
        for char in name:
            having.setdefault(char, set()).add(what)
    everything = len(set(meaning.values()))
    return {char: math.log(1 + everything / len(those)) for char, those in having.items()}
