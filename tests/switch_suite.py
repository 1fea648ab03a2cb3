"""What a store of switches promises, over memory and over both databases."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.switches.store import SwitchStore
from bot.switches.switch import Change, Switch

NOW = datetime(2026, 11, 24, 10, tzinfo=ZoneInfo("Asia/Shanghai"))


def change(switch: Switch, off: bool = True, minutes: int = 0, **more: object) -> Change:
    at = NOW + timedelta(minutes=minutes)
    return Change(switch, off, at, "cli:anna", "在修", **more)  # type: ignore[arg-type]


class SwitchSuite:
    """To be inherited with a fixture `store`."""

    def test_nothing_was_changed_at_first(self, store: SwitchStore) -> None:
        assert (store.latest(), store.history(9)) == ([], [])

    def test_a_change_comes_back_whole(self, store: SwitchStore) -> None:
        until = NOW + timedelta(hours=7)
        made = change(Switch.BOOKING, words="明天再来", until=until)
        store.add(made)
        assert store.latest() == [made]

    def test_of_each_switch_the_last_change_is_the_latest(self, store: SwitchStore) -> None:
        for each in (
            change(Switch.BOOKING),
            change(Switch.LOANS, minutes=1),
            change(Switch.BOOKING, off=False, minutes=2),
        ):
            store.add(each)
        latest = {each.switch: each for each in store.latest()}
        assert latest == {
            Switch.BOOKING: change(Switch.BOOKING, off=False, minutes=2),
            Switch.LOANS: change(Switch.LOANS, minutes=1),
        }

    def test_every_change_stays_and_the_newest_comes_first(self, store: SwitchStore) -> None:
        made = [change(Switch.WECHAT, off=bool(at % 2), minutes=at) for at in range(5)]
        for each in made:
            store.add(each)
        assert store.history(9) == made[::-1]
        assert store.history(2) == made[:-3:-1]
