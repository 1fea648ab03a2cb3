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


TOLD = [
    "缴费满10年以上的，最长领24个月。",
    "2660元是无锡的上限。",
    "当地标准的下限是1800元。",
    "窗口时间为周一至周五9:00-12:00。",
    "向居住地社区申请，由社区受理。",
    "距退休不足五年的，补到退休。",
    "工作日内办结。",
    "重新就业后停发。",
    "临时性岗位每小时不低于22元。",
    "公共机构免费管理流动人员档案。",
]
HELD = Nearest(TOLD)
EVERY = range(len(TOLD))


def beside(question: str, shared: int = 1, shown: tuple[int, ...] = ()) -> str | None:
    at = HELD.beside(question, shown, EVERY, shared)
    return None if at is None else TOLD[at]


@pytest.mark.parametrize(
    "question",
    ["几点上班", "周几上班", "礼拜几能办", "星期六办不办", "周末开门吗", "中午休息吗", "营业时间"],
)
def test_the_hours_are_told_whatever_they_were_called(question):
    assert beside(question) == "窗口时间为周一至周五9:00-12:00。"
    # Told already.
    assert beside(question, shown=(3,)) is None


@pytest.mark.parametrize("question", ["去哪里办", "找哪个部门", "什么单位受理", "到哪块递"])
def test_the_office_is_told_among_the_steps(question):
    assert beside(question) == "向居住地社区申请，由社区受理。"
    assert beside(question, shown=(4,)) is None


@pytest.mark.parametrize("question", ["几点上班", "去哪里办"])
def test_hours_and_office_are_not_told_where_words_must_be_shared(question):
    assert beside(question, shared=2) is None


@pytest.mark.parametrize("question", ["周几的班", "上星期办了", "中午好", "单位怎么办"])
def test_words_that_only_look_like_them_ask_for_neither(question):
    assert beside(question) is None


def test_an_office_is_not_put_first_only_because_it_is_one():
    assert HELD.first("去哪里办", EVERY) == ()


@pytest.mark.parametrize("question", ["能补到什么时候", "能补到哪年", "补到几时", "最多能补几年"])
def test_a_limit_is_told_in_months_or_until_retirement(question):
    assert beside(question) in (TOLD[0], TOLD[5])
    assert HELD.beside(question, (), [1, 2, 5]) == 5


@pytest.mark.parametrize(
    ("question", "statement"),
    [
        ("最低能领多少", 2),
        ("最高多少", 1),
        ("封顶是多少", 1),
        ("最多多少", 1),
        ("找到工作还发吗", 7),
        ("又上班了怎么办", 7),
    ],
)
def test_what_people_call_otherwise_is_found(question, statement):
    assert beside(question) == TOLD[statement]


@pytest.mark.parametrize("question", ["最多能拿几年", "最多能拿几个月", "最多能领多久"])
def test_how_long_at_most_asks_for_no_sum(question):
    assert TOLD[1] not in (beside(question), beside(question, shared=2))
    assert 1 not in HELD.first(question, EVERY)


def test_pairs_of_characters_are_shared_where_a_segmenter_makes_other_words():
    assert beside("临时岗位一小时给多少", shared=2) == "临时性岗位每小时不低于22元。"
    assert beside("临时抱佛脚给多少", shared=2) is None
    assert beside("小时候的岗位", shared=2) is None


@pytest.mark.parametrize("question", ["要交手续费吗", "要不要交工本费", "收不收转递费", "收钱吧"])
def test_a_fee_is_asked_for_in_many_ways(question):
    assert beside(question) == "公共机构免费管理流动人员档案。"
