"""Facts told beside a question about a loan."""

import pytest

from tests.unit.actions.talking import Talk, told


async def test_a_fact_beside_our_question_is_noted_and_the_question_asked_again(
    talk: Talk,
) -> None:
    first = await talk.say("贷20万三年", "loan_calc")
    reply = await talk.say("我是退伍军人", "inform")

    assert (reply.status, reply.topic.journey) == ("ask_fact", "loan_calc")
    assert "退役军人：是" in told(reply)
    assert "年利率" in told(first)
    assert "年利率" in told(reply)
    assert talk.slots["facts"] == {"veteran": True}


async def test_the_figure_beside_the_fact_is_heard_too(talk: Talk) -> None:
    await talk.say("帮我算算月供", "loan_calc")
    reply = await talk.say("我是退伍军人，贷15万", "inform")

    assert "退役军人：是" in told(reply)
    assert talk.slots["loan"]["principal"] == "150000"
    assert "要贷多久" in told(reply)


async def test_the_answer_after_the_fact_is_reckoned_with(talk: Talk) -> None:
    await talk.say("贷20万三年", "loan_calc")
    await talk.say("我是退伍军人", "inform")

    assert (await talk.say("4.35")).status == "quoted"


@pytest.mark.parametrize("text", ["退伍军人能贷多少", "我是退伍军人，要带什么材料"])
async def test_a_question_beside_ours_is_answered_itself(talk: Talk, text: str) -> None:
    await talk.say("贷20万三年", "loan_calc")
    reply = await talk.say(text, "ask_amount")

    assert reply.topic.journey == "policy_info"


async def test_what_tells_no_fact_is_not_noted(talk: Talk) -> None:
    await talk.say("贷20万三年", "loan_calc")
    reply = await talk.say("嗯嗯嗯哼")

    assert "记下了：退役军人" not in told(reply)
    assert not talk.slots.get("facts")


async def test_without_a_loan_a_fact_begins_no_sum(talk: Talk) -> None:
    reply = await talk.say("我是退伍军人")

    assert reply.topic.journey != "loan_calc"
    assert not talk.slots.get("loan")
