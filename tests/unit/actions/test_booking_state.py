"""What a conversation remembers of a booking under way."""

import pytest

from actions.booking_state import BookingState, read_booking_state


def test_what_is_kept_is_read_back() -> None:
    state = BookingState("booking_change", asked="when", reference="2XH6T9GQ", day="2026-11-26")

    assert read_booking_state({"booking": state.slot()}) == state


@pytest.mark.parametrize("kept", [None, "预约", [], {"asked": "when", "phone": "1"}])
def test_anything_else_is_an_empty_state(kept: object) -> None:
    assert read_booking_state({"booking": kept}) == BookingState()


def test_what_is_not_known_takes_no_room() -> None:
    assert BookingState().slot() == {"journey": "booking_create"}
    assert read_booking_state({}) == BookingState()
