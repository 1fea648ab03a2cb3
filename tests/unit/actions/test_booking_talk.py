"""Bookings in the conversation, over a store in memory and a fixed clock."""

from datetime import timedelta

import pytest

from bot.bookings.booking import State
from bot.cards import BookingCard, SlotsCard
from tests.fakes import Fakes
from tests.unit.actions.talking import Talk, told

CREATE, CHANGE, CANCEL, QUERY = (
    "booking_create",
    "booking_change",
    "booking_cancel",
    "booking_query",
)
WHOLE = "帮我约后天上午九点在无锡办失业登记"


@pytest.fixture
def fakes() -> Fakes:
    return Fakes()


@pytest.fixture
def talk(fakes: Fakes) -> Talk:
    return Talk(fakes.parts.core)


def states(fakes: Fakes) -> list[State]:
    return [each.state for each in fakes.bookings.kept.bookings]


async def booked(talk: Talk, text: str = WHOLE) -> str:
    """The reference of a booking that was made so."""
    assert (await talk.say(text, CREATE)).status == "booking_held"
    card = (await talk.say("好的")).messages[0].card
    assert isinstance(card, BookingCard)
    return card.reference


async def test_only_what_is_missing_is_asked_for_one_thing_after_another(talk: Talk) -> None:
    item = await talk.say("我要预约", CREATE)
    assert (item.status, "您要预约办什么事" in told(item)) == ("booking_asked", True)

    office = await talk.say("失业登记", "inform")
    assert "演示四号窗口（无锡市）" in told(office)

    time = await talk.say("无锡", "inform")
    assert isinstance(time.messages[0].card, SlotsCard)

    held = await talk.say("后天上午九点", "nlu_fallback")
    assert held.status == "booking_held"
    assert "有效身份证件" in told(held)
    assert "演示数据" in told(held)


async def test_everything_at_once_is_asked_for_nothing_more(talk: Talk, fakes: Fakes) -> None:
    held = await talk.say(WHOLE, CREATE)

    assert held.status == "booking_held"
    assert "11月26日（周四）09:00—09:30" in told(held)
    assert states(fakes) == [State.HELD]


@pytest.mark.parametrize("yes", ["好的", "确认", "行吧", "嗯", "就这个", "要得"])
async def test_a_yes_makes_a_booking_of_it_once(talk: Talk, fakes: Fakes, yes: str) -> None:
    await talk.say(WHOLE, CREATE)
    reply = await talk.say(yes)

    assert reply.status == "booked"
    assert "预约号" in told(reply)
    assert states(fakes) == [State.BOOKED]


async def test_the_same_message_that_comes_again_does_nothing_twice(
    talk: Talk, fakes: Fakes
) -> None:
    first = await talk.say(WHOLE, CREATE, message_id="m1")
    again = await talk.say(WHOLE, CREATE, message_id="m1")

    assert told(first) == told(again)
    assert states(fakes) == [State.HELD]


async def test_what_was_confirmed_twice_is_one_booking(talk: Talk, fakes: Fakes) -> None:
    held = await talk.say(WHOLE, CREATE)
    payload = held.messages[0].buttons[0].payload
    first, again = await talk.say(payload, CREATE), await talk.say(payload, CREATE)

    assert (first.status, again.status) == ("booked", "booked")
    assert states(fakes) == [State.BOOKED]


@pytest.mark.parametrize("no", ["不约了", "算了", "先不约"])
async def test_a_no_gives_the_place_back(talk: Talk, fakes: Fakes, no: str) -> None:
    await talk.say(WHOLE, CREATE)
    reply = await talk.say(no)

    assert reply.status == "booking_cancelled"
    assert states(fakes) == [State.CANCELLED]


async def test_another_time_keeps_one_place_only(talk: Talk, fakes: Fakes) -> None:
    await talk.say(WHOLE, CREATE)
    reply = await talk.say("换成下午三点")

    assert "11月26日（周四）15:00" in told(reply)
    assert sorted(states(fakes)) == [State.EXPIRED, State.HELD]


async def test_a_time_that_cannot_be_leaves_the_place_that_is_kept(
    talk: Talk, fakes: Fakes
) -> None:
    await talk.say(WHOLE, CREATE)
    reply = await talk.say("换成今天下午")

    assert reply.status == "booking_refused"
    assert "还等着确认" in told(reply)
    assert (await talk.say("好的")).status == "booked"
    assert states(fakes) == [State.BOOKED]


@pytest.mark.parametrize("text", ["今天天气咋样", "明天南京下雨吗"])
async def test_the_weather_of_a_day_is_no_other_time(talk: Talk, fakes: Fakes, text: str) -> None:
    await talk.say(WHOLE, CREATE)
    reply = await talk.say(text, "out_of_scope")

    assert not reply.topic.journey.startswith("booking_")
    assert states(fakes) == [State.HELD]


async def test_a_hold_that_ran_out_is_not_booked(talk: Talk, fakes: Fakes) -> None:
    await talk.say(WHOLE, CREATE)
    fakes.now += timedelta(minutes=6)
    reply = await talk.say("好的")

    assert reply.status == "booking_refused"
    assert "保留的时间过了" in told(reply)


async def test_a_full_slot_is_told_with_what_is_near(fakes: Fakes) -> None:
    await booked(Talk(fakes.parts.core, "one"))
    reply = await Talk(fakes.parts.core, "two").say(WHOLE, CREATE)

    assert reply.status == "booking_refused"
    assert "已经约满了" in told(reply)
    assert "11月26日（周四）08:30—09:00" in told(reply)


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("今天下午三点", "至少提前1天预约"),
        ("12月20号上午九点", "只能约未来5个工作日"),
        ("周六上午", "没有能约的时间"),
        ("元旦后第一个工作日", "2027年的放假安排还没有公布"),
        ("2月30号", "这个时间"),
        ("后天中午十二点半", "不办公"),
    ],
)
async def test_what_cannot_be_is_told_with_the_reason(talk: Talk, when: str, words: str) -> None:
    reply = await talk.say(f"预约{when}在无锡办失业登记", CREATE)

    assert words in told(reply)
    assert reply.status in ("booking_refused", "booking_asked")


async def test_an_hour_inside_a_slot_is_offered_around_and_not_taken(
    talk: Talk, fakes: Fakes
) -> None:
    reply = await talk.say("预约后天上午九点在苏州办失业登记", CREATE)

    assert reply.status == "booking_asked"
    assert "09:10—09:50" in told(reply)
    assert states(fakes) == []


async def test_a_second_booking_of_the_day_is_refused_with_the_rule(talk: Talk) -> None:
    await booked(talk)
    reply = await talk.say("帮我约后天下午三点在无锡办失业登记", CREATE)

    assert reply.status == "booking_refused"
    assert "同一人每天1次" in told(reply)


async def test_a_booking_is_moved_under_its_reference(talk: Talk) -> None:
    reference = await booked(talk)
    moved = await talk.say("改到下午三点", CHANGE)
    card = moved.messages[0].card

    assert isinstance(card, BookingCard)
    assert (card.reference, card.start[:16]) == (reference, "2026-11-26T15:00")


async def test_it_is_cancelled_only_when_one_is_sure(talk: Talk, fakes: Fakes) -> None:
    await booked(talk)
    assert (await talk.say("取消预约", CANCEL)).status == "booking_asked"
    assert (await talk.say("不取消了")).status == "bookings_listed"
    assert states(fakes) == [State.BOOKED]

    await talk.say("取消预约", CANCEL)
    assert (await talk.say("确定")).status == "booking_cancelled"
    assert states(fakes) == [State.CANCELLED]


async def test_another_conversation_s_reference_is_as_unknown(fakes: Fakes) -> None:
    reference = await booked(Talk(fakes.parts.core, "one"))
    reply = await Talk(fakes.parts.core, "two").say(f"取消预约 {reference}", CANCEL)

    assert reply.status == "booking_refused"
    assert "没有查到这个预约号" in told(reply)
    assert states(fakes) == [State.BOOKED]


async def test_of_several_it_is_asked_which(talk: Talk) -> None:
    await booked(talk)
    await booked(talk, "帮我约大后天上午九点在无锡办失业登记")
    reply = await talk.say("取消预约", CANCEL)

    assert reply.status == "booking_asked"
    assert len(reply.messages[0].buttons) == 2


async def test_nothing_booked_is_said_so(talk: Talk) -> None:
    reply = await talk.say("我约了什么", QUERY)

    assert reply.status == "bookings_listed"
    assert "没有查到您的预约" in told(reply)


async def test_a_place_that_is_kept_waits_beside_an_answer(talk: Talk) -> None:
    await talk.say(WHOLE, CREATE)
    reply = await talk.say("要带什么材料", "ask_materials")

    assert reply.status == "answered"
    assert "还等着确认" in told(reply)


async def test_a_day_that_is_told_in_a_check_is_no_appointment(talk: Talk, fakes: Fakes) -> None:
    await talk.say("预约失业登记，无锡", CREATE)
    await talk.say("我能不能领失业金", "eligibility_check")
    reply = await talk.say("去年10月失业的", "inform")

    assert reply.topic.journey == "eligibility_check"


async def test_a_yes_in_a_check_confirms_no_booking(talk: Talk, fakes: Fakes) -> None:
    await talk.say(WHOLE, CREATE)
    asked = await talk.say("我46岁男的，就业困难人员我能认定吗", "eligibility_check")
    assert asked.status == "ask_fact"
    await talk.say("是的", "affirm_ok")

    assert states(fakes) == [State.HELD]


async def test_after_two_other_topics_a_day_is_not_for_the_booking(talk: Talk) -> None:
    await talk.say("预约失业登记，无锡", CREATE)
    await talk.say("失业金要带什么材料", "ask_materials")
    await talk.say("稳岗返还给多少", "ask_amount")
    reply = await talk.say("明天上午", "nlu_fallback")

    assert not reply.topic.journey.startswith("booking_")


async def test_the_conversation_keeps_ids_and_times_only(talk: Talk) -> None:
    await talk.say("我叫王小明，" + WHOLE, CREATE)

    assert "王小明" not in str(talk.slots["booking"])


async def test_without_a_plan_nothing_can_be_booked_here(fakes: Fakes) -> None:
    core = fakes.parts.core
    talk = Talk(type(core)(core.knowledge, core.words, core.today))
    reply = await talk.say(WHOLE, CREATE)

    assert reply.status == "not_offered"
    assert "12333" in told(reply)
