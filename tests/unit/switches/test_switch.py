"""The names of what can be turned off."""

from bot.config import ROOT
from bot.feedback.feedback import Channel
from bot.switches.switch import TITLES, Switch
from bot.words import Words

WORDS = Words.load(ROOT / "domain")


def test_every_channel_can_be_turned_off() -> None:
    assert {channel.value for channel in Channel} <= {switch.value for switch in Switch}


def test_every_switch_is_told_to_officers() -> None:
    assert set(TITLES) == set(Switch)


def test_every_switch_that_a_citizen_meets_has_words_that_name_the_hotline() -> None:
    for switch in set(Switch) - {Switch.REMINDERS}:
        assert "12333" in WORDS.say(f"utter_off_{switch.value}", hotline="12333")
