"""What a pressed button of a booking sends on, and how it reads in the history."""

import pytest

from bot.bookings.references import new_reference
from bot.errors import TextEmpty, TextTooLong
from bot.gateway.metrics import Metrics
from bot.gateway.steps.clean import clean
from bot.gateway.turn import Turn
from tests.fakes import Fakes

REFERENCE = new_reference()


async def cleaned(sent: str) -> Turn:
    """The turn after `sent` was cleaned."""
    fakes = Fakes()
    edition = fakes.knowledge.edition
    turn = Turn("one", "client", sent, None, edition, fakes.parts, Metrics())
    await clean(turn)
    return turn


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("/booking_query", "我的预约"),
        ('/booking_create{"item": "unemployment_registration"}', "预约 失业登记"),
        (
            '/booking_create{"item": "unemployment_registration", "office": "demo_wuxi",'
            ' "start": "2026-11-26T09:00:00+08:00"}',
            "预约 失业登记 11月26日09:00",
        ),
        (f'/booking_change{{"reference": "{REFERENCE}"}}', "改预约"),
        (f'/booking_cancel{{"reference": "{REFERENCE}", "sure": true}}', "取消预约"),
    ],
)
async def test_a_pressed_button_goes_on_as_it_is_and_reads_as_words(sent: str, shown: str) -> None:
    turn = await cleaned(sent)

    assert turn.text == sent
    assert turn.shown == shown


async def test_a_time_without_a_zone_or_of_another_is_sent_on_as_shanghai_s() -> None:
    bare = await cleaned('/booking_create{"start": "2026-11-26T09:00:00"}')
    elsewhere = await cleaned('/booking_create{"start": "2026-11-26T01:00:00Z"}')

    assert bare.text == elsewhere.text
    assert "2026-11-26T09:00:00+08:00" in bare.text
    assert bare.shown == "预约 11月26日09:00"


async def test_an_item_that_is_not_ours_is_not_shown() -> None:
    turn = await cleaned('/booking_create{"item": "nothing_here"}')

    assert turn.shown == "预约"


@pytest.mark.parametrize(
    "sent",
    [
        '/booking_create{"item": "13812345678 王小明"}',
        '/booking_create{"item": "13812345678"}',
        '/booking_create{"office": "13812345678"}',
        '/booking_create{"phone": "13812345678"}',
        '/booking_cancel{"reference": "13812345678"}',
        '/booking_query{"item": 13812345678',
    ],
)
async def test_what_is_no_choice_is_a_text_and_redacted(sent: str) -> None:
    turn = await cleaned(sent)

    assert "13812345678" not in turn.text + turn.shown
    assert "[手机号]" in turn.shown


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ("/booking_create" + " " * 500, TextTooLong),
        ('/booking_create{"item": "' + "a" * 500 + '"}', TextTooLong),
        ("  ", TextEmpty),
    ],
)
async def test_a_long_payload_is_a_long_text(sent: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        await cleaned(sent)
