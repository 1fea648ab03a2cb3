"""Proving who one is in words, over stand-ins and a fixed clock."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.cards import StatusCard
from bot.outcomes import Outcome
from bot.privacy.audit import Action
from tests.fakes import Fakes
from tests.unit.actions.personal_talking import (
    APPLICATION,
    ASK,
    BOOK,
    END,
    ERASE,
    EXPORT,
    ID_NUMBER,
    MISTYPED,
    NOBODY,
    OTHER_APPLICATION,
    PHONE,
    REMIND,
    STATUS,
    PersonalTalk,
    titles,
)
from tests.unit.actions.talking import Talk, told

WRONG = "999999"


@pytest.fixture
def talk(fakes: Fakes) -> PersonalTalk:
    return PersonalTalk(fakes)


async def code_asked(talk: PersonalTalk, number: str = APPLICATION, wish: str = ASK) -> None:
    await talk.say(wish, STATUS)
    assert (await talk.say(number)).status == Outcome.IDENTITY_NEEDED
    assert talk.waits == "code"


# -- the way there


async def test_what_becomes_of_the_number_is_told_before_it_is_asked_for(
    talk: PersonalTalk,
) -> None:
    reply = await talk.say(ASK, STATUS)

    assert reply.status == Outcome.IDENTITY_NEEDED
    for words in (
        "演示环境",
        "10分钟内删除",
        "15分钟自动退出",
        "退出查询",
        "12333",
        "请发申请编号",
    ):
        assert words in told(reply)
    assert titles(reply) == ["不查了"]


@pytest.mark.parametrize(
    "number", [APPLICATION, ID_NUMBER, "ys2026110001", "320000 18000101 0012", "我的是YS2026110001"]
)
async def test_a_number_then_the_code_tell_where_the_applications_stand(
    talk: PersonalTalk, number: str
) -> None:
    await talk.say(ASK, STATUS)
    sent = await talk.say(number)
    assert sent.status == Outcome.IDENTITY_NEEDED
    assert "10:05" in told(sent)
    assert titles(sent) == ["重发验证码", "换个号码", "不查了"]

    reply = await talk.say(talk.code)
    assert reply.status == Outcome.STATUS_TOLD
    assert [message.card.item for message in reply.messages if isinstance(message.card, StatusCard)]
    assert talk.waits is None
    assert talk.kept == {}


async def test_only_tokens_go_past_the_gateway(talk: PersonalTalk) -> None:
    await talk.prove(number=ID_NUMBER)

    assert talk.texts == [ASK, "[身份证号]", "[验证码]"]
    assert ID_NUMBER not in repr(talk.talk.slots)


async def test_the_words_are_the_same_for_somebody_and_for_nobody(fakes: Fakes) -> None:
    known, unknown = PersonalTalk(fakes, "one"), PersonalTalk(fakes, "two")
    said = []
    for talk, number in ((known, APPLICATION), (unknown, NOBODY)):
        first = await talk.say(ASK, STATUS)
        sent = await talk.say(number)
        said.append((told(first), told(sent), sent.status, told(await talk.say(WRONG))))

    assert said[0] == said[1]


async def test_nobody_gets_in_with_the_code_that_was_sent_to_nobody(talk: PersonalTalk) -> None:
    await code_asked(talk, NOBODY)
    reply = await talk.say(talk.code)

    assert reply.status == Outcome.IDENTITY_REFUSED
    assert talk.waits == "code"


async def test_a_number_that_is_told_with_the_question_is_taken(talk: PersonalTalk) -> None:
    reply = await talk.say(f"查一下我的申请，{APPLICATION}", STATUS)

    assert talk.waits == "code"
    # What becomes of it is told all the same.
    assert "10分钟内删除" in told(reply)
    assert (await talk.say(talk.code)).status == Outcome.STATUS_TOLD


async def test_a_mistyped_number_is_asked_for_again(talk: PersonalTalk, fakes: Fakes) -> None:
    await talk.say(ASK, STATUS)
    reply = await talk.say(MISTYPED)

    assert "写错了" in told(reply)
    assert (talk.waits, fakes.personal.codes) == ("number", [])
    await talk.say(ID_NUMBER)
    assert talk.waits == "code"


async def test_a_phone_proves_no_person(talk: PersonalTalk, fakes: Fakes) -> None:
    await talk.say(ASK, STATUS)
    reply = await talk.say(PHONE)

    assert "只凭手机号查不了" in told(reply)
    assert (talk.waits, fakes.personal.codes) == ("number", [])


@pytest.mark.parametrize("text", ["12345", "号码是20261"])
async def test_what_is_no_number_is_said_so(talk: PersonalTalk, text: str) -> None:
    await talk.say(ASK, STATUS)

    assert "没有读出号码" in told(await talk.say(text))
    assert talk.waits == "number"


# -- the code


@pytest.mark.parametrize("form", ["{}", "验证码是{}", "收到了,{}", "{} "])
async def test_a_code_may_stand_among_words(talk: PersonalTalk, form: str) -> None:
    await code_asked(talk)

    assert (await talk.say(form.format(talk.code))).status == Outcome.STATUS_TOLD


@pytest.mark.parametrize("mark", [" ", "-", "·"])
async def test_a_code_may_be_grouped(talk: PersonalTalk, mark: str) -> None:
    await code_asked(talk)
    grouped = f"{talk.code[:3]}{mark}{talk.code[3:]}"

    assert (await talk.say(grouped)).status == Outcome.STATUS_TOLD


async def test_a_wrong_code_is_refused_and_the_right_one_still_taken(talk: PersonalTalk) -> None:
    await code_asked(talk)
    refused = await talk.say(WRONG)

    assert refused.status == Outcome.IDENTITY_REFUSED
    assert titles(refused) == ["重发验证码", "换个号码", "不查了"]
    assert (await talk.say(talk.code)).status == Outcome.STATUS_TOLD


async def test_what_is_no_code_is_said_so(talk: PersonalTalk) -> None:
    await code_asked(talk)

    assert "6位数字" in told(await talk.say("12345"))
    assert talk.waits == "code"


async def test_a_code_that_came_too_late_is_refused_and_not_asked_for_again(
    talk: PersonalTalk, fakes: Fakes
) -> None:
    await code_asked(talk)
    fakes.now += timedelta(minutes=6)
    late = await talk.say(talk.code)

    assert late.status == Outcome.IDENTITY_REFUSED
    assert "过期" in told(late)


async def test_too_many_wrong_codes_lock_whatever_is_tried_next(
    talk: PersonalTalk, fakes: Fakes
) -> None:
    await code_asked(talk)
    for _ in range(4):
        assert (await talk.say(WRONG)).status == Outcome.IDENTITY_REFUSED
    locked = await talk.say(WRONG)

    assert "10:30以后再试" in told(locked)
    assert (talk.waits, talk.kept) == (None, {})
    await talk.say(ASK, STATUS)
    again = await talk.say(APPLICATION)
    assert "10:30以后再试" in told(again)
    fakes.now += timedelta(minutes=31)
    assert (await talk.prove()).status == Outcome.STATUS_TOLD


@pytest.mark.parametrize("words", ["重发验证码", "没收到", "收不到短信", "再发一次"])
async def test_a_code_is_sent_again_for_the_number_that_was_told(
    talk: PersonalTalk, fakes: Fakes, words: str
) -> None:
    await code_asked(talk)
    first = talk.code
    again = await talk.say(words)

    assert again.status == Outcome.IDENTITY_NEEDED
    assert len(fakes.personal.codes) == 2
    assert (await talk.say(first)).status == Outcome.IDENTITY_REFUSED
    assert (await talk.say(talk.code)).status == Outcome.STATUS_TOLD


async def test_sent_again_without_the_number_it_is_asked_for(
    talk: PersonalTalk, fakes: Fakes
) -> None:
    await code_asked(talk)
    fakes.personal.vault.forget("one")
    reply = await talk.say("重发验证码")

    assert (talk.waits, len(fakes.personal.codes)) == ("number", 1)
    assert "请发申请编号" in told(reply)


async def test_a_fourth_code_within_the_hour_is_not_sent(talk: PersonalTalk, fakes: Fakes) -> None:
    await code_asked(talk)
    for _ in range(2):
        await talk.say("没收到")
    refused = await talk.say("没收到")

    assert refused.status == Outcome.IDENTITY_REFUSED
    assert "11:00以后再试" in told(refused)
    assert (talk.waits, talk.kept) == (None, {})


@pytest.mark.parametrize("button", ["重发验证码", "换个号码", "不查了"])
async def test_each_button_does_what_it_says(talk: PersonalTalk, fakes: Fakes, button: str) -> None:
    await talk.say(ASK, STATUS)
    sent = await talk.say(APPLICATION)
    await talk.press(sent, button)

    expected = {"重发验证码": ("code", 2), "换个号码": ("number", 1), "不查了": (None, 1)}
    assert (talk.waits, len(fakes.personal.codes)) == expected[button]


@pytest.mark.parametrize("words", ["换个号码", "号码写错了", "发错了"])
async def test_another_number_takes_the_place_of_the_first(talk: PersonalTalk, words: str) -> None:
    await code_asked(talk)
    await talk.say(words)
    assert (talk.waits, talk.kept) == ("number", {})
    await talk.say(OTHER_APPLICATION)

    assert "就业困难人员认定" in told(await talk.say(talk.code))


async def test_another_number_may_be_told_instead_of_the_code(talk: PersonalTalk) -> None:
    await code_asked(talk)
    await talk.say(OTHER_APPLICATION)

    assert "就业困难人员认定" in told(await talk.say(talk.code))


# -- other topics between


@pytest.mark.parametrize("waits", ["number", "code"])
async def test_one_aside_is_answered_and_the_number_still_waited_for(
    talk: PersonalTalk, waits: str
) -> None:
    await talk.say(ASK, STATUS)
    if waits == "code":
        await talk.say(APPLICATION)
    aside = await talk.say("失业金要带什么材料", "ask_materials")

    assert aside.topic.policies == ["unemployment_benefit"]
    assert talk.waits == waits
    if waits == "number":
        await talk.say(APPLICATION)
    assert (await talk.say(talk.code)).status == Outcome.STATUS_TOLD


async def test_after_two_asides_nothing_is_waited_for(talk: PersonalTalk) -> None:
    await talk.say(ASK, STATUS)
    await talk.say("失业金要带什么材料", "ask_materials")
    await talk.say("在哪办", "ask_where")

    assert talk.waits is None
    assert "没有读出号码" not in told(await talk.say("12345"))


async def test_a_question_of_another_kind_takes_its_place(talk: PersonalTalk) -> None:
    await talk.say(ASK, STATUS)
    await talk.say("我要预约", "booking_create")

    assert talk.waits is None


@pytest.mark.parametrize("steps", [[], [APPLICATION], [APPLICATION, WRONG]])
@pytest.mark.parametrize("words", ["算了", "不查了"])
async def test_it_can_be_given_up_at_any_point(
    talk: PersonalTalk, fakes: Fakes, steps: list[str], words: str
) -> None:
    await talk.say(ASK, STATUS)
    for step in steps:
        await talk.say(step)
    reply = await talk.say(words)

    assert reply.status == Outcome.CHECK_STOPPED
    assert "号码已经删掉" in told(reply)
    assert (talk.waits, talk.kept) == (None, {})


async def test_whoever_starts_over_is_waited_for_no_longer(talk: PersonalTalk) -> None:
    await talk.say(ASK, STATUS)
    await talk.say(APPLICATION)
    reply = await talk.say("重来")

    assert (reply.status, talk.waits, talk.kept) == ("started_over", None, {})
    await talk.say("贷200000两年", "loan_calc")
    assert talk.texts[-1] == "贷200000两年"


async def test_after_it_was_given_up_six_digits_are_a_sum_again(talk: PersonalTalk) -> None:
    await code_asked(talk)
    await talk.say("算了")
    await talk.say("200000")

    assert talk.texts[-1] == "200000"


# -- the session


async def test_who_has_proved_it_is_not_asked_again_until_the_session_ends(
    talk: PersonalTalk, fakes: Fakes
) -> None:
    await talk.prove()
    fakes.now += timedelta(minutes=14)
    assert (await talk.say(ASK, STATUS)).status == Outcome.STATUS_TOLD
    fakes.now += timedelta(minutes=2)

    assert (await talk.say(ASK, STATUS)).status == Outcome.IDENTITY_NEEDED


async def test_another_conversation_has_proved_nothing(talk: PersonalTalk, fakes: Fakes) -> None:
    await talk.prove()
    other = await PersonalTalk(fakes, "two").say(ASK, STATUS)

    assert other.status == Outcome.IDENTITY_NEEDED


@pytest.mark.parametrize("words", [END, "退出登录", '/status_query{"do": "end"}'])
async def test_it_can_be_ended(talk: PersonalTalk, words: str) -> None:
    await talk.prove()
    ended = await talk.say(words, STATUS)

    assert (ended.status, "已经退出" in told(ended)) == (Outcome.SESSION_ENDED, True)
    assert (await talk.say(ASK, STATUS)).status == Outcome.IDENTITY_NEEDED
    assert "不用退出" in told(await talk.say(words, STATUS))


async def test_a_phone_that_was_proved_opens_no_applications(
    talk: PersonalTalk, fakes: Fakes
) -> None:
    await talk.say(BOOK, "booking_create")
    await talk.say("好的")
    await talk.say(REMIND, STATUS)
    await talk.say(PHONE)
    assert (await talk.say(talk.code)).status == Outcome.REMINDER_TOLD

    assert (await talk.say(ASK, STATUS)).status == Outcome.IDENTITY_NEEDED


async def test_who_asks_is_told_to_the_limits_and_to_the_audit_trail(fakes: Fakes) -> None:
    await PersonalTalk(fakes, client="203.0.113.7").prove()

    asked = [each for each in fakes.personal.audit.records if each.action is Action.CODE_ASKED]
    digest = fakes.personal.parts.sealer.digest("client", "203.0.113.7")
    assert [each.client for each in asked] == [digest]


# -- erasing


async def test_everything_is_erased_only_after_a_yes(talk: PersonalTalk, fakes: Fakes) -> None:
    sure = await talk.prove(ERASE)
    assert "找不回来" in told(sure)
    assert titles(sure) == ["全部删掉", "不删"]
    assert fakes.personal.register.export(_subjects(fakes))

    erased = await talk.say("全部删掉")
    assert erased.status == Outcome.OWN_DATA_ERASED
    assert "申请记录2条" in told(erased)
    assert fakes.personal.register.export(_subjects(fakes)) == []
    assert (await talk.say(ASK, STATUS)).status == Outcome.IDENTITY_NEEDED


@pytest.mark.parametrize(
    "yes", ["是的", "确定", "删吧", "都删了吧", "嗯", "对，全部删掉", "好的", "确认删除"]
)
async def test_a_yes_erases(talk: PersonalTalk, yes: str) -> None:
    await talk.prove(ERASE)

    assert (await talk.say(yes)).status == Outcome.OWN_DATA_ERASED


@pytest.mark.parametrize(
    "no",
    ["不删", "不要删掉", "别删掉", "先不删了", "不确定", "不是", "别都删", "算了", "不要全部删"],
)
async def test_a_no_erases_nothing(talk: PersonalTalk, fakes: Fakes, no: str) -> None:
    await talk.prove(ERASE)
    reply = await talk.say(no)

    assert "什么都没有删" in told(reply)
    assert talk.waits is None
    assert fakes.personal.register.export(_subjects(fakes))


@pytest.mark.parametrize(
    "words",
    [
        "删掉以后还能查吗",
        "会不会全部删掉？",
        "删掉有什么影响",
        "过几天再删掉",
        "我把手机号删掉了吗",
    ],
)
async def test_a_question_or_anything_else_erases_nothing(
    talk: PersonalTalk, fakes: Fakes, words: str
) -> None:
    await talk.prove(ERASE)
    reply = await talk.say(words)

    assert reply.status != Outcome.OWN_DATA_ERASED
    assert fakes.personal.register.export(_subjects(fakes))


async def test_the_button_erases_and_the_other_one_does_not(
    talk: PersonalTalk, fakes: Fakes
) -> None:
    sure = await talk.prove(ERASE)
    kept = await talk.press(sure, "不删")
    assert "什么都没有删" in told(kept)

    assert (await talk.press(sure, "全部删掉")).status == Outcome.OWN_DATA_ERASED


async def test_whoever_is_sure_after_the_session_ended_proves_it_again(
    talk: PersonalTalk, fakes: Fakes
) -> None:
    await talk.prove(ERASE)
    fakes.now += timedelta(minutes=16)
    reply = await talk.say("全部删掉")

    assert (reply.status, talk.waits) == (Outcome.IDENTITY_NEEDED, "number")
    assert fakes.personal.register.export(_subjects(fakes))


async def test_the_button_of_another_conversation_erases_nothing(fakes: Fakes) -> None:
    reply = await PersonalTalk(fakes, "two").say(
        '/status_query{"do": "erase", "sure": true}', STATUS
    )

    assert reply.status == Outcome.IDENTITY_NEEDED
    assert fakes.personal.register.export(_subjects(fakes))


# -- without it


async def test_where_nothing_personal_is_offered_the_hotline_is_given(fakes: Fakes) -> None:
    talk = Talk(replace(fakes.parts.core, personal=None))
    reply = await talk.say(ASK, STATUS)
    assert (reply.status, "12333" in told(reply)) == (Outcome.NOT_OFFERED, True)
    slots: dict[str, Any] = talk.slots
    assert slots["identity"] is None
    assert (await talk.say("算了")).status != Outcome.NOT_OFFERED


async def test_what_was_exported_is_told_without_the_data_itself(talk: PersonalTalk) -> None:
    reply = await talk.prove(EXPORT)

    assert reply.status == Outcome.OWN_DATA_TOLD
    assert "申请记录：2条" in told(reply)
    for personal in (ID_NUMBER, APPLICATION, PHONE, "演示甲"):
        assert personal not in reply.model_dump_json()


def _subjects(fakes: Fakes) -> list[str]:
    return fakes.personal.parts.sealer.digests("id_number", ID_NUMBER)
