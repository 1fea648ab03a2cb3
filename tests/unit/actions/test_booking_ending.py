"""Giving back, and what only asks about it."""

import pytest

from bot.bookings.booking import State
from tests.fakes import Fakes
from tests.unit.actions.booking_talking import CANCEL, CREATE, WHOLE, states
from tests.unit.actions.talking import Talk, told

RULE = "最晚在开始前2小时改约或取消"
QUESTIONS = ["取消的话怎么办", "能不能取消", "取消要钱吗", "请问可以取消吗", "取消了还能再约吗"]


@pytest.mark.parametrize("text", QUESTIONS)
@pytest.mark.parametrize("intent", [CANCEL, "ask_procedure", "nlu_fallback"])
async def test_a_question_about_cancelling_keeps_what_is_kept(
    talk: Talk, fakes: Fakes, text: str, intent: str
) -> None:
    await talk.say(WHOLE, CREATE)
    reply = await talk.say(text, intent)

    assert RULE in told(reply)
    assert told(reply).count("还等着确认") == 1
    assert states(fakes) == [State.HELD]
    assert (await talk.say("好的")).status == "booked"


@pytest.mark.parametrize("text", QUESTIONS)
@pytest.mark.parametrize("intent", [CANCEL, "ask_procedure", "nlu_fallback"])
async def test_a_question_about_a_booking_that_stands_is_answered_with_it(
    talk: Talk, fakes: Fakes, text: str, intent: str
) -> None:
    await talk.say(WHOLE, CREATE)
    await talk.say("好的")
    reply = await talk.say(text, intent)

    assert RULE in told(reply)
    assert "09:00—09:30" in told(reply)
    assert [each.title for each in reply.messages[0].buttons] == [
        *("改时间", "取消这个预约", "短信提醒我")
    ]
    await talk.say("好的")
    assert states(fakes) == [State.BOOKED]


async def test_a_question_is_no_yes_to_whether_one_is_sure(talk: Talk, fakes: Fakes) -> None:
    await talk.say(WHOLE, CREATE)
    await talk.say("好的")
    await talk.say("取消预约", CANCEL)

    assert RULE in told(await talk.say("取消要钱吗", CANCEL))
    await talk.say("好的")
    assert states(fakes) == [State.BOOKED]


async def test_that_it_costs_nothing_is_not_promised(talk: Talk) -> None:
    await talk.say(WHOLE, CREATE)
    money = told(await talk.say("取消要钱吗", CANCEL))

    assert "没有写要收钱" in money
    assert "12333" in money
    assert "收钱" not in told(await talk.say("能不能取消", CANCEL))


@pytest.mark.parametrize("text", ["帮我取消吧", "麻烦取消一下好吗", "能帮我取消吗"])
async def test_a_polite_request_is_one(talk: Talk, fakes: Fakes, text: str) -> None:
    await talk.say(WHOLE, CREATE)
    await talk.say(text, CANCEL)

    assert states(fakes) == [State.CANCELLED]


async def test_without_anything_booked_it_is_no_question_of_ours(talk: Talk) -> None:
    reply = await talk.say("取消要钱吗")

    assert not reply.topic.journey.startswith("booking_")


async def test_cancel_right_after_it_was_booked_means_it(talk: Talk, fakes: Fakes) -> None:
    await talk.say(WHOLE, CREATE)
    await talk.say("好的")

    assert "要取消这个预约吗" in told(await talk.say("取消"))
    assert (await talk.say("取消")).status == "booking_cancelled"
    assert states(fakes) == [State.CANCELLED]


async def test_cancel_after_the_list_means_the_one_that_is_listed(talk: Talk) -> None:
    await talk.say(WHOLE, CREATE)
    await talk.say("好的")
    await talk.say("失业金要带什么材料", "ask_materials")
    await talk.say("我的预约", "booking_query")

    assert "要取消这个预约吗" in told(await talk.say("那取消吧"))


async def test_cancel_after_something_else_does_not(talk: Talk) -> None:
    await talk.say(WHOLE, CREATE)
    await talk.say("好的")
    await talk.say("失业金要带什么材料", "ask_materials")

    assert "要取消这个预约吗" not in told(await talk.say("取消"))


async def test_whether_it_is_cancelled_is_told_by_the_list(talk: Talk, fakes: Fakes) -> None:
    await talk.say(WHOLE, CREATE)
    await talk.say("好的")

    assert "您约了这些" in told(await talk.say("取消了吗", CANCEL))
    assert states(fakes) == [State.BOOKED]


async def test_what_waits_is_given_back_and_what_was_confirmed_meanwhile_is_not(
    talk: Talk, fakes: Fakes
) -> None:
    await talk.say(WHOLE, CREATE)
    (held,) = fakes.bookings.kept.bookings
    # Confirmed through another door, the conversation knows nothing of it.
    fakes.desk().confirm("one", "elsewhere", held.reference, fakes.now)

    assert "要取消这个预约吗" in told(await talk.say("算了"))
    assert states(fakes) == [State.BOOKED]
    await talk.say("不取消")
    assert states(fakes) == [State.BOOKED]
