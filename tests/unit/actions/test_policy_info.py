"""Words that ask nothing, after an answer."""

import pytest

from tests.unit.actions.talking import Talk

POLICY = "startup_onetime_subsidy"


@pytest.fixture
async def after_an_answer(talk: Talk) -> Talk:
    await talk.say("扬州一次性创业补贴到底给多少", "ask_amount")
    return talk


@pytest.mark.parametrize("intent", ["inform", "ask_overview"])
@pytest.mark.parametrize("text", ["嗯那个啥", "呃……", "不知道", "那个，就是"])
async def test_words_that_ask_nothing_are_asked_back_for_the_side(
    after_an_answer: Talk, text: str, intent: str
) -> None:
    reply = await after_an_answer.say(text, intent)

    assert (reply.status, reply.topic.policies) == ("clarify", [POLICY])
    assert len(reply.messages[0].buttons) >= 5


@pytest.mark.parametrize("text", ["扬州", "2025年的", "具体介绍一下创业者能得到的好处"])
async def test_what_names_a_place_a_year_or_anything_is_answered(
    after_an_answer: Talk, text: str
) -> None:
    reply = await after_an_answer.say(text, "inform")

    assert reply.status != "clarify"
    assert reply.topic.policies == [POLICY]


async def test_a_side_that_was_heard_is_answered_however_little_is_said(
    after_an_answer: Talk,
) -> None:
    reply = await after_an_answer.say("嗯那个材料", "ask_materials")

    assert reply.topic.aspect == "materials"


async def test_where_nothing_is_talked_of_no_side_can_be_asked_for(talk: Talk) -> None:
    reply = await talk.say("嗯那个啥", "inform")

    assert (reply.status, reply.topic.policies) == ("clarify", [])
