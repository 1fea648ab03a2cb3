import pytest

from bot.understanding.picks import (
    Ordinal,
    by_position,
    by_title,
    by_words,
    ordinal_first,
    several,
)

TITLES = ["给多少", "要带的材料", "怎么办"]


@pytest.mark.parametrize("text", ["要带的材料", "我要看要带的材料", "“要带的材料”。"])
def test_a_title_is_its_button(text):
    assert by_title(text, TITLES) == 1


def test_of_titles_that_read_alike_the_last_one_is_meant():
    assert by_title("是", ["是", "不是", "是"]) == 2


def test_a_part_of_a_title_is_no_button():
    assert by_title("材料", TITLES) is None


@pytest.mark.parametrize("text", ["第二个", "第2项吧", "选2", "我选第二个", "那就第二个", "点2"])
def test_a_place_names_a_button(text):
    assert by_position(text, 3, bare=False) == 1


def test_the_last_one_is_the_last_one():
    assert by_position("最后一个", 3, bare=False) == 2


@pytest.mark.parametrize("text", ["2", "二", "2号", "２".translate({0xFF12: "2"})])
def test_a_bare_number_is_a_place_only_where_no_number_is_asked_for(text):
    assert by_position(text, 3, bare=True) == 1
    assert by_position(text, 3, bare=False) is None


@pytest.mark.parametrize("text", ["第四个", "20", "0", "2年", "20万", "第二批"])
def test_what_is_not_offered_is_no_place(text):
    assert by_position(text, 3, bare=True) is None


@pytest.mark.parametrize("text", ["1和3", "第一个和第三个", "1、3", "1,3"])
def test_several_places_are_read_together(text):
    assert several(text, 3) == [0, 2]


@pytest.mark.parametrize("text", ["1", "1和4", "1和苹果", "5年和3个月"])
def test_a_list_with_anything_else_in_it_is_no_list_of_places(text):
    assert several(text, 3) == []


def test_a_place_may_begin_a_question():
    assert ordinal_first("第二个要什么材料", 3) == Ordinal(1, "要什么材料")
    assert ordinal_first("第五个要什么材料", 3) is None
    assert (
        ordinal_first("我第二个孩子", 3) is None or ordinal_first("我第二个孩子", 3).rest == "孩子"
    )


ALIKE = ["失业农民工临时生活补助和一次性生活补助", "困难人员临时生活救助", "失业补助金"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("失业农民工那个", 0),
        ("困难人员的那个", 1),
        ("就是农民工那个吧", 0),
        # Two titles have it, none has it, or it asks something else.
        ("临时生活", None),
        ("那个", None),
        ("退休金", None),
        ("失业农民工要带什么材料才行", None),
    ],
)
def test_words_of_one_title_alone_name_its_button(text, place):
    assert by_words(text, ALIKE) == place
