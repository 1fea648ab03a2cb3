"""What the buttons of a check send: read back as made, and nothing else is read."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import ROOT
from bot.policies.check_choices import (
    ALL_OF_THEM,
    NONE_OF_THEM,
    NOT_KNOWN,
    CheckChoice,
    GiveAnswer,
    StartCheck,
    StartScreen,
    read_check_choice,
)
from bot.policies.loader import load_knowledge

KNOWLEDGE = load_knowledge(ROOT / "tests" / "fixtures" / "kb_good")
OFFERED: list[CheckChoice] = [
    StartCheck(policy="demo_post"),
    StartScreen(),
    StartScreen(audience="personal"),
    StartScreen(audience="enterprise", results=True),
    GiveAnswer(ask="resident", value="yes"),
    GiveAnswer(ask="resident", value="no"),
    GiveAnswer(ask="age", value=NOT_KNOWN),
    GiveAnswer(ask="trade", value="shop"),
    GiveAnswer(ask="city", value="东示县"),
    GiveAnswer(ask="hardship", value="poor"),
    GiveAnswer(ask="hardship", value=NONE_OF_THEM),
    GiveAnswer(ask="hardship", value=NOT_KNOWN),
]


@pytest.mark.parametrize("choice", OFFERED, ids=lambda choice: choice.payload)
def test_a_payload_is_read_as_the_choice_it_was_made_from(choice: CheckChoice) -> None:
    assert read_check_choice(choice.payload, KNOWLEDGE) == choice


def test_a_payload_is_the_text_of_an_intent_with_what_was_chosen() -> None:
    assert StartCheck(policy="demo_post").payload == '/eligibility_check{"policy": "demo_post"}'
    assert StartScreen().payload == "/benefits_screen{}"
    assert GiveAnswer(ask="age", value="?").payload == '/answer{"ask": "age", "value": "?"}'


def test_a_screening_may_be_asked_for_without_anything_else() -> None:
    assert read_check_choice("/benefits_screen", KNOWLEDGE) == StartScreen()


def an_answer(ask: Any, value: Any) -> str:
    return f"/answer{json.dumps({'ask': ask, 'value': value}, ensure_ascii=False)}"


HOSTILE = {
    "empty": "",
    "words": "示例岗位",
    "restart": "/restart",
    "another intent": '/inform{"policy": "demo_post"}',
    "no entities": "/answer",
    "no policy": "/eligibility_check",
    "an empty object": "/eligibility_check{}",
    "a list": '/eligibility_check["demo_post"]',
    "text after it": '/eligibility_check{"policy": "demo_post"} /restart',
    "unknown policy": '/eligibility_check{"policy": "nowhere"}',
    "name for an id": '/eligibility_check{"policy": "示例岗位"}',
    "a version": '/eligibility_check{"policy": "demo_post_2024"}',
    "policy is null": '/eligibility_check{"policy": null}',
    "policy is a number": '/eligibility_check{"policy": 1}',
    "extra key": '/eligibility_check{"policy": "demo_post", "facts": {"age": 46}}',
    "unknown audience": '/benefits_screen{"audience": "everyone"}',
    "text for results": '/benefits_screen{"results": "看结果"}',
    "unknown fact": an_answer("shoe_size", "42"),
    "a number in a payload": an_answer("age", "46"),
    "a day in a payload": an_answer("opened_on", "2025-11-24"),
    "an identity number for a number": an_answer("age", "110101199003070011"),
    "an identity number for a yes": an_answer("resident", "110101199003070011"),
    "an identity number for an option": an_answer("trade", "110101199003070011"),
    "an identity number for a place": an_answer("city", "110101199003070011"),
    "an identity number for a fact": an_answer("110101199003070011", "yes"),
    "an identity number for a member": an_answer("hardship", "110101199003070011"),
    "a telephone number": an_answer("hardship", "13800138000"),
    "words for a yes": an_answer("resident", "是的"),
    "a truth": an_answer("resident", True),
    "unknown option": an_answer("trade", "fishing"),
    "title for an option": an_answer("trade", "开店"),
    "unknown place": an_answer("city", "无此市"),
    "short name of a place": an_answer("city", "示甲"),
    "a fact of no group": an_answer("hardship", "age"),
    "all of a group that does not offer it": an_answer("hardship", ALL_OF_THEM),
    "none of a fact": an_answer("resident", NONE_OF_THEM),
    "value is null": an_answer("resident", None),
    "value is a list": an_answer("hardship", ["poor"]),
    "value is an object": an_answer("hardship", {"poor": True}),
    "no value": '/answer{"ask": "resident"}',
    "never closed": '/answer{"ask": "resident", "value": "yes"',
    "single quotes": "/answer{'ask': 'resident', 'value': 'yes'}",
    "full-width slash": '／answer{"ask": "resident", "value": "yes"}',
    "half a character": '/answer{"ask": "resident", "value": "\\ud800"}',
    "10k characters": an_answer("resident", "x" * 10_000),
    "10k digits": '/answer{"ask": "age", "value": ' + "9" * 10_000 + "}",
    "10k braces": "/answer" + "{" * 5_000 + "}" * 5_000,
    "deeply nested": '/answer{"ask": ' + "[" * 10_000 + "]" * 10_000 + "}",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_payload_is_no_choice(text: str) -> None:
    assert read_check_choice(text, KNOWLEDGE) is None


@given(st.sampled_from([*KNOWLEDGE.facts.facts, *KNOWLEDGE.facts.groups]), st.text())
def test_no_words_of_the_person_are_read_as_an_answer(ask: str, value: str) -> None:
    offered = {choice.value for choice in OFFERED if isinstance(choice, GiveAnswer)}
    offered |= {*KNOWLEDGE.regions, "farm", "disabled"}
    if value not in offered:
        assert read_check_choice(an_answer(ask, value), KNOWLEDGE) is None


@given(st.sampled_from(["answer", "eligibility_check", "benefits_screen"]), st.text())
def test_no_text_makes_the_reading_fail(intent: str, text: str) -> None:
    read_check_choice(f"/{intent}{{{text}}}", KNOWLEDGE)
