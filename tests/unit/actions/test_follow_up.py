"""The same, asked of another."""

import pytest

from tests.unit.actions.talking import Talk, told

TUITION = "graduate_tuition_compensation"


@pytest.fixture
async def after_the_amount(talk: Talk) -> Talk:
    await talk.say("高校毕业生学费补偿给多少", "ask_amount")
    return talk


@pytest.mark.parametrize("text", ["研究生呢", "那研究生呢？", "换成研究生呢"])
@pytest.mark.parametrize("intent", ["inform", "nlu_fallback", "ask_conditions"])
async def test_of_others_that_the_policy_tells_of_the_same_is_asked(
    after_the_amount: Talk, text: str, intent: str
) -> None:
    reply = await after_the_amount.say(text, intent)

    assert (reply.topic.policies, reply.topic.aspect) == ([TUITION], "amount")
    assert "12000元" in told(reply)


@pytest.mark.parametrize("text", ["才料呢", "材料呢", "要带的材料呢"])
async def test_a_side_is_no_other_person_even_where_it_is_misspelt(
    after_the_amount: Talk, text: str
) -> None:
    reply = await after_the_amount.say(text, "ask_materials")

    assert (reply.topic.policies, reply.topic.aspect) == ([TUITION], "materials")


async def test_where_nothing_was_answered_there_is_no_same(talk: Talk) -> None:
    reply = await talk.say("研究生呢", "inform")

    assert reply.topic.policies != [TUITION]
