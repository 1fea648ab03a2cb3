import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.short_replies import (
    is_hedged,
    is_not_known,
    stops,
    wants_help,
    yes_or_no,
)

QUESTION = "您办过失业登记吗?"
SUBJECT = "办过失业登记\n您办过失业登记吗(现在是登记失业状态)?\n失业登记免费。"

YES = """
是 是的 对 对对对 嗯 嗯嗯 嗯是的 有 有的 有啊 没错 当然 确实是
YES 办了 办过 办过的 已经办了 早就办过了 登记了 登记过了 我登记了
去年办的 3月份办的 去年12月登记过 办了8个月了
"""
NO = """
否 不 不是 不是的 没 没有 没有呢 没有啊 还没 还没有 还没呢
从来没有 无 no 没得 木有 我没有 并没有 没办 没办过 没有办过
还没办呢 没去办 没登记过 未登记 去年没办 目前还没有 都没有
"""
NOT_KNOWN = """
不清楚 不知道 不晓得 不确定 忘了 忘记了 记不清了 说不好 说不准
不太清楚 我也不知道 不知道多少 跳过 下一个 不记得了 搞不清楚
这个不好说 真不知道啊 没听说过 不知道有没有失业登记
"""
HELP = """
什么意思 啥意思 什么意思啊? 这是什么意思 怎么算 不懂 没听懂 看不懂
为什么问这个 为啥 解释一下 失业登记是什么意思 什么是失业登记
啥叫登记失业 问这个干嘛 不明白 不知道啥是失业登记
"""


@pytest.mark.parametrize("reply", YES.split())
def test_a_yes_is_said_in_many_ways(reply):
    assert yes_or_no(reply, QUESTION) is True


@pytest.mark.parametrize("reply", NO.split())
def test_a_no_is_said_in_many_ways(reply):
    assert yes_or_no(reply, QUESTION) is False


@pytest.mark.parametrize(
    "reply", ["", "好", "好的", "可以", "南京", "46", "我知道", "失业金", "去年", "没下雨", "吃了"]
)
def test_other_words_are_neither(reply):
    assert yes_or_no(reply, QUESTION) is None


@pytest.mark.parametrize(
    ("question", "reply", "value"),
    [
        # 没有 may agree with what the question denies.
        ("单位今年没有裁员吗?", "没有", None),
        ("单位今年没有裁员吗?", "没裁", None),
        ("单位今年没有裁员吗?", "有", None),
        ("单位今年没有裁员吗?", "是的", True),
        ("是被动结束的吗,不是自己辞职?", "不是", None),
        ("是被动结束的吗,不是自己辞职?", "是的", True),
        # What was paid does not say whether anything is owed.
        ("单位有没有欠缴的社会保险费?", "交了", None),
        ("单位有没有欠缴的社会保险费?", "没有", False),
        ("单位有没有欠缴的社会保险费?", "有", True),
        # “是不是” and what stands in brackets deny nothing.
        ("您是不是首次创业?", "不是", False),
        ("您有残疾证吗(没办过答没有)?", "没有", False),
    ],
)
def test_a_question_that_denies_is_not_answered_by_a_bare_no(question, reply, value):
    assert yes_or_no(reply, question) is value


@pytest.mark.parametrize("reply", ["好像办了", "应该没有", "可能是", "大概有吧", "不太记得"])
def test_a_guess_is_hedged(reply):
    assert is_hedged(reply)


@pytest.mark.parametrize("reply", NOT_KNOWN.split())
def test_not_knowing_is_said_in_many_ways(reply):
    assert is_not_known(reply, SUBJECT)


@pytest.mark.parametrize("reply", ["知道", "没有", "不知道失业金怎么领", "不清楚要带什么材料"])
def test_knowing_or_asking_about_something_else_is_no_not_knowing(reply):
    assert not is_not_known(reply, SUBJECT)


@pytest.mark.parametrize("reply", HELP.split())
def test_help_is_asked_for_in_many_ways(reply):
    assert wants_help(reply, SUBJECT)


@pytest.mark.parametrize(
    "reply",
    ["失业金怎么算", "什么是稳岗返还", "那要带什么材料?", "在哪办", "没有", "是什么时候的事"],
)
def test_a_question_about_something_else_asks_for_no_help(reply):
    assert not wants_help(reply, SUBJECT)


@pytest.mark.parametrize(
    "reply",
    [
        "取消",
        "算了",
        "算了吧",
        "不查了",
        "不问了",
        "退出",
        "停",
        "停止",
        "先不查了",
        "算了,不问了",
        "不用了谢谢",
        "再见",
    ],
)
def test_a_person_can_stop(reply):
    assert stops(reply)


@pytest.mark.parametrize(
    "reply", ["取消预约", "没有", "停保了", "不算", "不用交社保", "算了8个月", "不查"]
)
def test_other_words_stop_nothing(reply):
    assert not stops(reply)


@given(
    st.text(alphabet="是的没有不办过了嗯去年什么意思算吧知道,?46 ", max_size=15),
    st.text(max_size=20),
)
def test_no_text_fails(reply, question):
    assert yes_or_no(reply, question) in (True, False, None)
    assert isinstance(
        stops(reply) or wants_help(reply, question) or is_not_known(reply, question), bool
    )


@pytest.mark.parametrize(
    "reply",
    [
        "烦死了不查了",
        "烦死了问这么多,不查了",
        "太麻烦了算了",
        "累了不想再问了",
        "不想再查了",
        "不算了",
        "问这么多累死了,先不弄了",
    ],
)
def test_who_is_fed_up_stops(reply):
    assert stops(reply)


@pytest.mark.parametrize(
    "reply",
    [
        "烦死了",
        "不烦",
        "不麻烦,算了8个月",
        "烦死了不知道",
        "麻烦继续查",
        "麻烦你帮我取消预约",
        "不嫌烦,不查",
    ],
)
def test_being_fed_up_alone_stops_nothing(reply):
    assert not stops(reply)
