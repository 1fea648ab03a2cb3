"""BM25 over passages, with jieba words, characters and character pairs as terms.

The scoring is bm25s; ours is how Chinese text becomes terms, and three views of a passage that are
added up: the whole of it, how it begins, and the best of its parts.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Self

import bm25s
import jieba
import numpy as np
import numpy.typing as npt

from bot.policies.pieces import opening, parts, sentences

_SEGMENTS = re.compile(r"[\u3400-\u9fff]+|[a-z0-9.%]+")
# How a text begins says what it is about; an answer is one part of a long text. The weights
# were chosen on public texts (laws, legal advice, news, manuals) and then held against our own.
_OPENING_WEIGHT = 0.25
_PART_WEIGHT = 0.25
# High, since most words are counted twice, and the second time is to count for something.
_SATURATION = 2.0
# What makes a question of a sentence says nothing of its subject, and is rare in the texts that are
# searched: without this it would count as much as a name.
_ASKING_WORDS = """
    请问 你好 您好 怎么办 怎么样 怎么 怎样 如何 什么时候 什么 为什么 为何 多少 多久 多长时间
    哪些 哪个 哪里 哪儿 哪 谁 几 是否 是不是 能不能 可不可以 要不要 会不会 有没有 可以
    吗 呢 吧 啊 呀 嘛 么 的 了 我 你 您 他 她 我们 想 该 是
"""
_ASKING = frozenset(_ASKING_WORDS.split())


class Index:
    """A searchable list of passages."""

    def __init__(self, ids: list[str], views: list[tuple[float, "_View"]]) -> None:
        self._ids = ids
        self._views = views

    @classmethod
    def build(cls, passages: Iterable[tuple[str, str]]) -> Self:
        """Index (document id, text) pairs; ids may repeat, each pair is a passage of its own."""
        pairs = list(passages)
        wholes: list[list[list[str]]] = []
        openings: list[list[list[str]]] = []
        divided: list[list[list[str]]] = []
        for _, text in pairs:
            plain = _plain(text)
            # Terms do not reach over a sentence's end, so that each sentence is read once only.
            said = sentences(plain)
            read = [terms(sentence) for sentence in said]
            runs = parts([len(sentence) for sentence in said])
            wholes.append([_joined(read)])
            openings.append([terms(opening(plain))])
            divided.append([_joined(read[run.start : run.stop]) for run in runs] or [[]])
        if not any(whole for (whole,) in wholes):
            return cls([], [])
        views = [(1.0, _View(wholes)), (_OPENING_WEIGHT, _View(openings))]
        if any(len(of_one) > 1 for of_one in divided):
            views.append((_PART_WEIGHT, _View(divided)))
        return cls([doc_id for doc_id, _ in pairs], views)

    def search(self, query: str, k: int) -> list[tuple[str, float]]:
        """The best `k` passages that share a term, as (document id, score), best first."""
        found = self.search_positions(query, k)
        return [(self._ids[position], score) for position, score in found]

    def search_positions(self, query: str, k: int) -> list[tuple[int, float]]:
        """As `search`, with the passage's position in the list that was indexed."""
        if not self._views or k < 1:
            return []
        _, whole = self._views[0]
        asked = whole.known(terms(_subject(query)) or terms(query))
        # One character in common is no relation, unless no more was asked.
        if not any(len(term) > 1 for term in asked) and len(query.strip()) > 1:
            return []
        if not asked:
            return []
        # One character says little: a word or a pair counts as two.
        asked += [term for term in asked if len(term) > 1]
        scores = np.sum([weight * view.scores(asked) for weight, view in self._views], axis=0)
        # A stable sort: equal scores keep the order of the passages.
        best = np.argsort(-scores, kind="stable")[:k]
        return [(int(at), float(scores[at])) for at in best if scores[at] > 0]


class _View:
    """One or more pieces of every passage; a passage counts as much as its best piece."""

    def __init__(self, pieces: list[list[list[str]]]) -> None:
        self._starts = np.cumsum([0] + [len(of_one) for of_one in pieces[:-1]])
        self._scorer = bm25s.BM25(k1=_SATURATION, b=0.75)
        corpus = [piece for of_one in pieces for piece in of_one]
        self.empty = not any(corpus)
        if not self.empty:
            self._scorer.index(corpus, show_progress=False)

    def known(self, asked: list[str]) -> list[str]:
        """Those of `asked` that occur here."""
        return [] if self.empty else [term for term in asked if term in self._scorer.vocab_dict]

    def scores(self, asked: list[str]) -> npt.NDArray[np.float32]:
        """A score for every passage."""
        known = self.known(asked)
        if not known:
            return np.zeros(len(self._starts), dtype=np.float32)
        return np.maximum.reduceat(self._scorer.get_scores(known), self._starts)


def terms(text: str) -> list[str]:
    """The words, characters and character pairs of `text`, in lower case."""
    found: list[str] = []
    for segment in _SEGMENTS.findall(_plain(text)):
        if "\u3400" <= segment[0] <= "\u9fff":
            # A word of one or two characters is there twice, so that it counts more than
            # two neighbours that are no word.
            found += segmenter().lcut(segment)
            found += segment
            found += [segment[i : i + 2] for i in range(len(segment) - 1)]
        else:
            found.append(segment)
    return found


def content_words(text: str) -> list[str]:
    """The words and numbers of `text` that say something: no single characters, no asking words."""
    return [
        word
        for word in segmenter().cut(_plain(text))
        if word not in _ASKING and _SEGMENTS.fullmatch(word) and (len(word) > 1 or word.isdigit())
    ]


def character_pairs(text: str) -> set[str]:
    """The pairs of neighbouring Chinese characters in `text`."""
    return set(re.findall(r"(?=([\u4e00-\u9fff]{2}))", text))


def _joined(pieces: list[list[str]]) -> list[str]:
    return [term for piece in pieces for term in piece]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def _subject(query: str) -> str:
    """`query` without the words that make a question of it."""
    return "".join(" " if word in _ASKING else word for word in segmenter().cut(_plain(query)))


@lru_cache(maxsize=1)
def segmenter() -> jieba.Tokenizer:
    # An own instance: the module's global one may be changed by anyone. Its cache file would lie in
    # a folder that all users of the machine share, so it is kept beside jieba's own dictionary.
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(Path(jieba.__file__).parent)
    jieba.setLogLevel("WARNING")
    tokenizer.initialize()
    return tokenizer
