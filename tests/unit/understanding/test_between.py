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
        ("失业登记老早就办了", "失业登记办了"),
        ("失业登记网上办的", "失业登记办的"),
        ("登记上周我老婆陪我去街道弄了", "登记弄了"),
        ("想接着找工作", "想找工作"),
    ],
)
def test_days_places_persons_and_small_words_are_left_out(text, without):
    assert without in [rest for rest, _ in shortened(text)]


def test_those_who_are_hired_are_called_one_thing():
    assert "社保给他们交了" in [rest for rest, _ in shortened("社保当月就给新来的员工交了")]


def test_a_clause_about_contracts_or_insurance_is_of_those_hired_before():
    assert "招了2个大学生,他们社保交了" in [
        rest for rest, _ in shortened("招了2个大学生,社保当月就交了")
    ]


@pytest.mark.parametrize(
    "text", ["社保交了,招了2个大学生", "招了2个大学生,社保我自己交", "离职了,社保交了"]
)
def test_but_not_where_nobody_was_hired_before_or_oneself_is_meant(text):
    assert not any("他们" in rest for rest, _ in shortened(text))


@pytest.mark.parametrize("text", ["天天找工作", "到处找工作"])
def test_who_is_busy_looking_is_looking(text):
    assert "在找工作" in [rest for rest, _ in shortened(text)]


@pytest.mark.parametrize("text", ["就业困难认定", "全日制本科", "公司倒闭了", "失业登记没办"])
def test_a_small_word_that_is_part_of_another_stays(text):
    assert shortened(text) == []


@pytest.mark.parametrize(
    "text", ["社保当月就给新来的员工交了", "招了2个大学生,社保当月就交了", "天天找工作"]
)
def test_each_character_has_its_place_in_the_text(text):
    for rest, places in shortened(text):
        assert len(rest) == len(places)
        assert places == sorted(places)
        assert text[places[-1]] == rest[-1]
