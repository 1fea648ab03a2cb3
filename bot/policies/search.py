"""BM25 over passages, with jieba words and character n-grams as terms.

The scoring is bm25s; ours is only how Chinese text becomes terms.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Self

import bm25s
import jieba
import numpy as np

_SEGMENTS = re.compile(r"[\u3400-\u9fff]+|[a-z0-9.%]+")


class Index:
    """A searchable list of passages."""

    def __init__(self, ids: list[str], scorer: bm25s.BM25 | None) -> None:
        self._ids = ids
        self._scorer = scorer

    @classmethod
    def build(cls, passages: Iterable[tuple[str, str]]) -> Self:
        """Index (document id, text) pairs; ids may repeat, each pair is a passage of its own."""
        pairs = list(passages)
        corpus = [terms(text) for _, text in pairs]
        if not any(corpus):
            return cls([], None)
        scorer = bm25s.BM25(k1=1.2, b=0.75)
        scorer.index(corpus, show_progress=False)
        return cls([doc_id for doc_id, _ in pairs], scorer)

    def search(self, query: str, k: int) -> list[tuple[str, float]]:
        """The best `k` passages that share a term, as (document id, score), best first."""
        found = self.search_positions(query, k)
        return [(self._ids[position], score) for position, score in found]

    def search_positions(self, query: str, k: int) -> list[tuple[int, float]]:
        """As `search`, with the passage's position in the list that was indexed."""
        if self._scorer is None or k < 1:
            return []
        known = [term for term in terms(query) if term in self._scorer.vocab_dict]
        # One character in common is no relation, unless no more was asked.
        if not any(len(term) > 1 for term in known) and len(query.strip()) > 1:
            return []
        if not known:
            return []
        scores = self._scorer.get_scores(known)
        # A stable sort: equal scores keep the order of the passages.
        best = np.argsort(-scores, kind="stable")[:k]
        return [(int(at), float(scores[at])) for at in best if scores[at] > 0]


def terms(text: str) -> list[str]:
    """The words, characters and character pairs of `text`, in lower case."""
    found: list[str] = []
    for segment in _SEGMENTS.findall(text.lower()):
        if "\u3400" <= segment[0] <= "\u9fff":
            found += [word for word in segmenter().lcut_for_search(segment) if len(word) > 2]
            found += segment
            found += [segment[i : i + 2] for i in range(len(segment) - 1)]
        else:
            found.append(segment)
    return found


@lru_cache(maxsize=1)
def segmenter() -> jieba.Tokenizer:
    # An own instance: the module's global one may be changed by anyone. Its cache file would lie in
    # a folder that all users of the machine share, so it is kept beside jieba's own dictionary.
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(Path(jieba.__file__).parent)
    jieba.setLogLevel("WARNING")
    tokenizer.initialize()
    return tokenizer
