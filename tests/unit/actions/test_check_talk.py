"""Of whom the facts of a check are, and how they are changed."""

import pytest

from bot.cards import Reply, VerdictCard
from tests.unit.actions.talking import Talk, told

HARDSHIP = "能认定就业困难人员吗"
SHE = f"我46岁女的，失业登记办了，{HARDSHIP}"
MONTHS = "我盐城的，被裁了，失业保险只交了8个月，能领失业金吗"


def judged(reply: Reply) -> str:
    assert reply.status == "verdict", told(reply)
    card = reply.messages[-1].card
    assert isinstance(card, VerdictCard)
    return card.verdict


# -- whom


async def test_of_another_person_who_is_asked_for_nothing_is_known(talk: Talk) -> None:
    assert judged(await talk.say(SHE, "eligibility_check")) == "yes"
    reply = await talk.say("那我老公能不能认，他48岁", "eligibility_check")

    assert reply.status == "ask_fact"
    assert talk.slots["facts"] == {"sex": "male", "age": "48"}
    assert talk.slots["whom"] == "relative"


async def test_the_place_stays_whoever_is_asked_for(talk: Talk) -> None:
    await talk.say(f"我在盐城，46岁女的，{HARDSHIP}", "eligibility_check")
    await talk.say("那我老公能认定吗", "eligibility_check")

    assert talk.slots["facts"] == {"city": "盐城市", "sex": "male"}


async def test_one_relative_after_another_begins_anew(talk: Talk) -> None:
    await talk.say(f"我妈52了，{HARDSHIP}", "eligibility_check")
    await talk.say("那我爸能认定吗", "eligibility_check")

    assert talk.slots["facts"] == {"sex": "male"}


async def test_oneself_after_a_relative_begins_anew(talk: Talk) -> None:
    await talk.say(f"我妈52了，{HARDSHIP}", "eligibility_check")
    reply = await talk.say("那我自己能认定吗", "eligibility_check")

    assert reply.status == "ask_fact"
    assert (talk.slots["facts"], talk.slots["whom"]) == ({}, "self")


async def test_a_question_about_the_same_person_keeps_what_was_told(talk: Talk) -> None:
    await talk.say(f"我妈52了，{HARDSHIP}", "eligibility_check")
    await talk.say("我妈能认定吗", "eligibility_check")

    assert talk.slots["facts"] == {"sex": "female", "age": "52"}


async def test_what_is_told_of_the_mother_changes_what_was_told_of_her(talk: Talk) -> None:
    await talk.say(f"我妈52了，{HARDSHIP}", "eligibility_check")
    reply = await talk.say("她53岁")

    assert "年龄：53岁" in told(reply)
    assert talk.slots["facts"] == {"sex": "female", "age": "53"}


async def test_what_she_took_back_when_she_was_asked_is_judged_anew(talk: Talk) -> None:
    first = "帮我妈问一下，她52岁，自己辞职的，之前交了11年失业保险，能不能领失业保险金"
    assert judged(await talk.say(first, "eligibility_check")) == "no"
    reply = await talk.say("我刚问她了，说错了，是厂倒闭了，不是自己辞的")

    assert reply.status == "ask_fact"
    assert talk.slots["facts"]["left_involuntarily"] is True
    assert talk.slots["facts"]["insured_months"] == "132"


# -- one value against another


@pytest.mark.parametrize("text", ["是8年不是8个月", "不是8个月，是8年", "应该是8年，不是8个月"])
async def test_the_new_value_of_a_contrast_counts(talk: Talk, text: str) -> None:
    assert judged(await talk.say(MONTHS, "eligibility_check")) == "no"
    reply = await talk.say(text)

    assert reply.status == "ask_fact"
    assert talk.slots["facts"]["insured_months"] == "96"


@pytest.mark.parametrize("text", ["是8年不是9个月", "是女的不是男的吗"])
async def test_a_contrast_with_what_nobody_told_changes_nothing(talk: Talk, text: str) -> None:
    await talk.say(MONTHS, "eligibility_check")
    await talk.say(text)

    assert talk.slots["facts"]["insured_months"] == "8"


async def test_a_correction_of_a_number_that_was_told_wins_over_a_new_fact(talk: Talk) -> None:
    await talk.say(
        "我去年6月大学毕业的，在苏州开了个淘宝店，执照今年3月办的，一次性创业补贴能申请吗",
        "eligibility_check",
    )
    await talk.say("社保连着交了4个月")
    assert talk.slots["facts"]["continuous_insured_months"] == "4"
    reply = await talk.say("不对，刚查了下，连续交了8个月社保")

    assert judged(reply) == "yes"
    assert talk.slots["facts"]["continuous_insured_months"] == "8"
    assert "insured_months" not in talk.slots["facts"]


# -- looked up


@pytest.mark.parametrize(
    "text", ["看了身份证，是38", "等等，是38", "查了一下，38", "翻了户口本，是38岁"]
)
async def test_what_was_looked_up_corrects_what_was_told(talk: Talk, text: str) -> None:
    assert judged(await talk.say(SHE, "eligibility_check")) == "yes"
    reply = await talk.say(text)

    assert reply.status == "ask_fact"
    assert talk.slots["facts"]["age"] == "38"


@pytest.mark.parametrize("text", ["是38", "翻了执照，要带什么材料", "看了电影，挺好"])
async def test_what_was_not_looked_up_corrects_nothing(talk: Talk, text: str) -> None:
    await talk.say(SHE, "eligibility_check")
    await talk.say(text, "nlu_fallback")

    assert talk.slots["facts"]["age"] == "46"


async def test_a_day_that_was_looked_up_is_the_day(talk: Talk) -> None:
    await talk.say("我在扬州市区，看看够不够一次性创业补贴的条件", "eligibility_check")
    await talk.say("我当过兵，头一回创业，正常经营了18个月，店登记在市区")
    await talk.say("执照去年5月办的")
    assert talk.slots["facts"]["business_registered_on"] == "2025-05"
    await talk.say("翻了执照，是2022年5月登记的")

    assert talk.slots["facts"]["business_registered_on"] == "2022-05"


# -- supposed


@pytest.mark.parametrize("text", ["如果我38岁呢", "那要是38岁的话", "假如是38岁呢？"])
async def test_another_value_that_is_supposed_is_judged_as_if_it_were_so(
    talk: Talk, text: str
) -> None:
    assert judged(await talk.say(SHE, "eligibility_check")) == "yes"

    assert (await talk.say(text)).status == "ask_fact"
    assert talk.slots["facts"]["age"] == "38"


async def test_a_sum_is_supposed_while_a_question_is_open(talk: Talk) -> None:
    await talk.say(
        "我们项目2025年4月注册，实缴3万，能报省级大学生优秀创业项目吗", "eligibility_check"
    )
    reply = await talk.say("那要是实缴5万呢")

    assert reply.topic.policies == ["startup_base_award"]
    assert talk.slots["facts"]["paid_in_capital"] == "50000"


@pytest.mark.parametrize("text", ["那要是46岁呢", "如果稳岗返还要38岁呢", "如果我改名字呢"])
async def test_the_same_value_or_none_supposes_nothing(talk: Talk, text: str) -> None:
    await talk.say(SHE, "eligibility_check")
    reply = await talk.say(text)

    assert reply.status != "verdict"
    assert talk.slots["facts"]["age"] == "46"
