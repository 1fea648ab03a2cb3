"""Which of the choices that were offered is meant."""

import pytest

from bot.bookings.booking import State
from bot.cards import BookingCard
from tests.fakes import Fakes
from tests.unit.actions.booking_talking import CANCEL, CHANGE, CREATE
from tests.unit.actions.talking import Talk, told


async def booked(talk: Talk, text: str) -> str:
    await talk.say(text, CREATE)
    card = (await talk.say("好的")).messages[0].card
    assert isinstance(card, BookingCard)
    return card.reference


@pytest.mark.parametrize("text", ["第二个", "第二家吧", "就去第二个窗口", "2", "选第二个"])
async def test_an_office_is_named_by_its_place(talk: Talk, text: str) -> None:
    asked = await talk.say("预约失业登记", CREATE)
    second = asked.messages[0].buttons[1].title
    reply = await talk.say(text)

    assert reply.status == "booking_asked"
    assert f"{second[:6]}办失业登记" in told(reply)


@pytest.mark.parametrize("text", ["随便", "哪个都行", "都可以"])
async def test_whoever_takes_any_office_has_the_first(talk: Talk, text: str) -> None:
    asked = await talk.say("预约失业登记", CREATE)
    reply = await talk.say(text)

    assert f"{asked.messages[0].buttons[0].title[:6]}办失业登记" in told(reply)


async def test_a_time_is_named_by_its_place_and_a_day_is_a_day(talk: Talk) -> None:
    await talk.say("预约失业登记，无锡", CREATE)
    day = await talk.say("1号")
    first = await talk.say("第一个")

    assert "12月1日（周二）08:30" in told(day)
    assert first.status == "booking_held"
    assert "12月1日（周二）08:30" in told(first)


@pytest.mark.parametrize("text", ["第二个", "第二个预约", "最后一个"])
@pytest.mark.parametrize("intent", ["nlu_fallback", CANCEL])
async def test_one_of_several_bookings_is_named_by_its_place(
    talk: Talk, text: str, intent: str
) -> None:
    await booked(talk, "帮我约后天上午九点在无锡办失业登记")
    second = await booked(talk, "帮我约大后天上午九点在无锡办就业登记")
    assert "不止一个" in told(await talk.say("取消预约", CANCEL))
    card = (await talk.say(text, intent)).messages[0].card

    assert isinstance(card, BookingCard)
    assert card.reference == second


@pytest.mark.parametrize("yes", ["好的", "行", "可以", "嗯"])
async def test_a_yes_to_when_is_asked_again_with_times(talk: Talk, fakes: Fakes, yes: str) -> None:
    asked = await talk.say("预约失业登记，无锡", CREATE)
    again = await talk.say(yes, "nlu_fallback")

    assert told(again) == told(asked)
    assert fakes.bookings.kept.bookings == []
    assert (await talk.say("后天上午九点")).status == "booking_held"


async def test_a_yes_to_when_it_is_moved_leaves_it_where_it_is(talk: Talk, fakes: Fakes) -> None:
    await booked(talk, "帮我约后天上午九点在无锡办失业登记")
    await talk.say("改预约", CHANGE)

    assert "想改到什么时候" in told(await talk.say("好的"))
    assert [each.state for each in fakes.bookings.kept.bookings] == [State.BOOKED]


async def test_a_yes_to_an_answer_beside_it_is_no_answer(talk: Talk) -> None:
    await talk.say("预约失业登记，无锡", CREATE)
    await talk.say("失业金要带什么材料", "ask_materials")
    reply = await talk.say("好的", "nlu_fallback")

    assert not reply.topic.journey.startswith("booking_")
