import pytest

from bot.understanding.steering import Steer, read_steer, resumed, wants_more

SAID = {
    Steer.RESTART: ["重来", "重新开始", "从头来吧", "麻烦重新开始", "全部清空", "刚才说的都忘掉"],
    Steer.BACK: [
        "返回",
        "上一步",
        "回到上一步",
        "返回上一级",
        "退回去吧",
        "点错了",
        "我刚才选错了",
        "撤回",
    ],
    Steer.STOP: ["算了", "取消", "我要退出", "不算了", "先不查了", "别问了", "不用了谢谢", "停"],
    Steer.MORE: [
        "更多",
        "还有呢",
        "还有吗",
        "没了吗",
        "就这些吗?",
        "说详细点",
        "展开看看",
        "后面呢",
        "继续说",
    ],
    Steer.RESUME: ["继续", "接着算", "继续核对", "回到刚才的问题", "接着刚才的"],
}


@pytest.mark.parametrize(
    ("steer", "text"), [(s, text) for s, texts in SAID.items() for text in texts]
)
def test_words_that_steer_are_read_in_peoples_ways(steer, text):
    assert read_steer(text) is steer


@pytest.mark.parametrize(
    "text",
    [
        "创业失败了能不能重新开始",
        "怎么取消申请",
        "取消预约",
        "没了",
        "就这些",
        "停产企业有补贴吗",
        "返回原籍要带什么",
        "还有什么补贴",
        "",
    ],
)
def test_other_texts_steer_nothing(text):
    assert read_steer(text) is None


@pytest.mark.parametrize(
    ("text", "named"), [("继续", None), ("接着算", "算"), ("继续核对", "核对"), ("继续问", "问")]
)
def test_going_on_may_name_what_with(text, named):
    assert resumed(text) == named


def test_going_on_without_a_name_asks_for_the_rest_of_an_answer():
    assert wants_more("继续")
    assert not wants_more("接着算")
    assert not wants_more("回到刚才的问题")


@pytest.mark.parametrize(
    ("text", "steer"),
    [
        ("从头来重新开始", Steer.RESTART),
        ("从头来,重新开始", Steer.RESTART),
        ("算了算了", Steer.STOP),
        ("接着刚才的查", Steer.RESUME),
        ("继续刚才的算", Steer.RESUME),
        ("接着查刚才那个", Steer.RESUME),
    ],
)
def test_what_steers_may_be_said_twice_or_of_what_was_before(text, steer):
    assert read_steer(text) is steer


@pytest.mark.parametrize(
    "text",
    ["接着查我的社保", "接着查稳岗返还", "重新开始找工作", "算了,重新开始", "继续刚才的补贴"],
)
def test_two_ways_at_once_or_what_was_not_under_way_steer_nothing(text):
    assert read_steer(text) is None
