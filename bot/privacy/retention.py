"""For how long each kind of data is kept, and the tidying that keeps to it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from bot.privacy.stores import Forgets

# 网络安全法 第二十一条第（三）项: logs are kept for no less than six months.
AUDIT_AT_LEAST_DAYS = 180


@dataclass(frozen=True)
class RetentionRules:
    """Days after which each kind is deleted, counted from its end. ValueError for bad ones."""

    applications: int = 365  # since they were settled
    bookings: int = 90  # since the appointment
    booking_keys: int = 2  # since the call
    identity: int = 1  # codes, sessions, counts: since they ended
    notices: int = 7  # since they had to be sent
    contacts: int = 7  # since the last booking
    outcomes: int = 180  # since the turn
    feedback: int = 180  # since something was last said of the answer
    audit: int = 365  # since the record

    def __post_init__(self) -> None:
        """No kind is deleted while it is still needed."""
        for kind, days in asdict(self).items():
            if days < 1:
                raise ValueError(f"{kind}: at least one day")
        if self.audit < AUDIT_AT_LEAST_DAYS:
            raise ValueError(f"audit: at least {AUDIT_AT_LEAST_DAYS} days")

    def days(self, kind: str) -> int:
        """Of one kind, by its name. KeyError."""
        days: int = asdict(self)[kind]
        return days


def tidy(stores: Mapping[str, Forgets], rules: RetentionRules, now: datetime) -> dict[str, int]:
    """Delete whatever is over, by kind; how many of each.

    KeyError for a kind without a rule. StoreUnavailable: what was deleted before it stays deleted.
    """
    until = {kind: now - timedelta(days=rules.days(kind)) for kind in stores}
    return {kind: stores[kind].forget(before) for kind, before in until.items()}
