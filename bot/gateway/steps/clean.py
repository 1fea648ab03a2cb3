"""Normalise and redact; a button's payload is read as the choice it is."""

from bot.applications.choices import StatusChoice, read_status_choice
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
        if status := read_status_choice(turn.sent):
            turn.text, turn.shown = status.payload, _pressed(status, turn)
            return
    redaction = redact(normalise(turn.sent, limit))
    turn.text = turn.shown = redaction.text
    turn.found = redaction.found


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


_TITLES = {
    "ask": "utter_pressed_status_query",
    "resend": "utter_button_identity_resend",
    "other": "utter_button_identity_other",
    "end": "utter_button_identity_end",
    "export": "utter_button_export",
    "erase": "utter_button_erase",
    "remind": "utter_button_remind",
}


def _pressed(choice: StatusChoice, turn: Turn) -> str:
    says = turn.edition.answerer.says
    return says("utter_button_erase_sure" if choice.sure else _TITLES[choice.do])
