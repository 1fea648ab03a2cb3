"""Bookings in the conversation, over a store in memory and a fixed clock."""

from datetime import timedelta

import pytest

from bot.bookings.booking import State
from bot.cards import BookingCard, SlotsCard
from tests.fakes import Fakes
from tests.unit.actions.booking_talking import CANCEL, CHANGE, CREATE, QUERY, WHOLE, states
from tests.unit.actions.talking import Talk, told


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
    assert "保留的时间已过" in told(reply)


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
        ("元旦后第一个工作日", "2027年的节假日和调休安排还没有公布"),
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


# -- what is asked for


async def test_what_was_said_already_is_not_asked_for_again(talk: Talk) -> None:
    assert "您要预约办什么事" in told(await talk.say("我要去无锡预约，后天上午九点", CREATE))
    reply = await talk.say("失业登记", "inform")

    assert reply.status == "booking_held"
    assert "演示四号窗口（无锡市）" in told(reply)
    assert "11月26日（周四）09:00" in told(reply)


async def test_the_hour_may_follow_the_day(talk: Talk) -> None:
    await talk.say("预约失业登记，无锡", CREATE)
    day = await talk.say("周五")
    hour = await talk.say("上午十点")

    assert (day.status, hour.status) == ("booking_asked", "booking_held")
    assert "11月27日（周五）10:00" in told(hour)


async def test_an_office_elsewhere_is_offered_where_a_place_has_none(talk: Talk) -> None:
    reply = await talk.say("预约明天上午九点在徐州办失业登记", CREATE)

    assert reply.status == "booking_asked"
    assert "徐州市没有可以在这里预约失业登记的窗口" in told(reply)
    assert "演示四号窗口（无锡市）" in told(reply)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ('/booking_create{"item": "nothing_here"}', "您要预约办什么事"),
        (
            '/booking_create{"item": "unemployment_registration", "office": "nowhere"}',
            "可以约这几个窗口",
        ),
        # An office that has no window for it.
        (
            '/booking_create{"item": "startup_loan_application", "office": "demo_nanjing_one"}',
            "演示二号窗口",
        ),
        ('/booking_create{"item": ', "您要预约办什么事"),
    ],
)
async def test_a_made_up_button_takes_no_place(
    talk: Talk, fakes: Fakes, text: str, asked: str
) -> None:
    reply = await talk.say(text, CREATE)

    assert reply.status == "booking_asked"
    assert asked in told(reply)
    assert "nothing_here" not in reply.model_dump_json()
    assert "nowhere" not in reply.model_dump_json()
    assert states(fakes) == []


@pytest.mark.parametrize("start", ["2026-11-26T09:00:00", "2026-11-26T01:00:00Z"])
async def test_a_pressed_time_is_kept(talk: Talk, start: str) -> None:
    reply = await talk.say(
        '/booking_create{"item": "unemployment_registration", "office": "demo_wuxi",'
        f' "start": "{start}"}}',
        CREATE,
    )

    assert reply.status == "booking_held"
    assert "11月26日（周四）09:00" in told(reply)


async def test_a_pressed_time_at_which_no_slot_begins_is_not_kept(talk: Talk, fakes: Fakes) -> None:
    reply = await talk.say(
        '/booking_create{"item": "unemployment_registration", "office": "demo_wuxi",'
        ' "start": "2026-11-26T09:07:00"}',
        CREATE,
    )

    assert reply.status == "booking_refused"
    assert states(fakes) == []


async def test_who_missed_too_often_is_told_until_when(talk: Talk, fakes: Fakes) -> None:
    for days in (3, 5):
        await booked(talk, "帮我约后天上午九点在无锡办失业登记")
        missed = fakes.bookings.kept.bookings[-1]
        ago = {"state": State.MISSED, "start": fakes.now - timedelta(days=days)}
        fakes.bookings.kept.bookings[-1] = missed.model_copy(update=ago)
    reply = await talk.say(WHOLE, CREATE)

    assert reply.status == "booking_refused"
    assert "1个月内失约2次" in told(reply)
    assert "12月19日（周六）以后" in told(reply)


# -- a place that is kept


async def test_another_time_that_is_to_be_asked_for_gives_the_place_back(
    talk: Talk, fakes: Fakes
) -> None:
    await talk.say(WHOLE, CREATE)
    reply = await talk.say("换个时间")

    assert reply.status == "booking_asked"
    assert states(fakes) == [State.CANCELLED]
    assert (await talk.say("周五上午十点")).status == "booking_held"


async def test_a_place_that_was_left_can_be_had_by_others(fakes: Fakes) -> None:
    one, two = Talk(fakes.parts.core, "one"), Talk(fakes.parts.core, "two")
    await one.say(WHOLE, CREATE)
    assert (await two.say(WHOLE, CREATE)).status == "booking_refused"
    await one.say("换成下午三点")

    assert (await Talk(fakes.parts.core, "three").say(WHOLE, CREATE)).status == "booking_held"


async def test_a_day_later_is_counted_from_the_place_that_is_kept(talk: Talk) -> None:
    await talk.say(WHOLE, CREATE)

    assert "11月27日（周五）09:00" in told(await talk.say("推迟一天"))


@pytest.mark.parametrize("text", ["不取消", "别取消", "先不要取消"])
async def test_who_does_not_cancel_keeps_the_place(talk: Talk, fakes: Fakes, text: str) -> None:
    await talk.say(WHOLE, CREATE)
    reply = await talk.say(text, CANCEL)

    assert reply.status == "booking_held"
    assert states(fakes) == [State.HELD]


async def test_who_does_not_cancel_and_names_another_time_has_that(
    talk: Talk, fakes: Fakes
) -> None:
    await talk.say(WHOLE, CREATE)

    assert "11月26日（周四）15:00" in told(await talk.say("不取消，改到下午三点", CHANGE))
    assert sorted(states(fakes)) == [State.EXPIRED, State.HELD]


async def test_who_would_rather_go_elsewhere_is_asked_when(talk: Talk) -> None:
    await talk.say(WHOLE, CREATE)
    reply = await talk.say("还是去苏州吧", CREATE)

    assert reply.status == "booking_asked"
    assert "演示三号窗口办失业登记" in told(reply)


async def test_a_kept_place_among_several_is_asked_for_again(talk: Talk, fakes: Fakes) -> None:
    await booked(talk)
    await talk.say("帮我约大后天上午九点在无锡办就业登记", CREATE)
    await talk.say("失业金要带什么材料", "ask_materials")
    await talk.say("稳岗返还给多少", "ask_amount")
    assert "不止一个" in told(await talk.say("改预约", CHANGE))
    reply = await talk.say("周五那个", CHANGE)

    assert reply.status == "booking_held"
    assert "11月27日（周五）09:00" in told(reply)
    assert states(fakes) == [State.BOOKED, State.HELD]


async def test_a_list_of_one_s_own_leaves_the_question_open(talk: Talk, fakes: Fakes) -> None:
    await talk.say(WHOLE, CREATE)
    reply = await talk.say("我约了什么", QUERY)

    assert "失业登记" in told(reply)
    assert "还等着确认" in told(reply)
    assert (await talk.say("好的")).status == "booked"


@pytest.mark.parametrize(
    ("text", "start"), [("改到下午三点", "26日（周四）15:00"), ("推迟一天", "27日（周五）09:00")]
)
async def test_a_place_that_is_kept_is_changed_also_after_two_other_topics(
    talk: Talk, fakes: Fakes, text: str, start: str
) -> None:
    await talk.say(WHOLE, CREATE)
    await talk.say("失业金要带什么材料", "ask_materials")
    await talk.say("稳岗返还给多少", "ask_amount")
    reply = await talk.say(text, CHANGE)

    assert reply.status == "booking_held"
    assert start in told(reply)
    assert sorted(states(fakes)) == [State.EXPIRED, State.HELD]


async def test_to_begin_again_leaves_no_question(talk: Talk, fakes: Fakes) -> None:
    await talk.say(WHOLE, CREATE)
    again = await talk.say("重新开始")
    await talk.say("好的")

    assert again.status == "started_over"
    assert "还等着确认" not in told(again)
    assert talk.slots["booking"] is None
    assert states(fakes) == [State.HELD]


@pytest.mark.parametrize("asked", ["预约", "预约失业登记", "预约失业登记，无锡"])
@pytest.mark.parametrize("no", ["算了", "不约了"])
async def test_what_is_asked_can_be_left_at_any_step(talk: Talk, asked: str, no: str) -> None:
    await talk.say(asked, CREATE)
    reply = await talk.say(no)

    assert reply.status == "booking_cancelled"
    assert talk.slots["booking"] is None


# -- one of one's own


async def test_confirmed_twice_it_has_one_reference(talk: Talk) -> None:
    held = await talk.say(WHOLE, CREATE)
    payload = held.messages[0].buttons[0].payload
    cards = [(await talk.say(payload, CREATE)).messages[0].card for _ in range(2)]

    assert len({card.reference for card in cards if isinstance(card, BookingCard)}) == 1


async def test_each_of_one_s_own_is_listed(talk: Talk) -> None:
    first = await booked(talk)
    assert len((await talk.say("我约了什么", QUERY)).messages) == 1

    second = await booked(talk, "帮我约大后天上午九点在无锡办就业登记")
    cards = [message.card for message in (await talk.say("我约了什么", QUERY)).messages]
    assert [card.reference for card in cards if isinstance(card, BookingCard)] == [first, second]


@pytest.mark.parametrize("yes", ["取消", "可以，取消", "要不取消吧", "好的", "不去了", "不预约了"])
async def test_who_was_asked_and_cancels_has_cancelled(talk: Talk, fakes: Fakes, yes: str) -> None:
    await booked(talk)
    await talk.say("取消预约", CANCEL)

    assert (await talk.say(yes, CANCEL)).status == "booking_cancelled"
    assert states(fakes) == [State.CANCELLED]


@pytest.mark.parametrize("text", ["我没说要取消", "不想取消", "算了", "取消了还能再约吗"])
async def test_who_was_asked_and_only_speaks_of_it_has_not(
    talk: Talk, fakes: Fakes, text: str
) -> None:
    await booked(talk)
    await talk.say("取消预约", CANCEL)

    assert (await talk.say(text, CANCEL)).status != "booking_cancelled"
    assert states(fakes) == [State.BOOKED]


@pytest.mark.parametrize("yes", ["确定", "取消"])
async def test_too_late_it_is_not_cancelled(talk: Talk, fakes: Fakes, yes: str) -> None:
    await booked(talk)
    await talk.say("取消预约", CANCEL)
    fakes.now += timedelta(hours=46)
    reply = await talk.say(yes)

    assert reply.status == "booking_refused"
    assert "最晚在开始前2小时" in told(reply)
    assert states(fakes) == [State.BOOKED]


@pytest.mark.parametrize("lower", [False, True])
async def test_it_is_cancelled_by_its_reference(talk: Talk, fakes: Fakes, lower: bool) -> None:
    reference = await booked(talk)
    await booked(talk, "帮我约大后天上午九点在无锡办失业登记")
    said = f"{reference[:4]}-{reference[4:]}"
    asked = await talk.say(f"取消预约，预约号{said.lower() if lower else said}", CANCEL)
    card = asked.messages[0].card

    assert isinstance(card, BookingCard)
    assert card.reference == reference
    assert (await talk.say("确定")).status == "booking_cancelled"
    assert states(fakes) == [State.CANCELLED, State.BOOKED]


@pytest.mark.parametrize(
    ("intent", "more"),
    [
        (CREATE, ', "sure": true'),
        (CANCEL, ""),
        (CANCEL, ', "sure": true'),
        (CHANGE, ""),
        (CHANGE, ', "start": "2026-11-27T09:00"'),
    ],
)
async def test_a_button_of_another_s_booking_does_and_tells_nothing(
    fakes: Fakes, intent: str, more: str
) -> None:
    reference = await booked(Talk(fakes.parts.core, "one"))
    stranger = Talk(fakes.parts.core, "two")
    reply = await stranger.say(f'/{intent}{{"reference": "{reference}"{more}}}', intent)

    assert reply.status == "booking_refused"
    assert "没有查到这个预约号" in told(reply)
    assert "无锡" not in told(reply)
    assert states(fakes) == [State.BOOKED]


async def test_a_reference_with_a_wrong_character_ends_nothing(talk: Talk, fakes: Fakes) -> None:
    reference = await booked(talk)
    wrong = reference[:-1] + ("2" if reference[-1] != "2" else "3")
    await talk.say(f'/booking_cancel{{"reference": "{wrong}", "sure": true}}', CANCEL)

    assert states(fakes) == [State.BOOKED]


async def test_a_booking_is_put_off_by_a_day_once(talk: Talk, fakes: Fakes) -> None:
    await booked(talk)
    first = await talk.say("推迟一天", CHANGE, message_id="m1")
    again = await talk.say("推迟一天", CHANGE, message_id="m1")

    assert "11月27日（周五）09:00" in told(first)
    assert told(first) == told(again)
    assert states(fakes) == [State.CHANGED, State.BOOKED]


async def test_the_hour_that_follows_is_of_the_day_that_was_named(talk: Talk) -> None:
    await booked(talk)
    assert "想改到什么时候" in told(await talk.say("改预约", CHANGE))
    await talk.say("周五", CHANGE)
    reply = await talk.say("上午十点")

    assert "预约号不变" in told(reply)
    assert "11月27日（周五）10:00" in told(reply)


async def test_a_booking_stays_where_the_other_place_is_taken(fakes: Fakes) -> None:
    await booked(Talk(fakes.parts.core, "one"), "帮我约后天上午十点在无锡办失业登记")
    talk = Talk(fakes.parts.core, "two")
    reference = await booked(talk)
    reply = await talk.say("改到上午十点", CHANGE)

    assert reply.status == "booking_refused"
    assert "已经约满了" in told(reply)
    assert states(fakes) == [State.BOOKED, State.BOOKED]
    near = reply.messages[0].buttons[0].payload
    assert reference in near
    assert "预约号不变" in told(await talk.say(near, CHANGE))


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("今天下午三点", "至少提前1天预约"),
        ("12月20号上午九点", "只能约未来5个工作日"),
        ("2月30号", "这个时间"),
        ("中午十二点半", "不办公"),
    ],
)
async def test_a_booking_stays_where_the_time_cannot_be(
    talk: Talk, fakes: Fakes, when: str, words: str
) -> None:
    await booked(talk)
    reply = await talk.say(f"改到{when}", CHANGE)

    assert words in told(reply)
    assert states(fakes) == [State.BOOKED]
    # And another time may follow.
    assert "预约号不变" in told(await talk.say("周五上午十点"))


@pytest.mark.parametrize("answer", ["就业登记那个", "周五的"])
async def test_which_of_several_may_be_said(talk: Talk, answer: str) -> None:
    await booked(talk)
    second = await booked(talk, "帮我约大后天上午九点在无锡办就业登记")
    assert "不止一个" in told(await talk.say("取消预约", CANCEL))
    card = (await talk.say(answer)).messages[0].card

    assert isinstance(card, BookingCard)
    assert card.reference == second


async def test_of_several_none_is_moved_before_it_is_known_which(talk: Talk, fakes: Fakes) -> None:
    await booked(talk)
    await booked(talk, "帮我约大后天上午九点在无锡办就业登记")
    reply = await talk.say("改到下午三点", CHANGE)

    assert "不止一个" in told(reply)
    # The day tells which, and is not where it is moved to.
    assert "现在约的是11月26日（周四）09:00" in told(await talk.say("周四那个", CHANGE))
    assert states(fakes) == [State.BOOKED, State.BOOKED]


# -- what is kept of it


async def test_the_conversation_keeps_ids_and_times_only(talk: Talk) -> None:
    await talk.say("我叫王小明，" + WHOLE, CREATE)

    assert "王小明" not in str(talk.slots["booking"])


async def test_without_a_plan_nothing_can_be_booked_here(fakes: Fakes) -> None:
    core = fakes.parts.core
    talk = Talk(type(core)(core.knowledge, core.words, core.today, core.switches))
    reply = await talk.say(WHOLE, CREATE)

    assert reply.status == "not_offered"
    assert "12333" in told(reply)


# -- an impatient person


@pytest.mark.parametrize("text", ["越快越好", "最早的", "随便"])
async def test_the_earliest_is_kept_where_no_other_time_matters(
    talk: Talk, fakes: Fakes, text: str
) -> None:
    await talk.say("预约失业登记，无锡", CREATE)
    reply = await talk.say(text)

    assert reply.status == "booking_held"
    assert "11月25日（周三）08:30" in told(reply)
    assert states(fakes) == [State.HELD]


async def test_a_question_for_the_earliest_keeps_no_place(talk: Talk, fakes: Fakes) -> None:
    await talk.say("预约失业登记，无锡", CREATE)
    reply = await talk.say("最早什么时候有空", CREATE)

    assert reply.status == "booking_asked"
    assert states(fakes) == []


async def test_a_booking_is_not_moved_to_any_time(talk: Talk, fakes: Fakes) -> None:
    await booked(talk)
    await talk.say("改预约", CHANGE)
    await talk.say("随便")
    await talk.say("越快越好")

    assert states(fakes) == [State.BOOKED]


async def test_what_and_where_may_be_corrected_at_any_step(talk: Talk) -> None:
    await talk.say("预约就业登记", CREATE)
    office = await talk.say("不对，是失业登记", "inform")
    await talk.say("苏州", "inform")
    time = await talk.say("还是去无锡吧", "ask_where")

    assert "失业登记可以约这几个窗口" in told(office)
    assert "演示四号窗口办失业登记" in told(time)


@pytest.mark.parametrize("text", ["不知道", "还没想好"])
async def test_who_does_not_know_is_asked_again(talk: Talk, text: str) -> None:
    asked = await talk.say("我要预约", CREATE)

    assert told(await talk.say(text)) == told(asked)


@pytest.mark.parametrize("text", ["我约了啥", "我约的几点", "那个号呢"])
async def test_a_question_that_is_taken_for_cancelling_gives_nothing_back(
    talk: Talk, fakes: Fakes, text: str
) -> None:
    await talk.say(WHOLE, CREATE)
    reply = await talk.say(text, CANCEL)

    assert "11月26日（周四）09:00" in told(reply)
    assert states(fakes) == [State.HELD]


@pytest.mark.parametrize("text", ["不对，换一个", "不要这个", "换个吧"])
async def test_another_one_is_another_time(talk: Talk, text: str) -> None:
    await talk.say(WHOLE, CREATE)
    reply = await talk.say(text)

    assert "您想什么时候去" in told(reply)


async def test_confirmed_once_more_in_words_it_is_told_again(talk: Talk, fakes: Fakes) -> None:
    await talk.say(WHOLE, CREATE)
    first = await talk.say("确认预约")

    assert told(await talk.say("确认预约", CREATE)) == told(first)
    assert states(fakes) == [State.BOOKED]


async def test_on_a_holiday_nothing_is_booked(talk: Talk, fakes: Fakes) -> None:
    fakes.now = fakes.now.replace(month=9, day=29)
    reply = await talk.say("预约10月1号上午九点在无锡办失业登记", CREATE)

    assert reply.status == "booking_refused"
    assert "10月1日（周四）" in told(reply)
    assert "10月9日" not in told(reply)
    assert states(fakes) == []
