"""Which of the choices that were offered is meant: 第二个, 随便, or a yes to the only one."""

from collections.abc import Sequence
from typing import Any

from actions.booking_state import BookingState
from actions.booking_words import confirms, counted, takes_any, wants_to_wait
from bot.bookings.choices import BookingChoice, read_booking_choice
from bot.cards import Message
from bot.understanding.picks import by_position

_LISTED = ("item", "office", "when", "which")


def with_choices(slots: dict[str, Any], messages: Sequence[Message]) -> dict[str, Any]:
    """`slots` with what the buttons of the question in `messages` send."""
    kept = slots.get("booking")
    if not kept or kept.get("asked") not in _LISTED:
        return slots
    payloads = [button.payload for button in messages[0].buttons]
    choices = [payload for payload in payloads if read_booking_choice(payload)]
    return {**slots, "booking": {**kept, "choices": choices}}


def picked(state: BookingState, text: str) -> BookingChoice | None:
    """The choice that `text` means; None where it means none of them."""
    choices = [choice for each in state.choices if (choice := read_booking_choice(each))]
    if state.asked not in _LISTED or not choices:
        return None
    # “2号” is a day where a time is asked for.
    bare = state.asked != "when"
    place = by_position(counted(text), len(choices), bare=bare)
    if place is not None:
        return choices[place]
    waiting = [choice for choice in choices if choice.wait]
    if waiting and state.asked == "when":
        if wants_to_wait(text):
            return waiting[0]
        choices = [choice for choice in choices if not choice.wait]
    only = len(choices) == 1 and confirms(text) and state.asides == 0
    # A booking that stands is not moved so lightly.
    first = state.asked == "office" or (state.asked == "when" and state.reference is None)
    return choices[0] if choices and (only or (first and takes_any(text))) else None


def are_waits(state: BookingState) -> bool:
    """Whether it was asked which place on a waiting list is meant."""
    choices = [read_booking_choice(each) for each in state.choices]
    return bool(choices) and all(choice and choice.wait for choice in choices)
