"""Features that are turned off, in the conversation."""

import pytest

from bot.bookings.booking import State
from bot.switches.switch import Switch
from tests.fake_switches import off
from tests.fakes import Fakes
from tests.unit.actions.booking_talking import CANCEL, CHANGE, CREATE, QUERY, WHOLE, states
from tests.unit.actions.talking import Talk, told


def turn(fakes: Fakes, switch: Switch, is_off: bool = True) -> None:
    fakes.switches.add(off(switch, off=is_off))
    fakes.switchboard.read()


@pytest.mark.parametrize(
    ("switch", "text", "intent"),
    [
        (Switch.BOOKING, WHOLE, CREATE),
        (Switch.BOOKING, "改到后天", CHANGE),
        (Switch.STATUS, "查办理进度", "status_query"),
        (Switch.ELIGIBILITY, "我能领失业金吗", "eligibility_check"),
        (Switch.ELIGIBILITY, "我能领什么", "benefits_screen"),
        (Switch.LOANS, "贷20万两年利息多少", "loan_calc"),
    ],
)
async def test_what_is_off_is_said_and_nothing_is_done(
    talk: Talk, fakes: Fakes, switch: Switch, text: str, intent: str
) -> None:
    turn(fakes, switch)
    reply = await talk.say(text, intent)

    assert (reply.status, reply.topic.journey) == ("turned_off", intent)
    assert "12333" in told(reply)
    assert states(fakes) == []


async def test_a_booking_under_way_is_told_and_goes_on_when_it_is_on_again(
    talk: Talk, fakes: Fakes
) -> None:
    await talk.say(WHOLE, CREATE)
    turn(fakes, Switch.BOOKING)
    reply = await talk.say("好的", "affirm_ok")

    assert reply.status == "turned_off"
    assert states(fakes) == [State.HELD]
    turn(fakes, Switch.BOOKING, is_off=False)
    assert (await talk.say("好的", "affirm_ok")).status == "booked"


async def test_what_is_booked_is_listed_and_given_back_all_the_same(
    talk: Talk, fakes: Fakes
) -> None:
    await talk.say(WHOLE, CREATE)
    await talk.say("好的")
    turn(fakes, Switch.BOOKING)

    assert (await talk.say("我的预约", QUERY)).status == "bookings_listed"
    await talk.say("取消预约", CANCEL)
    assert (await talk.say("是的，取消")).status == "booking_cancelled"


async def test_a_check_under_way_is_told_and_keeps_its_answers(talk: Talk, fakes: Fakes) -> None:
    asked = await talk.say("我能领失业金吗", "eligibility_check")
    turn(fakes, Switch.ELIGIBILITY)
    reply = await talk.say("都是", "nlu_fallback")
    turn(fakes, Switch.ELIGIBILITY, is_off=False)
    again = await talk.say("都是", "nlu_fallback")

    assert (asked.status, reply.status) == ("ask_fact", "turned_off")
    assert again.status in ("ask_fact", "verdict")
    assert again.messages[0].text != asked.messages[0].text


async def test_other_questions_are_answered_beside_what_is_off(talk: Talk, fakes: Fakes) -> None:
    await talk.say(WHOLE, CREATE)
    turn(fakes, Switch.BOOKING)

    assert (await talk.say("失业金要带什么材料", "ask_materials")).status == "answered"
