"""Each look at a person's data, and each try at one, leaves a record. Never the data itself."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Action(StrEnum):
    """What was done or tried."""

    CODE_ASKED = "code_asked"
    CODE_REFUSED = "code_refused"
    LOCKED = "locked"
    PROVED = "proved"
    SESSION_ENDED = "session_ended"
    STATUS_READ = "status_read"
    PHONE_KEPT = "phone_kept"
    EXPORTED = "exported"
    ERASED = "erased"
    IMPORTED = "imported"
    FETCHED = "fetched"  # from a provincial system
    SENT = "sent"  # a short message
    FEEDBACK_READ = "feedback_read"
    FEEDBACK_CLOSED = "feedback_closed"


@dataclass(frozen=True)
class AuditRecord:
    """Who did what to whose data.

    `actor` is `conversation:<hash>`, `cli:<user>` or `worker`; `subject` a digest of the number or
    the person it was about; `client` a digest of the caller's address; `detail` a code of ours.
    """

    at: datetime
    actor: str
    action: Action
    subject: str | None = None
    client: str | None = None
    detail: str | None = None


class AuditLog(Protocol):
    """Only added to, never changed. The SQL one is `bot.storage.audit`. StoreUnavailable."""

    def write(self, record: AuditRecord) -> None:
        """Add one record."""
