"""What each person saw in the end, and every rule that was broken on the way."""

from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum
from threading import Lock


class Way(StrEnum):
    """How something came to a person."""

    IN_BAND = "in_band"
    CUSTOMER_SERVICE = "customer_service"
    SUBSCRIPTION = "subscription"
    # “该公众号提供的服务出现故障，请稍后再试”
    FAULT_NOTICE = "fault_notice"


@dataclass(frozen=True)
class Seen:
    """One bubble on a person's screen. `to` is the message it answers, where that is known."""

    text: str
    way: Way
    to: str | None = None


@dataclass
class Ledger:
    """Written by the platform's server and by deliveries, which run in different threads."""

    seen: dict[str, list[Seen]] = field(default_factory=lambda: defaultdict(list))
    violations: list[str] = field(default_factory=list)
    seconds_in_band: list[float] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def show(self, user: str, seen: Seen) -> None:
        """It is on the person's screen now."""
        with self._lock:
            self.seen[user].append(seen)

    def violate(self, what: str) -> None:
        """A rule of the platform was broken."""
        with self._lock:
            self.violations.append(what)

    def texts(self, user: str) -> list[str]:
        """What the person read, in order."""
        with self._lock:
            return [each.text for each in self.seen[user]]

    def count(self, way: Way) -> int:
        """How many bubbles came this way, to everybody."""
        with self._lock:
            return sum(each.way is way for bubbles in self.seen.values() for each in bubbles)

    def slowest(self, percent: float) -> float:
        """The seconds within which `percent` of all in-band answers came."""
        with self._lock:
            ordered = sorted(self.seconds_in_band)
        return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]
