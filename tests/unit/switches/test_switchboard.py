"""What is off, as one process knows it."""

import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from structlog.testing import capture_logs

from bot.switches.switch import Switch
from bot.switches.switchboard import Switchboard
from tests.fake_switches import MemorySwitches, off

NOW = datetime(2026, 11, 24, 10, tzinfo=ZoneInfo("Asia/Shanghai"))


def board(*changes: object) -> tuple[Switchboard, MemorySwitches]:
    store = MemorySwitches()
    store.changes.extend(changes)  # type: ignore[arg-type]
    made = Switchboard(store, lambda: NOW)
    made.read()
    return made, store


def test_nothing_is_off_that_nobody_turned_off() -> None:
    switches, _ = board()
    assert switches.all_off() == []
    assert [switch for switch in Switch if switches.off(switch)] == []


def test_the_last_change_of_a_switch_counts_and_others_are_untouched() -> None:
    switches, store = board(off(Switch.BOOKING), off(Switch.LOANS))
    assert switches.all_off() == [off(Switch.BOOKING), off(Switch.LOANS)]

    store.add(off(Switch.BOOKING, off=False))
    assert switches.off(Switch.BOOKING)  # not read yet
    switches.read()
    assert switches.all_off() == [off(Switch.LOANS)]


def test_after_its_time_it_is_on_again_by_itself() -> None:
    switches, _ = board(
        off(Switch.BOOKING, until=NOW), off(Switch.LOANS, until=NOW + timedelta(minutes=1))
    )
    assert [change.switch for change in switches.all_off()] == [Switch.LOANS]


def test_while_the_store_is_away_what_was_said_last_stays_true() -> None:
    switches, store = board(off(Switch.BOOKING))
    store.down = True
    with capture_logs() as logs:
        switches.read()
    assert switches.off(Switch.BOOKING)
    assert [each["event"] for each in logs] == ["switches_not_read"]


def test_whoever_begins_without_the_store_has_everything_on() -> None:
    store = MemorySwitches()
    store.down = True
    switches = Switchboard(store, lambda: NOW)
    switches.read()
    assert switches.all_off() == []


def test_each_change_is_logged_once_and_without_the_reason() -> None:
    switches, store = board()
    store.add(off(Switch.WECHAT, why="口令泄露"))
    with capture_logs() as logs:
        switches.read()
        switches.read()
    assert logs == [
        {"event": "switch_changed", "switch": "wechat", "off": True, "log_level": "info"}
    ]


def test_it_follows_the_store_by_itself_until_it_is_stopped() -> None:
    store = MemorySwitches()
    switches = Switchboard(store, lambda: NOW, every=0.01)
    switches.start()
    store.add(off(Switch.STATUS))
    deadline = time.monotonic() + 10
    while not switches.off(Switch.STATUS) and time.monotonic() < deadline:
        time.sleep(0.005)
    assert switches.off(Switch.STATUS)
    switches.stop()


def test_without_a_store_nothing_is_ever_off() -> None:
    switches = Switchboard(None, lambda: NOW)
    switches.start()
    assert switches.all_off() == []
