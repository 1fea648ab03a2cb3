"""Where the changes are kept."""

from typing import Protocol

from bot.switches.switch import Change


class SwitchStore(Protocol):
    """Only added to, so that it is its own audit trail. The SQL one is `bot.storage.switches`."""

    def add(self, change: Change) -> None:
        """Keep one change. StoreUnavailable."""

    def latest(self) -> list[Change]:
        """The last change of each switch that was ever changed. StoreUnavailable."""

    def history(self, most: int) -> list[Change]:
        """The last `most` changes, newest first. StoreUnavailable."""
