import pytest

from bot.understanding.subjects import Subject, Subjects


def subject_of(text, words):
    start = text.index(words)
    return Subjects(text).of(start, start + len(words))


@pytest.mark.parametrize(
    ("text", "words", "subject"),
    [
        ("46岁,下岗", "46岁", Subject.SELF),
        ("我46岁", "46岁", Subject.SELF),
        ("我妈52岁", "52岁", Subject.RELATIVE),
        ("我妈今年52,下岗三年了", "下岗三年", Subject.RELATIVE),
        ("给我媳妇问一下,她失业了", "失业", Subject.RELATIVE),
        ("我妈52,我30", "30", Subject.SELF),
        ("我41,我老公43,都下岗了", "下岗", Subject.SELF),
        ("三个孩子的妈,36岁", "36岁", Subject.SELF),
        ("我朋友开店,他雇了6个人", "雇了6个", Subject.OTHER),
        ("邻居家小孩26年毕业", "26年毕业", Subject.OTHER),
        ("老板46岁", "46岁", Subject.OTHER),
        ("老板跑了,46岁", "46岁", Subject.SELF),
        ("招了个46岁的", "46岁", Subject.STAFF),
        ("雇了2个人,正常交税", "正常交税", Subject.SELF),
        ("招用的人46岁,登记失业", "登记失业", Subject.STAFF),
        ("企业交了38个月", "交了38个月", Subject.FIRM),
        ("下岗职工,46岁", "46岁", Subject.SELF),
        ("我离婚带孩子,48了", "48了", Subject.SELF),
        ("俺爹是老兵", "老兵", Subject.RELATIVE),
        ("我是公司正式员工,公司交社保", "公司交社保", Subject.SELF),
        ("招的都是下岗阿姨", "下岗", Subject.STAFF),
        ("我们村有个残疾人", "残疾人", Subject.OTHER),
    ],
)
def test_a_word_for_somebody_holds_until_the_next(text, words, subject):
    assert subject_of(text, words) is subject


@pytest.mark.parametrize("text", ["我妈52", "我想问一下我妈52能办吗", "女儿刚毕业,小孩两岁"])
def test_a_relative_is_asked_for_where_nobody_else_is_spoken_of(text):
    assert Subjects(text).asks_for_a_relative


@pytest.mark.parametrize("text", ["我妈52,我要照顾她", "我妈和我爸都下岗了", "46岁"])
def test_otherwise_it_is_not_clear_that_a_relative_is_meant(text):
    assert not Subjects(text).asks_for_a_relative


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("我妈能办吗", "妈"),
        ("我想问一下我妈能办吗", "妈"),
        ("我大姨能认定吗", "大姨"),
        ("外孙女能领吗", "外孙女"),
        ("老伴儿能认定吗", "老伴儿"),
        ("老头子60了能领吗", "老头子"),
        ("小女儿刚毕业能领吗", "小女儿"),
        ("她今年53,能办吗", "她"),
    ],
)
def test_a_word_for_kin_stands_where_one_relative_is_asked_for(text, word):
    found = Subjects(text).first_of_kin

    assert found is not None
    assert found[0] == word
    assert text[: found[2]].endswith(word)


@pytest.mark.parametrize(
    "text",
    [
        "我和我妈能领吗",
        "我妈和我爸能办吗",
        # All of the house are asked for, or a child whose sex nobody said.
        "家里就我妈退休了,能领吗",
        "孩子能领吗",
        # These are no relatives.
        "单亲妈妈能领吗",
        "孙女士能领吗",
        "46岁能领吗",
    ],
)
def test_otherwise_no_word_for_kin_tells_anything(text):
    assert Subjects(text).first_of_kin is None


@pytest.mark.parametrize("text", ["我朋友50岁,他能办吗", "同事他能领吗", "我邻居她符合条件吗"])
def test_somebody_else_is_asked_for_by_a_pronoun(text):
    assert Subjects(text).asks_for_another


@pytest.mark.parametrize(
    "text",
    [
        "同事他说能领3000",
        "我同事能领,我能领吗",
        "我妈的朋友说她能领,我妈能领吗",
        "同事同学他们能领吗",
        "他能认定吗",
        "朋友办过了",
    ],
)
def test_otherwise_nobody_else_is_asked_for(text):
    assert not Subjects(text).asks_for_another
