"""Words that say plainly what is asked, and words that only look like them."""

import pytest

from actions.plain_words import plainly_asked, wants_a_person


@pytest.mark.parametrize(
    ("text", "heard", "meant"),
    [
        ("毕业了档案在学校，想转回老家，要带什么", "ask_procedure", "ask_materials"),
        ("去的话准备哪些材料呢", "inform", "ask_materials"),
        ("交啥", "ask_where", "ask_materials"),
        ("提供什么证件?", "ask_overview", "ask_materials"),
        ("能拿多少钱", "inform", "ask_amount"),
        ("那边给多少", "ask_overview", "ask_amount"),
        ("几万块", "inform", "ask_amount"),
        ("怎么算", "ask_procedure", "ask_amount"),
        ("咋补", "ask_procedure", "ask_amount"),
        ("哪个部门交材料", "ask_contact", "ask_where"),
        ("找哪个窗口办", "ask_contact", "ask_where"),
    ],
)
def test_the_words_of_a_side_name_it_whatever_the_classifier_heard(
    text: str, heard: str, meant: str
) -> None:
    assert plainly_asked(text, heard) == meant


@pytest.mark.parametrize("text", ["能返几成", "我能拿百分之几呢", "退几个点"])
def test_how_many_tenths_is_no_question_whether_one_may_have_it(text: str) -> None:
    assert plainly_asked(text, "eligibility_check") == "ask_amount"


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        # It does not end with what to bring.
        ("带什么人去", "ask_where"),
        ("要带什么才能快点办", "ask_procedure"),
        ("几成人能拿到", "eligibility_check"),
        # Persons and years are no money.
        ("多少人能去", "inform"),
        ("要干多少年", "inform"),
        ("是多少钱", "ask_conditions"),
        ("怎么补办", "ask_procedure"),
        ("怎么补材料", "ask_procedure"),
        ("怎么算", "ask_where"),
        ("哪个部门的电话", "ask_contact"),
        ("哪个部门交材料", "ask_procedure"),
    ],
)
def test_words_that_only_look_like_them_name_nothing(text: str, heard: str) -> None:
    assert plainly_asked(text, heard) == heard


@pytest.mark.parametrize("heard", ["benefits_screen", "loan_info", "out_of_scope", "greet", ""])
@pytest.mark.parametrize("text", ["要带什么", "能拿多少钱", "怎么算"])
def test_what_asks_for_no_side_is_left_as_it_was_heard(text: str, heard: str) -> None:
    assert plainly_asked(text, heard) == heard


@pytest.mark.parametrize(
    "text", ["转人工", "转一下人工", "接到人工", "我要人工客服", "人工坐席在吗"]
)
def test_a_person_is_asked_for_whatever_was_heard(text: str) -> None:
    assert wants_a_person(text)
    assert plainly_asked(text, "ask_amount") == "human"


@pytest.mark.parametrize("text", ["人工智能培训有补贴吗", "人工成本太高了", "工人转正", "转档案"])
def test_what_is_made_by_hand_is_no_person(text: str) -> None:
    assert not wants_a_person(text)
    assert plainly_asked(text, "out_of_scope") == "out_of_scope"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("我的预约想从周三改到周五上午", "booking_change"),
        ("把我的预约换成下礼拜一", "booking_change"),
        ("我的预约要改个时间", "booking_change"),
        ("把我的预约取消掉", "booking_cancel"),
        ("我的预约不要了", "booking_cancel"),
        ("我的预约取消了没有", "booking_query"),
        ("我的预约取消没取消", "booking_query"),
        ("我约了哪天", "booking_query"),
        ("看看我的预约", "booking_query"),
    ],
)
def test_more_is_wanted_with_a_booking_than_to_see_it(text: str, meant: str) -> None:
    assert plainly_asked(text, "booking_query") == meant
