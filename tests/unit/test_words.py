import ast
import re
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest
import yaml

from bot.config import ROOT
from bot.errors import ConfigError
from bot.policies.checklists import Mark
from bot.policies.eligibility import Answer
from bot.policies.loan_dialogue import Field
from bot.policies.loan_schedule import Repayment
from bot.policies.model import Aspect
from bot.policies.service_items import ItemSection
from bot.policies.versions import Standing
from bot.words import Words

WORDS = Words.load(ROOT / "domain")


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def prepared() -> dict[str, str]:
    """Every sentence of the domain by name, read without our own reader."""
    sentences: dict[str, str] = {}
    for path in sorted((ROOT / "domain").glob("*.yml")):
        domain = yaml.safe_load(path.read_text(encoding="utf-8"))
        for name, variants in (domain.get("responses") or {}).items():
            assert name not in sentences, f"{name} is prepared twice"
            sentences[name] = variants[0]["text"]
    return sentences


PREPARED = prepared()


def spoken() -> list[tuple[str, str, set[str]]]:
    """(place, name, given values) of each call in our code that says a sentence by its name."""
    found = []
    for folder in ("bot", "actions"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not isinstance(node, ast.Call) or not node.args:
                    continue
                called = ast.unparse(node.func).rsplit(".", 1)[-1].lstrip("_")
                if called not in ("say", "says"):
                    continue
                given = {keyword.arg for keyword in node.keywords if keyword.arg}
                if called == "says":
                    given.add("hotline")
                place = f"{path.relative_to(ROOT)}:{node.lineno}"
                # A choice between two sentences says either.
                first = node.args[0]
                options = [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
                found += [
                    (place, option.value, given)
                    for option in options
                    if isinstance(option, ast.Constant)
                ]
    return found


SPOKEN = spoken()


def test_the_code_says_sentences_by_their_names():
    assert len(SPOKEN) > 30
    assert any(place.startswith("actions/") for place, _, _ in SPOKEN)
    assert any(place.startswith("bot/policies/") for place, _, _ in SPOKEN)


@pytest.mark.parametrize(
    ("place", "name", "given"), SPOKEN, ids=[f"{place}-{name}" for place, name, _ in SPOKEN]
)
def test_a_sentence_that_the_code_says_is_prepared_and_gets_all_its_values(place, name, given):
    assert name in PREPARED
    assert placeholders(PREPARED[name]) <= given


def test_every_utter_name_in_the_code_is_prepared():
    names = set()
    for folder in ("bot", "actions"):
        for path in (ROOT / folder).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            # A name that goes on with a value in braces is a family; those are tested below.
            names |= set(re.findall(r"[\"'](utter_[a-z_]+)[\"']", text))

    assert len(names) > 30
    assert names <= set(PREPARED)


# Asked twice, and three times.
REPEATED = ("_again", "_person")
FAMILIES = {
    "aspects": [f"utter_aspect_{aspect.value}" for aspect in Aspect],
    "standings": [f"utter_standing_{standing.value}" for standing in Standing],
    "starts": [f"utter_start_{kind}" for kind in ("effective", "issued", "year")],
    "sections of a service item": [f"utter_item_section_{each.value}" for each in ItemSection],
    "boxes of a checklist": [f"utter_box_{mark}" for mark in ("open", *Mark)],
    "ways of paying back": [f"utter_repayment_{way.value}" for way in Repayment],
    "what a month costs": [f"utter_loan_monthly_{way.value}" for way in Repayment],
    "formulas": [f"utter_loan_formula_{way.value}" for way in Repayment],
    "questions about a loan": [f"utter_loan_ask_{field.value}" for field in Field],
    "results of a condition": [f"utter_condition_{each}" for each in get_args(Answer)],
    "kinds of groups": [f"utter_condition_{kind}" for kind in ("all", "any", "none")],
    "verdicts": [
        f"utter_verdict_{place}{result}"
        for place in ("", "local_")
        for result in ("yes", "yes_so_far", "no")
    ],
    "answers to yes or no": [f"utter_button_{answer}" for answer in ("yes", "no")],
    "who is meant": [f"utter_button_{who}" for who in ("person", "company")],
    "nothing for these people": [f"utter_nothing_for_{who}" for who in ("personal", "enterprise")],
    "what is not understood, again": [f"utter_unclear{times}" for times in ("", *REPEATED)],
    "what is not ours, again": [f"utter_out_of_scope{times}" for times in ("", *REPEATED)],
    "what a subsidy needs": [f"utter_loan_missing_{name}" for name in ("base_rate", "group")],
}


@pytest.mark.parametrize("names", FAMILIES.values(), ids=FAMILIES.keys())
def test_every_member_of_a_family_of_sentences_is_prepared(names):
    assert set(names) <= set(PREPARED)


@pytest.mark.parametrize("file", ["chitchat", "human"])
def test_every_intent_that_is_answered_by_its_name_has_its_sentence(file):
    domain = yaml.safe_load((ROOT / "domain" / f"{file}.yml").read_text(encoding="utf-8"))

    assert domain["intents"]
    for intent in domain["intents"]:
        assert placeholders(PREPARED[f"utter_{intent}"]) <= {"hotline"}


def test_no_sentence_holds_a_number_to_call():
    assert [name for name, text in PREPARED.items() if re.search(r"\d{5}", text)] == []


def test_no_sentence_is_prepared_that_nobody_says():
    said = {name for _, name, _ in SPOKEN}
    families = (
        "utter_aspect_",
        "utter_standing_",
        "utter_start_",
        "utter_identity_ask_",
        "utter_identity_what_",
        "utter_wechat_choice_",
        "utter_status_do_",
        "utter_stage_",
        "utter_kind_",
        "utter_item_section_",
        "utter_box_",
        "utter_repayment_",
        "utter_loan_monthly_",
        "utter_loan_formula_",
        "utter_loan_ask_",
        "utter_loan_missing_",
        "utter_condition_",
        "utter_verdict_local_",
        "utter_verdict_yes",
        "utter_verdict_no",
        "utter_button_",
        "utter_booking_refused_",
        "utter_pressed_",
        "utter_nothing_for_",
        "utter_feedback_about_",
        "utter_feedback_channel_",
        "utter_feedback_reason_",
        "utter_off_",
        *(f"utter_unclear{times}" for times in REPEATED),
        *(f"utter_out_of_scope{times}" for times in REPEATED),
    )
    intents = {
        f"utter_{intent}"
        for file in ("chitchat", "human")
        for intent in yaml.safe_load((ROOT / "domain" / f"{file}.yml").read_text())["intents"]
    }

    # Some names are chosen first and said later.
    named = {
        node.value
        for folder in ("bot", "actions")
        for path in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    left = set(PREPARED) - said - intents - named
    assert {name for name in left if not name.startswith(families)} == set()


# -- the reader


@pytest.fixture
def load(tmp_path: Path):
    def load(text: str) -> Words:
        (tmp_path / "some.yml").write_text(text, encoding="utf-8")
        return Words.load(tmp_path)

    return load


def test_a_sentence_is_said_with_its_values(load):
    words = load("responses:\n  utter_hello:\n    - text: 您好，{name}！\n")

    assert words.say("utter_hello", name="示例") == "您好，示例！"


def test_values_that_a_sentence_does_not_use_do_not_matter(load):
    words = load("responses:\n  utter_hello:\n    - text: 您好\n")

    assert words.say("utter_hello", hotline="00001") == "您好"


def test_braces_in_a_value_are_left_as_they_are(load):
    words = load("responses:\n  utter_hello:\n    - text: '{text}'\n")

    assert words.say("utter_hello", text="{name} {0} {}") == "{name} {0} {}"


def test_a_sentence_that_is_missing_is_named(load):
    words = load("responses:\n  utter_hello:\n    - text: 您好\n")

    with pytest.raises(ConfigError, match="utter_nowhere"):
        words.say("utter_nowhere")


def test_a_value_that_is_missing_is_named(load):
    words = load("responses:\n  utter_hello:\n    - text: 您好，{name}！\n")

    with pytest.raises(ConfigError, match=r"utter_hello.*name"):
        words.say("utter_hello", hotline="00001")


def test_the_first_of_several_texts_is_said_without_space_around_it(load):
    words = load("responses:\n  utter_hello:\n    - text: |\n        您好\n    - text: 你好\n")

    assert words.say("utter_hello") == "您好"


def test_sentences_of_all_files_of_the_folder_are_said(load, tmp_path):
    (tmp_path / "other.yml").write_text("responses:\n  utter_bye:\n    - text: 再见\n")
    words = load("responses:\n  utter_hello:\n    - text: 您好\n")

    assert (words.say("utter_hello"), words.say("utter_bye")) == ("您好", "再见")


@pytest.mark.parametrize("text", ["", "version: '3.1'\n", "responses:\n", "responses: {}\n"])
def test_a_folder_without_sentences_is_refused(load, text):
    with pytest.raises(ConfigError, match="responses"):
        load(text)


def test_an_empty_folder_is_refused(tmp_path):
    with pytest.raises(ConfigError):
        Words.load(tmp_path)


def test_a_file_without_sentences_beside_one_with_them_is_fine(load, tmp_path):
    (tmp_path / "session.yml").write_text("session_config: {}\n")

    assert load("responses:\n  utter_hello:\n    - text: 您好\n").say("utter_hello") == "您好"
