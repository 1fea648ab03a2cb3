"""The waiting list in the conversation."""

from datetime import timedelta

import pytest

from bot.bookings.booking import State, WaitingState
from bot.cards import Reply
from tests.fakes import Fakes
from tests.unit.actions.booking_talking import CANCEL, CREATE, QUERY, WHOLE
from tests.unit.actions.talking import Talk, told


@pytest.fixture
def ann(fakes: Fakes) -> Talk:
    """Has the only place of the slot once `full` was awaited."""
    return Talk(fakes.parts.core, "ann")


@pytest.fixture
def bob(fakes: Fakes) -> Talk:
    return Talk(fakes.parts.core, "bob")


async def full(ann: Talk, bob: Talk) -> Reply:
    """What bob is told of the slot that ann has."""
    await ann.say(WHOLE, CREATE)
    await ann.say("好的")
    return await bob.say(WHOLE, CREATE)


def waits(fakes: Fakes) -> list[WaitingState]:
    return [each.state for each in fakes.bookings.kept.waitings]


def button(reply: Reply, title: str) -> str:
    buttons = [each for message in reply.messages for each in message.buttons]
    return next(each.payload for each in buttons if each.title == title)


async def test_beside_the_nearest_a_full_slot_can_be_waited_for(
    ann: Talk, bob: Talk, fakes: Fakes
) -> None:
    reply = await full(ann, bob)
    joined = await bob.say(button(reply, "候补这个时间"), CREATE)

    assert "候补：有人退了" in told(reply)
    for part in ("候补上了", "30分钟", "11月26日（周四）09:00", "演示四号窗口", "演示数据"):
        assert part in told(joined)
    assert "短信" not in told(joined)
    assert waits(fakes) == [WaitingState.WAITING]


@pytest.mark.parametrize("text", ["候补", "那我候补吧", "有人退了叫我", "我等这个时间"])
async def test_it_can_be_said(ann: Talk, bob: Talk, fakes: Fakes, text: str) -> None:
    await full(ann, bob)

    assert "候补上了" in told(await bob.say(text))
    assert waits(fakes) == [WaitingState.WAITING]


async def test_it_can_be_said_at_once(ann: Talk, bob: Talk, fakes: Fakes) -> None:
    await full(ann, Talk(fakes.parts.core, "cid"))

    assert "候补上了" in told(await bob.say("后天上午九点在无锡办失业登记，满了就候补", CREATE))
    assert waits(fakes) == [WaitingState.WAITING]


async def test_the_button_pressed_twice_is_one_place_in_line(
    ann: Talk, bob: Talk, fakes: Fakes
) -> None:
    pressed = button(await full(ann, bob), "候补这个时间")
    first, again = await bob.say(pressed, CREATE), await bob.say(pressed, CREATE)

    assert told(first) == told(again)
    assert waits(fakes) == [WaitingState.WAITING]


async def test_what_is_free_by_now_is_kept_at_once(ann: Talk, bob: Talk, fakes: Fakes) -> None:
    pressed = button(await full(ann, bob), "候补这个时间")
    await ann.say("取消预约", CANCEL)
    await ann.say("确定")
    reply = await bob.say(pressed, CREATE)

    assert "刚空出来" in told(reply)
    assert reply.status == "booking_held"
    assert waits(fakes) == []
    assert (await bob.say("好的")).status == "booked"


async def test_a_booking_that_is_moved_waits_for_nothing(ann: Talk, bob: Talk) -> None:
    await ann.say(WHOLE, CREATE)
    await ann.say("好的")
    await bob.say("帮我约大后天上午九点在无锡办失业登记", CREATE)
    await bob.say("好的")
    reply = await bob.say("改到周四上午九点", "booking_change")

    assert "已经约满了" in told(reply)
    assert "候补" not in told(reply)


async def test_what_is_waited_for_is_listed_and_left(ann: Talk, bob: Talk, fakes: Fakes) -> None:
    await bob.say(button(await full(ann, bob), "候补这个时间"), CREATE)
    listed = await bob.say("我的预约", QUERY)
    left = await bob.say(button(listed, "不候补了"), CANCEL)

    assert "还在候补" in told(listed)
    assert "没有查到" not in told(listed)
    assert (left.status, waits(fakes)) == ("booking_cancelled", [WaitingState.ENDED])
    assert "没有查到您的预约" in told(await bob.say("我的预约", QUERY))


@pytest.mark.parametrize("text", ["不候补了", "取消候补", "那个候补的不要了", "不等了"])
@pytest.mark.parametrize("intent", [CANCEL, "nlu_fallback"])
async def test_the_list_is_left_in_words(
    ann: Talk, bob: Talk, fakes: Fakes, text: str, intent: str
) -> None:
    await bob.say(button(await full(ann, bob), "候补这个时间"), CREATE)

    assert "不候补了" in told(await bob.say(text, intent))
    assert waits(fakes) == [WaitingState.ENDED]


async def test_of_several_it_is_asked_which_is_left(ann: Talk, bob: Talk, fakes: Fakes) -> None:
    await bob.say(button(await full(ann, bob), "候补这个时间"), CREATE)
    friday = "帮我约大后天上午九点在无锡办失业登记"
    await ann.say(friday, CREATE)
    await ann.say("好的")
    await bob.say(button(await bob.say(friday, CREATE), "候补这个时间"), CREATE)

    assert "哪个不候补了" in told(await bob.say("不候补了", CANCEL))
    await bob.say("周五那个")
    assert waits(fakes) == [WaitingState.WAITING, WaitingState.ENDED]


async def test_who_waits_for_nothing_is_told_so(bob: Talk) -> None:
    assert "没有在候补" in told(await bob.say("不候补了", CANCEL))


@pytest.mark.parametrize("text", ["候补是什么意思", "怎么候补", "能候补吗"])
async def test_a_question_joins_no_list(ann: Talk, bob: Talk, fakes: Fakes, text: str) -> None:
    await full(ann, bob)
    reply = await bob.say(text)

    assert "先留给候补最早的人" in told(reply)
    assert waits(fakes) == []
    assert "候补上了" in told(await bob.say("那就候补"))


async def test_another_s_waiting_list_is_not_ours(bob: Talk) -> None:
    reply = await bob.say("高铁票候补要多久", "out_of_scope")

    assert not reply.topic.journey.startswith("booking_")


# -- a place that is offered


async def offered(ann: Talk, bob: Talk) -> None:
    """Bob waited, and ann's place is kept for him."""
    await bob.say(button(await full(ann, bob), "候补这个时间"), CREATE)
    await ann.say("取消预约", CANCEL)
    await ann.say("确定")


@pytest.mark.parametrize(("text", "intent"), [("我的预约", QUERY), ("候补到了吗", "nlu_fallback")])
async def test_a_place_that_is_offered_is_told_and_confirmed_by_a_word(
    ann: Talk, bob: Talk, fakes: Fakes, text: str, intent: str
) -> None:
    await offered(ann, bob)
    reply = await bob.say(text, intent)

    assert told(reply).count("候补的位子有了！给您留到10:30") == 1
    assert (await bob.say("好的")).status == "booked"
    assert [each.state for each in fakes.bookings.kept.bookings] == [State.CANCELLED, State.BOOKED]


async def test_it_is_told_beside_whatever_is_said_of_bookings(ann: Talk, bob: Talk) -> None:
    await offered(ann, bob)
    reply = await bob.say("我要预约", CREATE)

    assert "您去哪个" in told(reply)
    assert "候补的位子有了" in told(reply)
    booked = await bob.say(button(reply, "确认预约"), CREATE)
    assert booked.status == "booked"


@pytest.mark.parametrize("yes", ["确认", "确认候补的那个"])
async def test_who_confirms_beside_a_question_means_the_place(
    ann: Talk, bob: Talk, yes: str
) -> None:
    await offered(ann, bob)
    await bob.say("我要预约", CREATE)

    assert (await bob.say(yes)).status == "booked"


async def test_the_question_stays_last_and_its_choices_are_meant(ann: Talk, bob: Talk) -> None:
    await offered(ann, bob)
    reply = await bob.say("我要预约失业金，无锡", CREATE)

    assert "候补的位子有了" in reply.messages[0].text
    assert "您想什么时候去" in reply.messages[-1].text
    assert "您想什么时候去" in told(await bob.say("好的"))
    assert (await bob.say("第一个")).status == "booking_held"


@pytest.mark.parametrize("no", ["不候补了", "不要了"])
async def test_it_is_given_back_by_a_word(ann: Talk, bob: Talk, fakes: Fakes, no: str) -> None:
    await offered(ann, bob)
    await bob.say("我的预约", QUERY)

    assert (await bob.say(no)).status == "booking_cancelled"
    assert fakes.bookings.kept.bookings[-1].state is State.CANCELLED


async def test_an_offer_that_ran_out_is_told_no_more(ann: Talk, bob: Talk, fakes: Fakes) -> None:
    await offered(ann, bob)
    fakes.now += timedelta(minutes=31)

    assert "没有查到您的预约" in told(await bob.say("我的预约", QUERY))


async def test_a_made_up_button_waits_for_nothing(bob: Talk, fakes: Fakes) -> None:
    for named in ('"item": "nothing", ', '"item": "unemployment_registration", ', ""):
        place = '"office": "nowhere", "start": "2026-11-26T09:00", "wait": true'
        await bob.say(f"/booking_create{{{named}{place}}}", CREATE)
        await bob.say(f"/booking_cancel{{{place}}}", CANCEL)

    assert waits(fakes) == []
