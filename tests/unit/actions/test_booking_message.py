"""One message as far as it is about bookings: its key, and what stands of what it means."""

from typing import Any

import pytest
from rasa_sdk.interfaces import Tracker

from actions.booking_message import BookingMessage
from actions.booking_state import BookingState
from actions.said import Said
from bot.bookings.booking import Booking
from bot.bookings.plan import SHANGHAI
from tests.booking_data import moment
from tests.fakes import Fakes

OFFICE, ITEM = "demo_wuxi", "unemployment_registration"


def message(
    fakes: Fakes,
    text: str = "推迟一天",
    latest: dict[str, Any] | None = None,
    sent: dict[str, str] | None = None,
) -> BookingMessage:
    events = [{"event": "user", "text": text, "metadata": sent or {}}]
    tracker = Tracker("one", {}, latest or {}, events, False, None, {}, None)
    edition = fakes.knowledge.edition
    said = Said.read(tracker, edition)
    return BookingMessage(fakes.parts.core, edition, tracker, said)


def held(fakes: Fakes, hour: int = 9) -> Booking:
    start = moment(f"11-26 {hour:02d}:00")
    assert start.tzinfo is SHANGHAI
    return fakes.desk().hold("one", f"hold-{hour}", OFFICE, ITEM, start, fakes.now)


# -- the key


def test_the_client_s_own_id_is_the_key_whatever_rasa_calls_the_message(fakes: Fakes) -> None:
    keys = {
        message(fakes, latest={"message_id": id}, sent={"message_id": "c1"}).key("change")
        for id in ("r1", "r2")
    }

    assert keys == {"change:sent:c1"}


def test_a_client_without_ids_has_rasa_s(fakes: Fakes) -> None:
    assert message(fakes, latest={"message_id": "r1"}).key("hold") == "hold:r1"
    assert message(fakes, latest={"timestamp": 7.0}).key("hold") == "hold:7.0"
    assert message(fakes).key("hold") == "hold:推迟一天"


def test_no_client_can_choose_the_key_that_rasa_gives(fakes: Fakes) -> None:
    theirs = message(fakes, sent={"message_id": "r1"}).key("hold")

    assert theirs != message(fakes, latest={"message_id": "r1"}).key("hold")


def test_each_action_has_a_key_of_its_own(fakes: Fakes) -> None:
    sent = message(fakes, sent={"message_id": "c1"})

    assert len({sent.key(action) for action in ("hold", "confirm", "change", "cancel")}) == 4


# -- what stands


def test_a_place_that_is_kept_is_held_and_does_not_stand(fakes: Fakes) -> None:
    booking = held(fakes)
    state = BookingState(held=booking.reference)

    assert message(fakes).held(state) == booking
    assert message(fakes).stands(state) is None


@pytest.mark.parametrize("remembered", ["held", "reference"])
def test_what_was_confirmed_stands_whatever_the_conversation_took_it_for(
    fakes: Fakes, remembered: str
) -> None:
    reference = held(fakes).reference
    booked = fakes.desk().confirm("one", "confirm", reference, fakes.now)
    state = BookingState(**{remembered: reference})

    assert message(fakes).stands(state) == booked
    assert message(fakes).held(state) is None


def test_nothing_that_was_not_talked_of_stands(fakes: Fakes) -> None:
    fakes.desk().confirm("one", "confirm", held(fakes).reference, fakes.now)

    assert message(fakes).stands(BookingState()) is None
    assert message(fakes).stands(BookingState(held="2XH6T9GQ")) is None


def test_another_conversation_s_booking_does_not_stand(fakes: Fakes) -> None:
    theirs = fakes.desk().book("two", "book", OFFICE, ITEM, moment("11-26 09:00"), fakes.now)

    assert message(fakes).stands(BookingState(held=theirs.reference)) is None
