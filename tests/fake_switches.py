"""A store of switches in memory."""

from datetime import UTC, datetime

from bot.errors import StoreUnavailable
from bot.switches.switch import Change, Switch


class MemorySwitches:
    """Keeps every change; `down` makes it fail as a lost database does."""

    def __init__(self) -> None:
        self.down = False
        self.changes: list[Change] = []

    def add(self, change: Change) -> None:
        self._check()
        self.changes.append(change)

    def latest(self) -> list[Change]:
        self._check()
        return list({change.switch: change for change in self.changes}.values())

    def history(self, most: int) -> list[Change]:
        self._check()
        return self.changes[::-1][:most]

    def _check(self) -> None:
        if self.down:
            raise StoreUnavailable("down")


def off(switch: Switch, **more: object) -> Change:
    """It was turned off; `more` are other values of the change."""
    at = datetime(2026, 11, 24, tzinfo=UTC)
    given = {"off": True, "at": at, "actor": "cli:anna", "why": "系统在修"} | more
    return Change(switch=switch, **given)  # type: ignore[arg-type]
