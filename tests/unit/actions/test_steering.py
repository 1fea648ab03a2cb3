"""返回, 重来, 算了, 继续 over several turns, with the classifier's verdict given."""

from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Tracker

from actions.chitchat import ActionChitchat
from actions.eligibility import ActionEligibility
from actions.loans import ActionLoans
from actions.one_visit import ActionOneVisit
from actions.out_of_scope import ActionOutOfScope
from actions.policy_info import ActionPolicyInfo
from actions.turn import TopicAction
from actions.unclear import ActionUnclear
from bot.cards import Reply
from tests.fakes import Fakes

ACTIONS: dict[str, type[TopicAction]] = {
    "eligibility_check": ActionEligibility,
    "answer": ActionEligibility,
    "loan_calc": ActionLoans,
    "one_visit": ActionOneVisit,
    "out_of_scope": ActionOutOfScope,
    "ask_amount": ActionPolicyInfo,
    "ask_conditions": ActionPolicyInfo,
    "ask_materials": ActionPolicyInfo,
    "greet": ActionChitchat,
    "booking_cancel": ActionUnclear,
    "nlu_fallback": ActionUnclear,
}
DIFFICULTY = "我够不够条件办就业困难人员认定"


class Talk:
    """A conversation with our actions; slots are kept as Rasa keeps them."""

    def __init__(self, fakes: Fakes) -> None:
        self._core = fakes.parts.core
        self.slots: dict[str, Any] = {}

    async def say(self, text: str, intent: str = "nlu_fallback") -> Reply:
        events = [{"event": "user", "text": text}]
        tracker = Tracker(
            "one", self.slots, {"intent": {"name": intent}}, events, False, None, {}, None
        )
        dispatcher = CollectingDispatcher()
        done = await ACTIONS[intent](self._core).run(dispatcher, tracker, {})
        self.slots = self.slots | {event["name"]: event["value"] for event in done}
        return Reply.model_validate(dispatcher.messages[0]["custom"])


@pytest.fixture(scope="module")
def fakes() -> Fakes:
    return Fakes()


@pytest.fixture
def talk(fakes: Fakes) -> Talk:
    return Talk(fakes)


def text(reply: Reply) -> str:
    return "\n".join(message.text for message in reply.messages)


# -- back


async def test_a_step_back_forgets_what_the_last_answer_told(talk: Talk) -> None:
    await talk.say(DIFFICULTY, "eligibility_check")
    asked = talk.slots["check"]["asked"]
    await talk.say("残疾")
    assert talk.slots["facts"] == {"disabled": True}
    reply = await talk.say("上一步")

    assert reply.status == "ask_fact"
    assert text(reply).startswith("退回上一步")
    assert talk.slots["check"]["asked"] == asked
    assert not talk.slots["facts"]


async def test_what_was_not_understood_is_no_step(talk: Talk) -> None:
    await talk.say(DIFFICULTY, "eligibility_check")
    asked = talk.slots["check"]["asked"]
    await talk.say("残疾")
    await talk.say("嗯呐哦豁")
    await talk.say("上一步")

    assert talk.slots["check"]["asked"] == asked


async def test_a_turn_of_small_talk_is_no_step(talk: Talk) -> None:
    await talk.say("失业金要什么条件", "ask_conditions")
    await talk.say("稳岗返还给多少", "ask_amount")
    await talk.say("你好", "greet")
    reply = await talk.say("返回")

    assert reply.topic.policies == ["unemployment_benefit"]


async def test_after_a_step_back_the_talk_goes_on_from_there(talk: Talk) -> None:
    await talk.say("失业金要什么条件", "ask_conditions")
    await talk.say("稳岗返还给多少", "ask_amount")
    await talk.say("返回")
    reply = await talk.say("要带什么材料", "ask_materials")

    assert reply.topic.policies == ["unemployment_benefit"]


async def test_a_figure_taken_back_is_asked_for_and_heard_again(talk: Talk) -> None:
    await talk.say("帮我算算月供", "loan_calc")
    await talk.say("15万")
    await talk.say("点错了")
    assert "principal" not in talk.slots["loan"]
    await talk.say("10万")

    assert talk.slots["loan"]["principal"] == "100000"


# -- over, no more, on


async def test_starting_over_leaves_no_slot_filled(talk: Talk) -> None:
    await talk.say("我46岁女的，" + DIFFICULTY, "eligibility_check")
    reply = await talk.say("重来")

    assert reply.status == "started_over"
    assert "年龄：46岁" in text(reply)
    filled = {name for name, value in talk.slots.items() if value}
    assert filled == {"patience"}


async def test_cancelling_gives_up_what_is_under_way_whatever_the_classifier_heard(
    talk: Talk,
) -> None:
    await talk.say("贷20万三年每月还多少", "loan_calc")
    reply = await talk.say("取消", "booking_cancel")

    assert (reply.status, reply.topic.journey) == ("check_stopped", "loan_calc")


async def test_of_two_things_left_the_named_one_is_gone_on_with(talk: Talk) -> None:
    await talk.say("贷20万三年每月还多少", "loan_calc")
    await talk.say(DIFFICULTY, "eligibility_check")
    assert (await talk.say("接着算")).topic.journey == "loan_calc"
    assert (await talk.say("继续查")).topic.journey == "eligibility_check"


async def test_what_was_left_is_gone_on_with_by_its_name(talk: Talk) -> None:
    first = await talk.say("我能领失业金吗", "eligibility_check")
    await talk.say("扬州一次性创业补贴是多少", "ask_amount")
    reply = await talk.say("好，接着查刚才那个失业金", "ask_conditions")

    assert (reply.status, reply.topic.policies) == ("ask_fact", ["unemployment_benefit"])
    assert reply.messages[-1].card.question == first.messages[-1].card.question


@pytest.mark.parametrize("said", ["接着查刚才那个稳岗返还", "失业金要什么条件"])
async def test_another_name_or_no_word_of_going_on_goes_on_with_nothing(
    talk: Talk, said: str
) -> None:
    await talk.say("我能领失业金吗", "eligibility_check")
    await talk.say("扬州一次性创业补贴是多少", "ask_amount")

    assert (await talk.say(said, "ask_conditions")).topic.journey == "policy_info"


async def test_after_the_verdict_there_is_nothing_to_go_on_with_by_its_name(talk: Talk) -> None:
    await talk.say("我46岁女的，失业登记办了，" + DIFFICULTY, "eligibility_check")
    reply = await talk.say("接着查刚才那个就业困难人员认定", "ask_conditions")

    assert reply.status != "ask_fact"


async def test_words_that_only_contain_a_steering_word_steer_nothing(talk: Talk) -> None:
    await talk.say("我46岁女的，" + DIFFICULTY, "eligibility_check")
    await talk.say("创业失败了能不能重新开始", "out_of_scope")

    assert talk.slots["facts"]


# -- patience


async def test_no_open_question_is_read_three_times(talk: Talk) -> None:
    first = await talk.say(DIFFICULTY, "eligibility_check")
    question = first.messages[-1].card.question
    told = [text(first)]
    told += [text(await talk.say("失业金给多少", "ask_amount")) for _ in range(4)]

    assert sum(question in each for each in told) == 2


@pytest.mark.parametrize("intent", ["nlu_fallback", "out_of_scope", "greet", "ask_materials"])
async def test_nothing_is_said_three_times_in_a_row(talk: Talk, intent: str) -> None:
    told = [text(await talk.say("嗯呐哦豁", intent)) for _ in range(9)]

    for first, second, third in zip(told, told[1:], told[2:], strict=False):
        assert not first == second == third
    assert "12333" in "".join(told[:3])


async def test_help_ends_the_counting(talk: Talk) -> None:
    await talk.say("嗯呐哦豁")
    await talk.say("失业金要什么条件", "ask_conditions")
    assert "没听明白，抱歉" in text(await talk.say("嗯呐哦豁"))


# -- pointing


async def test_the_policy_before_is_meant_by_its_kind(talk: Talk) -> None:
    await talk.say("稳岗返还给多少", "ask_amount")
    await talk.say("富民创业贷最多能贷多少", "ask_amount")
    reply = await talk.say("前面那个补贴要什么材料", "ask_materials")

    assert reply.topic.policies == ["job_stability_refund"]


async def test_a_matter_of_others_is_pointed_to_its_line_only(talk: Talk) -> None:
    reply = await talk.say("住房公积金怎么提取", "out_of_scope")

    assert [line.number for line in reply.messages[0].card.lines] == ["12345"]


async def test_a_policy_that_is_named_is_not_pointed_elsewhere(talk: Talk) -> None:
    reply = await talk.say("医保和失业金能一起领吗，失业金要什么条件", "ask_conditions")

    assert reply.topic.policies == ["unemployment_benefit"]
