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
