"""A booking that is made once, however often its message arrives."""

from bot.bookings.booking import State
from bot.cards import Reply
from tests.fakes import Fakes
from tests.unit.actions.booking_talking import CHANGE, CREATE, WHOLE, states
from tests.unit.actions.talking import Talk, told

# Rasa gives each arrival another id; the client's own stays.
SENT = {"message_id": "c1"}


async def twice(talk: Talk, text: str, intent: str = CREATE) -> tuple[Reply, Reply]:
    """The same message of the client's, twice."""
    first = await talk.say(text, intent, sent_with=SENT)
    return first, await talk.say(text, intent, sent_with=SENT)


async def test_the_same_client_s_message_holds_one_place(talk: Talk, fakes: Fakes) -> None:
    first, again = await twice(talk, WHOLE)

    assert told(first) == told(again)
    assert states(fakes) == [State.HELD]


async def test_a_held_place_is_put_off_once_by_the_same_message(talk: Talk, fakes: Fakes) -> None:
    await talk.say(WHOLE, CREATE)
    first, again = await twice(talk, "推迟一天", "nlu_fallback")

    assert "11月27日（周五）09:00" in told(first)
    assert told(first) == told(again)
    assert sorted(states(fakes)) == [State.EXPIRED, State.HELD]
    assert (await talk.say("好的")).status == "booked"


async def test_a_booking_is_put_off_once_by_the_same_message(talk: Talk, fakes: Fakes) -> None:
    await talk.say(WHOLE, CREATE)
    await talk.say("好的")
    first, again = await twice(talk, "推迟一天", CHANGE)

    assert "11月27日（周五）09:00" in told(first)
    assert told(first) == told(again)
    assert states(fakes) == [State.CHANGED, State.BOOKED]


async def test_two_messages_of_the_same_words_put_it_off_twice(talk: Talk) -> None:
    await talk.say(WHOLE, CREATE)
    await talk.say("推迟一天", sent_with={"message_id": "c1"})
    reply = await talk.say("推迟一天", sent_with={"message_id": "c2"})

    assert "11月27日（周五）09:00" not in told(reply)


async def test_a_message_that_comes_again_after_its_place_was_left_takes_none(
    talk: Talk, fakes: Fakes
) -> None:
    await talk.say(WHOLE, CREATE, sent_with=SENT)
    await talk.say("算了")
    # Under the id of a message that asked for something else.
    reply = await talk.say("帮我约后天上午十点在无锡办失业登记", CREATE, sent_with=SENT)

    assert "保留的时间已过" in told(reply)
    assert states(fakes) == [State.CANCELLED]


async def test_what_was_forgotten_after_the_hold_is_confirmed_once(
    talk: Talk, fakes: Fakes
) -> None:
    await talk.say(WHOLE, CREATE)
    before = dict(talk.slots)
    first = await talk.say("好的", sent_with=SENT)
    talk.slots = before
    again = await talk.say("好的", sent_with=SENT)

    assert told(first) == told(again)
    assert states(fakes) == [State.BOOKED]
