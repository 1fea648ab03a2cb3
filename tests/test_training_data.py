"""The training lines are many and marked as messages are; none is in the development set."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from bot.evaluation.utterances import read_utterances
from bot.policies.linking import Linker
from bot.policies.loader import load_knowledge
from bot.understanding.marking import changes
from bot.understanding.normalise import plain
from bot.understanding.said_lines import read_said_lines
from tests.stack import ROOT

NLU = ROOT / "data" / "nlu"
DEVELOPMENT: Path = ROOT / "tests" / "data" / "utterances_dev.jsonl"
TODAY = date(2026, 11, 24)
# How much two texts may share of their pairs of characters, of all that either has.
NEAR = 0.8
# Shorter texts have too few pairs to be near: they are the same or not.
SHORT = 6
# Everybody says 你好 and 转人工.
SAID_BY_ALL = 3


def bare(text: str) -> str:
    """`text` as the bot reads it, without its punctuation."""
    return "".join(char for char in plain(text).lower() if char.isalnum())


def pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


TRAINING = sorted({bare(line) for line in read_said_lines(NLU)})
LABELLED = read_utterances(DEVELOPMENT)


def near_copies(texts: list[str], others: list[str]) -> list[tuple[str, str]]:
    """The pairs of one of `texts` and one of `others` that are nearly the same."""
    having: dict[str, list[int]] = {}
    cut = [pairs(other) for other in others]
    for number, found in enumerate(cut):
        for pair in found:
            having.setdefault(pair, []).append(number)
    copies = []
    for text in texts:
        mine = pairs(text)
        shared = Counter(number for pair in mine for number in having.get(pair, ()))
        for number, count in shared.items():
            if count >= NEAR * (len(mine) + len(cut[number]) - count):
                copies.append((text, others[number]))
    return copies


def test_there_are_three_thousand_training_lines_that_differ() -> None:
    assert len(TRAINING) >= 3000


def test_the_development_set_has_six_hundred_lines_that_differ() -> None:
    texts = [line.text for line in LABELLED]
    assert len(texts) >= 600
    assert len(set(texts)) == len(texts)
    assert len({line.id for line in LABELLED}) == len(LABELLED)


def test_no_line_of_the_development_set_is_nearly_one_of_training() -> None:
    asked = [bare(line.text) for line in LABELLED]
    long = [text for text in asked if len(text) >= SHORT]
    assert near_copies(long, [line for line in TRAINING if len(line) >= SHORT]) == []


def test_no_short_line_of_the_development_set_is_one_of_training() -> None:
    asked = {bare(line.text) for line in LABELLED}
    short = {text for text in asked if SAID_BY_ALL < len(text) < SHORT}
    assert len(short) > 0
    assert short & set(TRAINING) == set()


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("失业金要带什么材料去办", "失业金要带什么材料去办呢", True),
        ("失业金要带什么材料", "失業金，要帶什麼材料？", True),
        ("失业金要带什么材料去办", "创业贷款能贷多少钱", False),
    ],
)
def test_a_near_copy_is_told(one: str, other: str, near: bool) -> None:
    assert bool(near_copies([bare(one)], [bare(other)])) is near


def test_the_names_in_training_lines_are_marked_as_in_messages() -> None:
    linker = Linker(load_knowledge(ROOT / "policies_kb"))
    assert changes(NLU, linker, TODAY) == []
