"""Every payload of ours is known, and the history shows it in our own words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policies.check_choices import GiveAnswer, StartCheck, StartScreen
from bot.policies.checklist_choices import ChecklistChoice
from bot.policies.choices import Choice
from bot.policies.loan_choices import LoanChoice
from bot.policies.model import Aspect
from bot.policies.payloads import read_payload, shown
from bot.policies.store import Edition

SHOWN = [
    (StartCheck(policy="demo_post"), "示例岗位 我够不够条件"),
    (StartScreen(), "看看我还能享受什么"),
    (StartScreen(audience="personal"), "替自己问"),
    (StartScreen(audience="enterprise"), "替单位问"),
    (StartScreen(audience="personal", results=True), "先看结果"),
    (GiveAnswer(ask="resident", value="yes"), "是"),
    (GiveAnswer(ask="resident", value="no"), "不是"),
    (GiveAnswer(ask="age", value="?"), "不清楚"),
    (GiveAnswer(ask="trade", value="shop"), "开店"),
    (GiveAnswer(ask="city", value="东示县"), "东示县"),
    (GiveAnswer(ask="hardship", value="poor"), "示例困难"),
    (GiveAnswer(ask="hardship", value="none"), "都不是"),
]


@pytest.mark.parametrize(("choice", "reads"), SHOWN, ids=[reads for _, reads in SHOWN])
def test_a_pressed_button_of_a_check_reads_as_its_words(
    choice: StartCheck | StartScreen | GiveAnswer, reads: str, edition: Edition
) -> None:
    payload = read_payload(choice.payload, edition)

    assert payload == choice
    assert shown(payload, edition) == reads


def test_the_buttons_of_every_topic_are_known(edition: Edition) -> None:
    buttons = [
        Choice(policy="demo_post", aspect=Aspect.AMOUNT),
        LoanChoice(months=36),
        ChecklistChoice(item="demo_registration"),
    ]

    for button in buttons:
        assert read_payload(button.payload, edition) == button
        assert shown(button, edition)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "我46岁",
        "/restart",
        "/answer{}",
        '/answer{"ask": "age", "value": "110101199003070011"}',
        '/answer{"ask": "110101199003070011", "value": "?"}',
        '/eligibility_check{"policy": "110101199003070011"}',
        '/benefits_screen{"audience": "110101199003070011"}',
        '/answer{"ask": "age", "value": "' + "9" * 20_000 + '"}',
        '/answer["age", "46"]',
    ],
)
def test_what_no_button_of_ours_sends_is_no_payload(text: str, edition: Edition) -> None:
    assert read_payload(text, edition) is None


@given(st.text(min_size=1, max_size=30), st.text(min_size=1, max_size=30))
def test_the_history_shows_nothing_that_the_person_could_have_written(
    edition: Edition, ask: str, value: str
) -> None:
    for made in (
        GiveAnswer(ask=ask, value=value),
        GiveAnswer(ask="trade", value=value),
        GiveAnswer(ask="hardship", value=value),
        StartCheck(policy=value),
    ):
        assert read_payload(made.payload, edition) is None or value in {"?", "none"}
