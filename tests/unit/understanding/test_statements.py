import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.statements import Said, asks, said, stands_in_a_question


def how(marked, **kwargs):
    """How the words between ｜ and ｜ stand in the text."""
    before, phrase, after = marked.split("｜")
    text = before + phrase + after
    return said(text, len(before), len(before) + len(phrase), **kwargs)


@pytest.mark.parametrize(
    "text",
    [
        "｜残疾｜",
        "我｜残疾｜",
        "我是｜残疾人｜",
        "我有｜残疾证｜,能领吗",
        "我｜下岗｜能领啥",
        "｜下岗｜了有什么补贴",
        "刚｜退伍｜有什么政策",
        "已经｜失业登记｜了怎么领",
        "我妈｜下岗｜能领什么",
        "没错我是｜残疾｜",
        "不但是｜残疾｜",
        "无锡｜残疾｜",
        "非常困难,｜残疾｜",
        "没钱,｜残疾｜",
        "我想问下,我｜残疾｜能领吗",
        "今年｜下岗｜的",
    ],
)
def test_what_a_person_tells_is_said(text):
    assert how(text) is Said.YES


@pytest.mark.parametrize(
    "text",
    [
        "没｜办失业登记｜",
        "没有｜残疾证｜",
        "我不是｜残疾｜",
        "不算｜残疾｜",
        "我没有办过｜失业登记｜",
        "从来没｜失业登记｜",
        "还没去｜登记失业｜",
        "未｜失业登记｜",
        "并非｜残疾｜",
        "无｜残疾｜",
        "｜残疾证｜没有",
        "｜失业登记｜还没办",
        "｜失业登记｜我没办过的",
        "我没有｜残疾证｜,能领吗",
    ],
)
def test_what_a_person_denies_is_the_contrary(text):
    assert how(text) is Said.NO


@pytest.mark.parametrize(
    "text",
    ["以前｜自己交社保｜", "｜在厂里上班｜的时候", "原来｜在公司上班｜", "｜领着失业金｜期间"],
)
def test_what_lasted_and_is_over_is_nothing(text):
    assert how(text) is Said.NOTHING


@pytest.mark.parametrize("text", ["以前｜当过兵｜", "之前｜下岗｜的", "现在｜自己交社保｜"])
def test_what_happened_once_still_counts(text):
    assert how(text) is Said.YES


@pytest.mark.parametrize(
    "text",
    ["｜当过老板｜的人能认定吗", "｜低保户｜才有吧", "｜残疾人｜就业补贴", "｜主动离职｜的人"],
)
def test_those_whom_a_rule_is_for_are_not_the_person(text):
    assert how(text) is Said.NOTHING


def test_a_trade_is_not_denied_by_what_it_lacks():
    assert how("我｜做微商｜没注册") is Said.YES
    assert how("｜残疾证｜没办") is Said.NO


def test_a_phrase_may_stand_in_a_question():
    assert stands_in_a_question("登记了有什么用", 0, 3)
    assert not stands_in_a_question("登记了,有什么用", 0, 3)


@pytest.mark.parametrize("text", ["考高级工难不难", "最低基数是几千"])
def test_more_questions(text):
    assert asks(text)


@pytest.mark.parametrize(
    "text",
    [
        "不是｜没办失业登记｜",
        "不是没有｜残疾证｜",
        "没有不｜失业登记｜",
        "不是｜没交过社保｜",
        "没有｜没登记｜",
    ],
)
def test_what_is_denied_twice_is_nothing(text):
    assert how(text) is Said.NOTHING


@pytest.mark.parametrize(
    "text",
    [
        "如果我是｜残疾｜",
        "要是我｜没登记｜,能领吗",
        "要是没社保,也｜没登记｜呢",
        "我｜没登记｜的话能领吗",
        "假如｜下岗｜了",
        "万一｜下岗｜了怎么办",
        "比如我｜残疾｜",
        "即使｜没登记｜也能领",
        "听说｜残疾人｜能领",
        "人家｜残疾｜",
    ],
)
def test_what_is_supposed_or_heard_is_nothing(text):
    assert how(text) is Said.NOTHING


def test_a_condition_ends_with_its_sentence():
    assert how("如果可以就办。我｜残疾｜") is Said.YES


@pytest.mark.parametrize(
    "text",
    [
        "想｜创业｜",
        "打算｜创业｜",
        "我要｜失业登记｜",
        "需要｜残疾证｜",
        "必须是｜残疾人｜",
        "快｜下岗｜了",
        "可能｜下岗｜",
        "好像｜失业登记｜过",
        "我怎么办｜失业登记｜",
        "招了3个｜应届生｜",
        "我们雇了两名｜残疾人｜",
    ],
)
def test_what_is_wanted_required_guessed_or_about_others_is_nothing(text):
    assert how(text) is Said.NOTHING


@pytest.mark.parametrize(
    "text",
    [
        "什么是｜残疾｜",
        "啥叫｜零就业家庭｜",
        "｜残疾｜是什么意思",
        "我是不是｜残疾｜",
        "我有没有｜残疾证｜",
        "我算不算｜残疾｜",
        "我｜残疾｜吗",
        "｜失业登记｜了吗",
        "办了｜失业登记｜没",
        "有｜残疾证｜没有",
        "｜残疾证｜没有?",
        "｜残疾证｜有没有",
        "｜残疾人｜有什么补贴",
        "｜残疾人｜能领吗",
        "｜应届生｜多少钱",
        "｜残疾人｜补贴",
        "｜退役军人｜的政策",
        "我想问一下｜残疾人｜",
        "查｜退役军人｜",
        "今年｜应届生｜有什么补贴",
        "我｜失业登记｜怎么办",
        "我有｜没有残疾｜都能领吗",
        "登记｜没登记｜都行",
        "我办没｜办失业登记｜你查查",
    ],
)
def test_what_is_asked_or_a_kind_of_people_is_nothing(text):
    assert how(text) is Said.NOTHING


def test_an_exact_age_needs_no_word_for_the_person():
    assert how("｜50岁｜能领吗", certain=True) is Said.YES
    assert how("不是｜46岁｜", certain=True) is Said.NO
    assert how("如果｜46岁｜能领吗", certain=True) is Said.NOTHING


def test_a_limit_in_a_question_is_about_the_rule():
    assert how("｜满50岁｜能领吗", certain=True) is Said.NOTHING
    assert how("我｜满50岁｜了能领吗", certain=True) is Said.YES
    assert how("｜满50岁｜", certain=True) is Said.YES


@pytest.mark.parametrize(
    "text",
    [
        "能领吗",
        "要带什么材料",
        "怎么办",
        "在哪办",
        "多少钱",
        "几个月",
        "能办不",
        "登记了没",
        "我老婆呢",
        "行不行?",
        "为啥",
    ],
)
def test_a_question_asks(text):
    assert asks(text)


@pytest.mark.parametrize(
    "text",
    ["没", "不", "没有", "没有呢", "什么都没有", "十几个人", "好几年了", "我46岁", "上着班呢"],
)
def test_a_reply_asks_nothing(text):
    assert not asks(text)


@given(
    st.text(alphabet="我不没有是残疾登记吗什么的话如果要招了过,。? ", max_size=20),
    st.integers(0, 20),
    st.integers(0, 20),
    st.booleans(),
)
def test_no_text_fails(text, one, other, certain):
    start, end = sorted((min(one, len(text)), min(other, len(text))))

    assert said(text, start, end, certain=certain) in Said


@pytest.mark.parametrize(
    "text",
    [
        "不对不对",
        "不对不对,是46",
        "还多招了几个",
        "多招了好几个人",
        "又来了几位",
        "我天天找工作呢",
        "一直在家呢",
        "到处找工作呢",
    ],
)
def test_what_takes_back_or_tells_of_some_more_asks_nothing(text):
    assert not asks(text)


@pytest.mark.parametrize(
    "text",
    [
        "对不对",
        "这样对不对",
        "招了几个",
        "多招几个行吗",
        "给贴息不",
        "让办不",
        "准带小孩不",
        "材料呢",
        "天天都要带什么呢",
    ],
)
def test_their_look_alikes_ask(text):
    assert asks(text)
