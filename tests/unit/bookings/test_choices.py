"""The payloads of a booking's buttons."""

import pytest

from bot.bookings.choices import BookingChoice, read_booking_choice
from bot.bookings.references import new_reference

REFERENCE = new_reference()


@pytest.mark.parametrize(
    "choice",
    [
        BookingChoice(intent="booking_query"),
        BookingChoice(intent="booking_create", item="unemployment_registration"),
        BookingChoice(intent="booking_create", reference=REFERENCE, sure=True),
        BookingChoice.model_validate(
            {
                "intent": "booking_cancel",
                "office": "demo_wuxi",
                "start": "2026-11-26T09:00",
                "wait": True,
            }
        ),
        BookingChoice.model_validate(
            {"intent": "booking_change", "reference": REFERENCE, "start": "2026-11-26T09:00"}
        ),
    ],
)
def test_what_a_button_sends_is_read_back(choice: BookingChoice) -> None:
    assert read_booking_choice(choice.payload) == choice


def test_a_time_without_a_zone_is_shanghai_s() -> None:
    choice = read_booking_choice('/booking_create{"start": "2026-11-26T09:00:00"}')

    assert choice
    assert choice.start
    assert choice.start.isoformat() == "2026-11-26T09:00:00+08:00"


@pytest.mark.parametrize(
    "text",
    [
        "预约",
        "/booking_pay",
        "/booking_create{",
        '/booking_create{"item": "../etc"}',
        '/booking_create{"item": "13812345678"}',
        '/booking_create{"office": "北京"}',
        '/booking_create{"item": "%s"}' % ("a" * 65),
        '/booking_create{"item": "a", "price": 1}',
        '/booking_create{"intent": "booking_cancel", "item": 5}',
        '/booking_create{"item": NaN}',
        "/booking_create" + '{"item":' * 5000 + "1" + "}" * 5000,
        '请/booking_create{"item": "a"}',
        '/booking_create{"start": "昨天"}',
        '/booking_create{"sure": true}',
        '/booking_create{"wait": true, "office": "demo_wuxi"}',
        '/booking_cancel{"reference": "00000000"}',
        '/booking_create["item"]',
    ],
)
def test_any_other_text_is_no_choice(text: str) -> None:
    assert read_booking_choice(text) is None


def test_the_intent_is_the_one_that_is_written_first() -> None:
    choice = read_booking_choice('/booking_query{"intent": "booking_cancel"}')

    assert choice
    assert choice.intent == "booking_query"


def test_a_time_of_another_zone_is_the_same_moment_in_shanghai() -> None:
    choice = read_booking_choice('/booking_create{"start": "2026-11-26T01:00:00Z"}')

    assert choice
    assert choice.payload == '/booking_create{"start": "2026-11-26T09:00:00+08:00"}'


def test_a_reference_with_one_wrong_character_is_none() -> None:
    wrong = REFERENCE[:-1] + ("2" if REFERENCE[-1] != "2" else "3")

    assert read_booking_choice(f'/booking_cancel{{"reference": "{wrong}"}}') is None
