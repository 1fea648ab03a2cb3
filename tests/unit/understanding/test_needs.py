import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.needs import two_needs
from bot.understanding.normalise import normalise

FIRST = "失业金怎么领"


def parts(text):
    """Both questions as they are read, None for one."""
    text = normalise(text, 500)
    needs = two_needs(text)
    return needs and (text[: needs.end], needs.second)


@pytest.mark.parametrize(
    ("rest", "second"),
    [
        ("，还有要带什么材料", "要带什么材料"),
        ("，另外一次性扩岗补助要带什么", "一次性扩岗补助要带什么"),
        ("，另外3个月后还能领吗", "3个月后还能领吗"),
        ("，另外人社局电话多少", "人社局电话多少"),
        ("，还有2023年的稳岗返还怎么领", "2023年的稳岗返还怎么领"),
        ("，还有钱什么时候到账", "钱什么时候到账"),
        ("，还有资格证要带吗", "资格证要带吗"),
        ("，还有用人单位能领吗", "用人单位能领吗"),
        ("，还有个人能不能自己办", "个人能不能自己办"),
        ("，以及要带什么材料", "要带什么材料"),
        (" 还有 要带什么材料", "要带什么材料"),
        ("，，还有...要带什么材料", "要带什么材料"),
    ],
)
def test_after_a_pause_words_lead_over_to_another_question(rest, second):
    assert parts(FIRST + rest) == (FIRST, second)


@pytest.mark.parametrize(
    "words",
    [
        "顺便问一下",
        "再问一下",
        "再请问一下",
        "再了解一下",
        "另外，我想问一下",
        "另外想了解",
        "我还想问一下",
        "也想请教",
        "还有一个问题，",
        "还有个问题就是",
        "还有一个就是",
        "另外还有一个问题，",
        "对了，顺便再问一句",
    ],
)
def test_what_only_says_that_more_is_asked_is_no_part_of_the_second_question(words):
    assert parts(f"{FIRST}，{words}社保断了行不行") == (FIRST, "社保断了行不行")


@pytest.mark.parametrize("second", ["下岗职工能领多少", "个体户能不能领", "我爱人能不能领"])
def test_a_word_that_begins_as_the_leading_over_ends_is_left_whole(second):
    assert parts(f"{FIRST}，再问{second}") == (FIRST, second)


@pytest.mark.parametrize(
    ("rest", "second"),
    [
        ("还有没有年龄限制", "有没有年龄限制"),
        ("还有什么要带的", "有什么要带的"),
        ("还有什么时候到账", "什么时候到账"),
        ("还有多久到账", "还有多久到账"),
        ("还有咨询窗口在哪", "咨询窗口在哪"),
        ("另外帮我查一下能领几个月", "帮我查一下能领几个月"),
        ("还有咨询电话", "咨询电话"),
    ],
)
def test_the_second_question_keeps_the_words_that_give_its_meaning(rest, second):
    assert parts(f"{FIRST}，{rest}") == (FIRST, second)


def test_a_question_mark_belongs_to_the_first_question():
    assert parts("稳岗返还过期了？还有新的补贴能领吗") == ("稳岗返还过期了?", "新的补贴能领吗")


def test_a_third_question_waits_in_the_second():
    first, second = parts(f"{FIRST}，还有稳岗返还怎么领，另外电话是多少")
    assert first == FIRST
    assert parts(second) == ("稳岗返还怎么领", "电话是多少")


@pytest.mark.parametrize(
    "rest",
    [
        "还有吗",
        "还有吗？？？",
        "还有？？？？",
        "另外",
        "还有没有了",
        "还有别的号码吗",
        "还有没有其他的讲究",
        "还有效吗现在",
        "还有机会补办吗",
        "还有3个月才满一年行吗",
        "还有人说要体检是真的吗",
        "还有问题怎么反映",
        "还问我要学历吗",
        "另外两条是什么",
        "另外一部分给工人行不行",
    ],
)
def test_still_and_the_others_lead_over_to_nothing(rest):
    assert parts(f"{FIRST}，{rest}") is None


@pytest.mark.parametrize(
    "text",
    [
        "三个退伍的，还有一个残疾员工能领多少",
        "我们公司有十几个退伍的，还有一个残疾员工能领多少",
        "材料都带齐了，还有身份证要带吗",
        "热线电话一直占线，还有窗口在哪里",
        "好像是不能有营业执照，另外失业登记要带什么",
        # What was asked before that is not the question which is led over from.
        "打给谁？我主要是进一批缝纫机，另外能不能付工资",
    ],
)
def test_what_is_told_before_a_question_is_no_question(text):
    assert parts(text) is None


@pytest.mark.parametrize(
    "rest",
    ["我交了十几年社保", "我电话是13812345678", "我这么大年纪的", "我材料都带齐了", "我是南京的"],
)
def test_what_is_told_after_a_question_is_no_question(rest):
    assert parts(f"能领多少钱，还有{rest}") is None


@pytest.mark.parametrize("text", ["失业登记的条件", "介绍一下富民创业贷", "帮我查一下失业金"])
def test_what_is_only_named_or_requested_is_asked(text):
    assert parts(f"{text}，另外稳岗返还怎么领") == (text, "稳岗返还怎么领")


LEADING_OVER = ["还有", "另外", "顺便", "再问一下", "还想问", "一个问题", "没有", "多久", "别的"]
WORDS = ["失业金", "怎么领", "要带什么材料", "能领吗", "我是南京的", "都带齐了", "电话"]
PIECES = st.sampled_from([*",。?! ", *LEADING_OVER, *WORDS])


@given(st.lists(PIECES, max_size=14).map("".join))
def test_the_questions_stand_apart_in_the_text_and_the_first_is_one(text):
    needs = two_needs(text)
    if needs:
        assert text.rstrip().endswith(needs.second, needs.end)
        assert needs.second[0] not in ",。?! "
        assert two_needs(text[: needs.end]) is None


@given(st.text(max_size=80))
def test_any_text_is_read(text):
    needs = two_needs(text)
    assert needs is None or 0 < needs.end <= len(text) - len(needs.second)
