"""A booking's life."""

from datetime import timedelta

import pytest

from bot.bookings.booking import NEXT, OCCUPYING, Booking, State
from bot.errors import BookingEnded
from tests.booking_data import HALF_PAST, NINE, NOW


def booking(state: State) -> Booking:
    return Booking(
        reference="K7QF29MX",
        owner="o",
        office="one",
        item="registration",
        start=NINE,
        end=HALF_PAST,
        state=state,
        held_until=NOW + timedelta(minutes=5) if state is State.HELD else None,
        made_at=NOW,
        changed_at=NOW,
    )


@pytest.mark.parametrize("state", State)
def test_a_life_goes_only_where_it_may(state: State) -> None:
    for after in State:
        if after in NEXT[state]:
            assert booking(state).to(after, NOW).state is after
        else:
            with pytest.raises(BookingEnded):
                booking(state).to(after, NOW)


def test_what_has_ended_stays_so() -> None:
    ended = [state for state in State if not NEXT[state]]
    assert ended == [
        State.CANCELLED,
        State.CHANGED,
        State.ATTENDED,
        State.MISSED,
        State.EXPIRED,
    ]
    assert all(state in NEXT for state in State)
    # Whoever came, or should have, has had the place.
    assert set(OCCUPYING) - {State.HELD, State.BOOKED} == {State.ATTENDED, State.MISSED}


def test_a_hold_runs_out_at_its_time_and_nothing_else_does() -> None:
    until = NOW + timedelta(minutes=5)
    held = booking(State.HELD)

    assert held.seen(until - timedelta(seconds=1)) == held
    assert held.seen(until).state is State.EXPIRED
    assert booking(State.BOOKED).seen(until).state is State.BOOKED
