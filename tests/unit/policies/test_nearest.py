"""Which statements are put first, and what is told besides."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policies.nearest import Nearest

TEXTS = [
    "缴费满10年以上的，最长领24个月。",
    "缴费满1年不足5年的，最长领12个月。",
    "按失业前12个月月均缴费基数的45%。",
    "2660元是无锡的上限。",
    "不得以超过60日为由拒发。",
    "公共机构免费管理流动人员档案。",
    "财政按实际利率的50%贴息。",
]
NEAREST = Nearest(TEXTS)
ALL = range(len(TEXTS))


def first(question: str) -> list[str]:
    return [TEXTS[at] for at in NEAREST.first(question, ALL)]


def test_how_long_is_answered_with_months_and_how_much_with_money():
    assert all("最长" in text for text in first("最长能领几个月"))
    assert not any("最长" in text for text in first("一个月能领多少钱"))


def test_a_share_is_asked_for_and_told():
    assert first("贴息贴几个点") == ["财政按实际利率的50%贴息。"]


@pytest.mark.parametrize("question", ["", "要带什么材料", "怎么办", "/ask_amount{}"])
def test_nothing_is_put_first_where_nothing_is_near(question):
    assert first(question) == []


def test_a_statement_on_something_else_is_told_where_it_has_the_words_of_the_question():
    at = NEAREST.beside("超过60天才去申请会被拒吗", [0, 1], ALL)

    assert at is not None
    assert TEXTS[at] == "不得以超过60日为由拒发。"


def test_a_fee_is_told_whatever_it_was_called():
    at = NEAREST.beside("转档案收不收钱", [], ALL)

    assert at is not None
    assert "免费" in TEXTS[at]


def test_what_is_shown_already_is_not_told_besides():
    assert NEAREST.beside("超过60天才去申请会被拒吗", ALL, ALL) is None


def test_as_many_words_are_shared_as_are_asked_for_and_general_ones_do_not_count():
    assert NEAREST.beside("无锡怎么办", [], ALL, shared=2) is None
    assert NEAREST.beside("无锡怎么办", [], ALL, shared=1) == 3
    assert NEAREST.beside("失业怎么办", [], ALL, shared=1) is None


@given(st.text(alphabet="领几个月多少钱最长缴费满年免费档案60日拒发%元", max_size=20))
def test_positions_are_among_those_given_and_few(question):
    found = NEAREST.first(question, ALL)

    assert set(found) <= set(ALL)
    assert len(found) == len(set(found)) <= 3
    besides = NEAREST.beside(question, [0, 1], ALL)
    assert besides is None or besides in set(ALL) - {0, 1}


def test_nothing_is_near_where_nothing_is_held():
    assert Nearest([]).first("多少钱", []) == ()
    assert Nearest([]).beside("多少钱", [], []) is None
