import json

import pytest

from bot.config import ROOT
from bot.errors import BadEvaluationFile
from bot.evaluation.utterances import Labelled, meanings, read_utterances
from bot.policies.loader import load_knowledge

GOOD = {"id": "d1", "text": "失业金怎么领", "journey": "policy_info"}


@pytest.fixture(scope="module")
def knowledge():
    return load_knowledge(ROOT / "tests" / "fixtures" / "kb_good")


@pytest.fixture
def write(tmp_path):
    def write(*lines):
        path = tmp_path / "said.jsonl"
        texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
        path.write_text("\n".join(texts) + "\n", encoding="utf-8")
        return path

    return write


def labelled(policy=None, **more):
    return Labelled(**{**GOOD, "policy": policy, **more})


def test_each_line_is_an_utterance_in_its_order(write):
    full = {**GOOD, "id": "d2", "aspect": "amount", "policy": "失业保险金", "style": "方言"}
    first, second = read_utterances(write(GOOD, full))

    assert (first.id, first.text, first.journey) == ("d1", "失业金怎么领", "policy_info")
    assert (first.aspect, first.policy, first.style) == (None, None, None)
    assert (second.aspect, second.policy, second.style) == ("amount", "失业保险金", "方言")


def test_an_empty_line_is_passed_over_and_still_counted(write):
    assert len(read_utterances(write(GOOD, "", "  ", GOOD))) == 2
    with pytest.raises(BadEvaluationFile, match=r"said\.jsonl:3: "):
        read_utterances(write(GOOD, "", "{}"))


def test_what_is_not_looked_at_may_stand_in_a_line(write):
    (one,) = read_utterances(write({**GOOD, "note": "看这里"}))

    assert one.id == "d1"


@pytest.mark.parametrize(
    ("line", "where"),
    [
        ({**GOOD, "journey": "nowhere"}, "journey"),
        ({**GOOD, "aspect": "colour"}, "aspect"),
        ({key: GOOD[key] for key in ("id", "journey")}, "text"),
        ("{", "整行"),
        ("[]", "整行"),
    ],
)
def test_a_line_that_cannot_be_used_is_named_by_file_line_and_key(write, line, where):
    path = write(GOOD, line)

    with pytest.raises(BadEvaluationFile) as refused:
        read_utterances(path)
    assert str(refused.value).startswith(f"{path}:2: {where}: ")


def test_a_file_without_an_utterance_is_refused(write):
    with pytest.raises(BadEvaluationFile, match="一句话也没有"):
        read_utterances(write(""))


def test_a_file_that_cannot_be_read_is_refused_by_its_name(tmp_path):
    (tmp_path / "gbk.jsonl").write_bytes("失业金".encode("gbk"))

    for path in (tmp_path / "nowhere.jsonl", tmp_path, tmp_path / "gbk.jsonl"):
        with pytest.raises(BadEvaluationFile) as refused:
            read_utterances(path)
        assert str(refused.value).startswith(f"{path}: ")


def test_a_label_means_the_policies_of_its_id_name_or_alias(knowledge):
    lines = [
        labelled("demo_loan"),
        labelled("示例贷款"),
        labelled("示例困难补贴"),
        labelled("示例扶持"),
    ]

    assert meanings(lines, knowledge) == {
        "demo_loan": {"demo_loan"},
        "示例贷款": {"demo_loan"},
        "示例困难补贴": {"demo_subsidy"},
        "示例扶持": {"demo_loan", "demo_subsidy"},
    }


def test_a_label_of_a_service_item_means_the_item_and_the_policy_that_it_serves(knowledge):
    lines = [labelled("demo_registration"), labelled("示登记"), labelled("示例补贴申领")]

    assert meanings(lines, knowledge) == {
        "demo_registration": {"demo_registration"},
        "示登记": {"demo_registration"},
        "示例补贴申领": {"demo_subsidy_claim", "demo_subsidy"},
    }


def test_an_utterance_without_a_policy_means_none(knowledge):
    assert meanings([labelled()], knowledge) == {}


def test_a_label_that_names_no_policy_is_refused_by_the_utterance(knowledge):
    with pytest.raises(BadEvaluationFile, match=r"d7: policy: .*“无此政策”"):
        meanings([labelled("示例贷款"), labelled("无此政策", id="d7")], knowledge)
