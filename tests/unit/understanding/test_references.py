import pytest

from bot.understanding.references import (
    only_audience,
    only_place,
    only_points,
    refers_back,
    same_of_another,
)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("前面那个补贴要什么材料", "补贴"),
        ("刚才说的那个贷款呢", "贷款"),
        ("之前说的失业金", "失业金"),
        ("上一个政策", None),
        ("刚才那个", None),
    ],
)
def test_words_that_point_back_name_a_kind_or_none(text, kind):
    found = refers_back(text)
    assert found is not None
    assert found.kind == kind


@pytest.mark.parametrize("text", ["我之前领的补贴没到账", "上一个问题", "上个月的补贴", "那个补贴"])
def test_what_speaks_of_the_persons_past_does_not_point_back(text):
    assert refers_back(text) is None


@pytest.mark.parametrize("text", ["这个呢", "那它呢", "那个怎么样?"])
def test_a_text_may_do_no_more_than_point(text):
    assert only_points(text)


def test_a_question_about_this_is_more_than_pointing():
    assert not only_points("这个要什么材料")


@pytest.mark.parametrize(
    ("text", "audience"),
    [
        ("企业的呢", "enterprise"),
        ("那公司的呢", "enterprise"),
        ("给单位是多少", "enterprise"),
        ("个人呢", "personal"),
        ("那企业的条件是什么", None),
        ("我们公司要裁员", None),
    ],
)
def test_for_whom_is_heard_where_the_text_says_no_more(text, audience):
    assert only_audience(text) == audience


def test_a_place_alone_is_told_from_a_question_with_a_place():
    assert only_place("那在南京呢", 2, 4)
    assert only_place("南京的多少", 0, 2)
    assert not only_place("南京怎么办", 0, 2)


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("研究生呢", "研究生"),
        ("那研究生的呢?", "研究生"),
        ("换成大专生呢", "大专生"),
        ("残疾人的话呢?", "残疾人"),
        # Misspelt: whether the policy tells of it is seen elsewhere.
        ("才料呢", "才料"),
    ],
)
def test_the_same_may_be_asked_of_another(text, of):
    assert same_of_another(text) == of


@pytest.mark.parametrize(
    "text",
    [
        "材料呢",
        "上限呢",
        "我呢",
        "我妈呢",
        "创业补贴呢",
        "今年呢",
        "多少呢",
        "那呢",
        "研究生",
        "研究生怎么办呢",
        "本科,研究生呢",
        "这个政策里的博士后人员呢",
    ],
)
def test_a_side_oneself_or_a_longer_question_is_no_other(text):
    assert same_of_another(text) is None
