import json

import pytest

from bench import retrieval, table
from bot.config import ROOT
from bot.policies.loader import load_knowledge

SEARCHES = ("ours", "plain_words", "plain_pairs")


@pytest.fixture(scope="module")
def knowledge():
    return load_knowledge(ROOT / "tests" / "fixtures" / "kb_good")


@pytest.fixture
def utterances(tmp_path):
    lines = [
        {"text": "示例贷款能贷多少", "policy": "示例贷款"},
        {"text": "今天天气如何", "policy": None},
        {"text": "没有的政策是什么", "policy": "没有的政策"},
    ]
    path = tmp_path / "utterances.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    return path


@pytest.fixture
def measured(knowledge, utterances):
    return retrieval.measure(knowledge, utterances)


def test_only_questions_about_a_policy_that_we_hold_are_asked(knowledge, utterances):
    assert retrieval.read_questions(knowledge, utterances) == [("示例贷款能贷多少", "demo_loan")]


def test_a_policy_counts_once_and_by_its_best_place():
    def search(query, k):
        return {"one": ["a", "a", "b"], "two": ["b"], "none": ["a"]}[query]

    figures = retrieval.figures(search, [("one", "b"), ("two", "b"), ("none", "b")], 10)

    assert figures["mrr_at_10"] == 0.5
    assert figures["found_first"] == 0.333


def test_what_comes_after_the_tenth_is_not_found():
    def search(query, k):
        return [str(number) for number in range(20)]

    assert retrieval.figures(search, [("q", "9"), ("q", "10")], 20)["mrr_at_10"] == 0.05


def test_every_search_is_measured_over_every_collection(measured):
    whole, whole_bare, single, single_bare = measured["collections"].values()

    assert whole["documents"] == whole_bare["documents"] == measured["policies"]
    assert single["documents"] == single_bare["documents"] > measured["policies"]
    for row in measured["collections"].values():
        assert all(0 <= row[search]["mrr_at_10"] <= 1 for search in SEARCHES)
    assert all(whole[search]["found_first"] == 1 for search in SEARCHES)


def test_names_are_removed_where_it_says_so(knowledge):
    policy = knowledge.policies["demo_loan"]
    texts = dict(retrieval._documents(knowledge, whole=True, named=False))

    assert policy.name not in texts["demo_loan"]
    assert policy.name in dict(retrieval._documents(knowledge, whole=True, named=True))["demo_loan"]


def test_the_table_says_that_the_texts_are_our_own_and_has_every_collection(measured):
    text = "\n".join(table._retrieval(measured))

    assert "Both are our own" in text
    assert all(f"| {name} |" in text for name in measured["collections"])
