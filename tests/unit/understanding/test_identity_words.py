import pytest

from bot.understanding.identity_words import Hesitation, asks_on, gives_up, read_hesitation


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("为什么要身份证号", Hesitation.WHY),
        ("要这个干嘛用", Hesitation.WHY),
        ("会不会泄露", Hesitation.WHY),
        ("申请编号在哪看", Hesitation.NO_NUMBER),
        ("我没有编号", Hesitation.NO_NUMBER),
        ("单号忘了", Hesitation.NO_NUMBER),
        ("不想给", Hesitation.UNWILLING),
        ("我不放心", Hesitation.UNWILLING),
        ("没有手机", Hesitation.UNWILLING),
        ("等一下我找找", Hesitation.WAITS),
        ("那咋办", Hesitation.WAITS),
        ("马上", Hesitation.WAITS),
    ],
)
def test_who_sends_no_number_yet_says_why(text, why):
    assert read_hesitation(text) is why


@pytest.mark.parametrize(
    "text", ["", "失业金怎么领", "要等多久才能办好", "我想预约", "好的", "你好"]
)
def test_what_is_about_something_else_is_no_hesitation(text):
    assert read_hesitation(text) is None


@pytest.mark.parametrize("text", ["那不删了", "算了不删了", "不查了", "不设了吧", "先不弄了"])
def test_what_is_wanted_no_longer_is_given_up(text):
    assert gives_up(text)


@pytest.mark.parametrize("text", ["算了", "不删吗", "不知道", "查", "不用提醒我老婆"])
def test_anything_else_gives_nothing_up(text):
    assert not gives_up(text)


@pytest.mark.parametrize("text", ["还要等多久", "怎么催", "为什么这么慢", "再查一次", "要补什么"])
def test_who_was_told_asks_on(text):
    assert asks_on(text)


@pytest.mark.parametrize("text", ["谢谢", "失业金能领多少", "在查询机上", "好的"])
def test_other_questions_are_not_asked_on(text):
    assert not asks_on(text)
