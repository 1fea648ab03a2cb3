"""The hours in which people may be disturbed."""

from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

_SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class QuietHours:
    """Quiet notices are sent from `opens` until before `closes`, Shanghai's time."""

    opens: time = time(8)
    closes: time = time(20)

    def __post_init__(self) -> None:
        if self.opens >= self.closes:
            raise ValueError("the hours open before they close")

    def may_disturb(self, now: datetime) -> bool:
        """Whether a quiet notice may be sent at `now`, an aware moment."""
        return self.opens <= now.astimezone(_SHANGHAI).time() < self.closes
