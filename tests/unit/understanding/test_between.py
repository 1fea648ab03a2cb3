import pytest

from bot.understanding.between import shortened


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("失业登记前天在社区办好了", "失业登记办好了"),
        ("合同上个月跟公司签好了", "合同签好了"),
        ("就业登记昨天在网上都给办好了", "就业登记办好了"),
        ("门面是去年从亲戚手里租的", "门面租的"),
        ("失业登记这块我一直没去弄", "失业登记没去弄"),
        ("社保从他们进来那天起就交", "社保交"),
    ],
)
def test_days_places_persons_and_small_words_are_left_out(text, without):
    assert without in [rest for rest, _ in shortened(text)]


def test_those_who_are_hired_are_called_one_thing():
    assert "社保给他们交了" in [rest for rest, _ in shortened("社保当月就给新来的员工交了")]


@pytest.mark.parametrize("text", ["就业困难认定", "全日制本科", "公司倒闭了", "失业登记没办"])
def test_a_small_word_that_is_part_of_another_stays(text):
    assert shortened(text) == []


def test_each_character_has_its_place_in_the_text():
    text = "社保当月就给新来的员工交了"
    for rest, places in shortened(text):
        assert len(rest) == len(places)
        assert places == sorted(places)
        assert text[places[-1]] == rest[-1]
