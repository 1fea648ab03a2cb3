from datetime import date

import pytest

from bench import understanding, understanding_table
from bot.config import ROOT
from bot.evaluation.utterances import Labelled
from bot.policies.loader import load_knowledge

TODAY = date(2026, 11, 24)
FIGURES = {"median": 1.25, "p95": 5.0}


@pytest.fixture(scope="module")
def steps():
    knowledge = load_knowledge(ROOT / "tests" / "fixtures" / "kb_good")
    said = ["示例贷款能贷多少钱", "怎么申请示例贷款", "多少钱"]
    return understanding.Steps(knowledge, said, TODAY)


def test_a_line_is_sent_as_the_gateway_sends_it(steps):
    line = Labelled(id="a", text="示例貸款能貸多少，我的手机号13800138000", journey="loan_info")

    sent = steps.read(line)

    assert sent.text == "示例贷款能贷多少,我的手机号[手机号]"
    kinds = {(sent.text[start:end], kind) for start, end, kind in sent.mentions}
    assert kinds == {("示例贷款", "policy"), ("[手机号]", "redacted")}


def test_every_step_of_every_line_is_timed(steps):
    steps.times.clear()
    for text in ("示例贷款怎么申请", "我45岁"):
        steps.read(Labelled(id=text, text=text, journey="policy_info"))

    assert {name: len(times) for name, times in steps.times.items()} == dict.fromkeys(
        [name for name in understanding_table._STEPS if name != "all"], 2
    )
    assert steps.figures()["all"]["median"] > 0


def test_the_table_says_how_little_diet_was_trained_and_has_every_pipeline():
    of_one = {
        "training_lines": 20,
        "journey": 0.9512,
        "aspect": 0.9,
        "parse_milliseconds": FIGURES,
        "turn_milliseconds": FIGURES,
        "training_seconds": 30,
        "model_megabytes": 7.5,
        "diet_epochs": 5,
    }
    labels = understanding_table._PIPELINES
    text = "\n".join(
        understanding_table.lines(
            {
                "messages": 3,
                "with_aspect": 2,
                "steps_milliseconds": dict.fromkeys(understanding_table._STEPS, FIGURES),
                "pipelines": dict.fromkeys(labels, of_one),
            }
        )
    )

    assert "100 epochs in batches of 64 to 256, here 5 in batches\nof 32" in text
    row = "20 | 0.951 | 0.900 | 1.25 | 5 | 1.25 | 5 | 30 | 7.5 |"
    assert all(f"| {label} | {row}" in text for label in labels.values())
