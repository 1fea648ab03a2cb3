"""Which switches are off, as every process knows it within seconds."""

from collections.abc import Callable
from datetime import datetime
from threading import Event, Thread

import structlog

from bot.errors import StoreUnavailable
from bot.switches.store import SwitchStore
from bot.switches.switch import Change, Switch

log = structlog.get_logger()
_EVERY_SECONDS = 2.0


class Switchboard:
    """Reads the store again and again; what it said last stays true while the store is away.

    Asking it reads memory alone. Without a store nothing is ever off.
    """

    def __init__(
        self,
        store: SwitchStore | None,
        now: Callable[[], datetime],
        every: float = _EVERY_SECONDS,
    ) -> None:
        self._store = store
        self._now = now
        self._every = every
        self._latest: dict[Switch, Change] = {}
        self._stop = Event()

    def off(self, switch: Switch) -> Change | None:
        """The change by which it is off now; None while it is on."""
        change = self._latest.get(switch)
        return change if change and change.holds(self._now()) else None

    def all_off(self) -> list[Change]:
        """Everything that is off now."""
        return [change for switch in Switch if (change := self.off(switch))]

    def read(self) -> None:
        """Take over what the store says now."""
        if self._store is None:
            return
        try:
            latest = {change.switch: change for change in self._store.latest()}
        except StoreUnavailable as error:
            log.warning("switches_not_read", reason=str(error))
            return
        for switch, change in latest.items():
            before = self._latest.get(switch)
            if change != before and (before or change.holds(self._now())):
                log.info("switch_changed", switch=switch.value, off=change.off)
        self._latest = latest

    def start(self) -> None:
        """Read now, and go on in a thread until `stop`."""
        self.read()
        if self._store is not None:
            Thread(target=self._go_on, name="switches", daemon=True).start()

    def stop(self) -> None:
        """Read no more."""
        self._stop.set()

    def _go_on(self) -> None:
        while not self._stop.wait(self._every):
            self.read()
