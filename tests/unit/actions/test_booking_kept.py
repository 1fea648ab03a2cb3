"""A place that waits to be confirmed, also where the conversation forgot that it was."""

import pytest

from bot.bookings.booking import State
from tests.fakes import Fakes
from tests.unit.actions.booking_talking import CANCEL, CHANGE, CREATE, WHOLE, states
from tests.unit.actions.talking import Talk, told


async def confirmed_and_forgotten(talk: Talk) -> str:
    """Redis lost what followed the hold. What was told then."""
    await talk.say(WHOLE, CREATE)
    remembered = dict(talk.slots)
    booked = await talk.say("好的")
    assert booked.status == "booked"
    talk.slots = remembered
    return told(booked)


@pytest.mark.parametrize("words", ["算了", "不约了", "先不约", "那天没空", "取消", "不要这个"])
async def test_what_was_confirmed_and_forgotten_is_not_given_back(
    talk: Talk, fakes: Fakes, words: str
) -> None:
    await confirmed_and_forgotten(talk)
    reply = await talk.say(words)

    assert "已取消" not in told(reply)
    assert states(fakes) == [State.BOOKED]


@pytest.mark.parametrize(
    ("words", "intent"), [("算了", "nlu_fallback"), ("不约了", CANCEL), ("取消预约", CANCEL)]
)
async def test_whoever_gives_it_up_is_asked_and_may_be_sure(
    talk: Talk, fakes: Fakes, words: str, intent: str
) -> None:
    await confirmed_and_forgotten(talk)
    assert "要取消这个预约吗" in told(await talk.say(words, intent))
    assert states(fakes) == [State.BOOKED]

    assert (await talk.say("是的，取消")).status == "booking_cancelled"
    assert states(fakes) == [State.CANCELLED]


@pytest.mark.parametrize("yes", ["好的", "确认", "就这个"])
async def test_a_yes_once_more_tells_the_booking_that_stands(
    talk: Talk, fakes: Fakes, yes: str
) -> None:
    first = await confirmed_and_forgotten(talk)
    again = await talk.say(yes)

    assert (again.status, told(again)) == ("booked", first)
    assert states(fakes) == [State.BOOKED]


async def test_another_time_moves_the_booking_that_stands(talk: Talk, fakes: Fakes) -> None:
    await confirmed_and_forgotten(talk)
    reply = await talk.say("改到下午三点", CHANGE)

    assert "预约号不变" in told(reply)
    assert states(fakes) == [State.CHANGED, State.BOOKED]


async def test_to_move_it_and_then_to_leave_it_keeps_it(talk: Talk, fakes: Fakes) -> None:
    await talk.say(WHOLE, CREATE)
    await talk.say("好的")
    await talk.say("改预约", CHANGE)
    reply = await talk.say("算了")

    assert "09:00—09:30" in told(reply)
    assert "要取消这个预约吗" not in told(reply)
    assert states(fakes) == [State.BOOKED]
    # Nothing is left open: a yes means nothing now.
    await talk.say("好的")
    assert states(fakes) == [State.BOOKED]


@pytest.mark.parametrize("words", ["不改了", "不用了", "还是算了"])
async def test_however_it_is_left_the_booking_stays(talk: Talk, fakes: Fakes, words: str) -> None:
    await talk.say(WHOLE, CREATE)
    await talk.say("好的")
    await talk.say("改预约", CHANGE)
    await talk.say(words)

    assert states(fakes) == [State.BOOKED]


async def test_a_place_that_was_only_held_is_given_back_as_ever(talk: Talk, fakes: Fakes) -> None:
    await talk.say(WHOLE, CREATE)
    await talk.say("算了")

    assert states(fakes) == [State.CANCELLED]
