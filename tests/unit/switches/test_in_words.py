"""What a citizen is told where something is off."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.switches.in_words import off_in_words
from bot.switches.switch import Switch
from tests.fake_switches import off

UNTIL = datetime(2026, 11, 24, 17, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


def says(name: str, **values: str) -> str:
    return f"<{name}{''.join(values.values())}>"


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({}, "<utter_off_booking>"),
        ({"words": "明天再来"}, "明天再来"),
        ({"until": UNTIL}, "<utter_off_booking>\n<utter_off_until2026-11-24 17:30>"),
        ({"words": "在修", "until": UNTIL}, "在修\n<utter_off_until2026-11-24 17:30>"),
    ],
)
def test_the_officer_s_words_or_the_prepared_ones_and_until_when(
    more: dict[str, object], told: str
) -> None:
    assert off_in_words(off(Switch.BOOKING, **more), says) == told
