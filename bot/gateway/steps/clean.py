"""Normalise and redact; a button's payload is read as the choice it is."""

from bot.bookings.choices import BookingChoice, read_booking_choice
from bot.gateway.turn import Turn
from bot.policies.payloads import read_payload, shown
from bot.understanding.normalise import normalise
from bot.understanding.redact import redact


async def clean(turn: Turn) -> None:
    """TextTooLong or TextEmpty when there is nothing to work with."""
    limit = turn.parts.text_limit
    if len(turn.sent) <= limit:
        if payload := read_payload(turn.sent, turn.edition):
            turn.text, turn.shown = payload.payload, shown(payload, turn.edition)
            return
        if booking := read_booking_choice(turn.sent):
            turn.text, turn.shown = booking.payload, _shown(booking, turn)
            return
    turn.text = turn.shown = redact(normalise(turn.sent, limit))


def _shown(choice: BookingChoice, turn: Turn) -> str:
    """What the person did by pressing it, as the button read."""
    item = turn.edition.knowledge.service_items.get(choice.item or "")
    says = turn.edition.answerer.says
    day = choice.start
    parts = [
        says(f"utter_pressed_{choice.intent}"),
        item.name if item else "",
        f"{day.month}月{day.day}日{day:%H:%M}" if day else "",
    ]
    return " ".join(part for part in parts if part)
