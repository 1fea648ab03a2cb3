"""How well the search finds the policy that a question is about, beside two plain searches.

The questions and the policies are our own: this says how we compare on them, not on others' texts.
"""

import json
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from statistics import mean, median
from time import perf_counter
from typing import Any

import bm25s
import numpy as np

from bot.policies.knowledge import KnowledgeBase
from bot.policies.model import Policy
from bot.policies.search import Index, segmenter

Document = tuple[str, str]
Question = tuple[str, str]
Search = Callable[[str, int], list[str]]

_DEPTH = 10
_COLLECTIONS = {
    "whole policies, names kept": (True, True),
    "whole policies, names removed": (True, False),
    "single statements, names put before": (False, True),
    "single statements, names removed": (False, False),
}


def measure(knowledge: KnowledgeBase, utterances: Path) -> dict[str, Any]:
    """MRR@10 and share found first, of every search over every collection."""
    questions = read_questions(knowledge, utterances)
    collections = {}
    for name, (whole, named) in _COLLECTIONS.items():
        documents = list(_documents(knowledge, whole=whole, named=named))
        collections[name] = {
            "documents": len(documents),
            **{
                search: figures(make(documents), questions, len(documents))
                for search, make in _SEARCHES.items()
            },
        }
    return {
        "questions": len(questions),
        "policies": len(knowledge.policies),
        "collections": collections,
        "versions": {name: version(name) for name in ("bm25s", "jieba")},
    }


def read_questions(knowledge: KnowledgeBase, utterances: Path) -> list[Question]:
    """(question, policy id) of each labelled line that names a policy that we hold."""
    ids = {policy.name: policy.id for policy in knowledge.policies.values()}
    lines = [json.loads(line) for line in utterances.read_text(encoding="utf-8").splitlines()]
    return [(line["text"], ids[line["policy"]]) for line in lines if line.get("policy") in ids]


def figures(search: Search, questions: list[Question], depth: int) -> dict[str, float]:
    """MRR@10 and share found first, a policy counted once, and the median time of a search."""
    ranks, times = [], []
    for question, policy in questions:
        began = perf_counter()
        found = search(question, depth)
        times.append(perf_counter() - began)
        best = list(dict.fromkeys(found))[:_DEPTH]
        ranks.append(best.index(policy) + 1 if policy in best else None)
    return {
        "mrr_at_10": round(mean(1 / rank if rank else 0 for rank in ranks), 3),
        "found_first": round(mean(rank == 1 for rank in ranks), 3),
        "median_milliseconds": round(median(times) * 1000, 2),
    }


def _documents(knowledge: KnowledgeBase, *, whole: bool, named: bool) -> Iterator[Document]:
    for policy in knowledge.policies.values():
        names = _names(policy)
        statements = [text if named else _without(names, text) for text in _statements(policy)]
        heading = " ".join(names)
        if whole:
            body = "\n".join(statements)
            yield policy.id, f"{heading}\n{body}" if named else body
        else:
            for text in statements:
                yield policy.id, f"{heading} {text}" if named else text


def _statements(policy: Policy) -> list[str]:
    return [
        statement.text
        for version_ in policy.versions
        for sections in (version_, *version_.cities.values())
        for _, statement in sections.all()
    ]


def _names(policy: Policy) -> list[str]:
    names = [policy.name, *policy.aliases]
    for version_ in policy.versions:
        names += [version_.name, *version_.aliases]
    return list(dict.fromkeys(names))


def _without(names: list[str], text: str) -> str:
    # The longest first: a name may hold another.
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "")
    return text


def _ours(documents: list[Document]) -> Search:
    index = Index.build(documents)
    return lambda query, k: [found for found, _ in index.search(query, k)]


def _plain(documents: list[Document], terms: Callable[[str], list[str]]) -> Search:
    scorer = bm25s.BM25()
    scorer.index([terms(text) for _, text in documents], show_progress=False)

    def search(query: str, k: int) -> list[str]:
        known = [term for term in terms(query) if term in scorer.vocab_dict]
        if not known:
            return []
        scores = scorer.get_scores(known)
        best = np.argsort(-scores, kind="stable")[:k]
        return [documents[at][0] for at in best if scores[at] > 0]

    return search


def _words(text: str) -> list[str]:
    return [word for word in segmenter().lcut(text) if word.strip()]


def _pairs(text: str) -> list[str]:
    return [text[at : at + 2] for at in range(len(text) - 1)]


_SEARCHES: dict[str, Callable[[list[Document]], Search]] = {
    "ours": _ours,
    "plain_words": lambda documents: _plain(documents, _words),
    "plain_pairs": lambda documents: _plain(documents, _pairs),
}
