"""What officers do with the records. Each look at what people wrote leaves an audit record."""

from dataclasses import dataclass
from datetime import datetime

from bot.bookings.references import read_reference
from bot.errors import UnknownFeedback
from bot.feedback.feedback import Closing, Record
from bot.feedback.store import FeedbackStore
from bot.privacy.audit import Action, AuditLog, AuditRecord


@dataclass(frozen=True)
class FeedbackDesk:
    """One officer at one moment; `actor` as in AuditRecord. StoreUnavailable, SealBroken."""

    store: FeedbackStore
    audit: AuditLog
    actor: str
    now: datetime

    def listed(self, only_open: bool, since: datetime | None, what: str = "list") -> list[Record]:
        """See FeedbackStore. `what` they are read for is noted."""
        found = self.store.listed(only_open, since)
        self._note(Action.FEEDBACK_READ, None, f"{what}={len(found)}")
        return found

    def show(self, number: str) -> Record:
        """One record, however its number is written. UnknownFeedback."""
        record = self.store.find(read_reference(number) or "")
        if record is None:
            raise UnknownFeedback
        self._note(Action.FEEDBACK_READ, record.said.conversation, record.number)
        return record

    def close(self, number: str, note: str) -> Record:
        """It is done with. UnknownFeedback."""
        closing = Closing(self.actor, self.now, note)
        record = self.store.close(read_reference(number) or "", closing)
        self._note(Action.FEEDBACK_CLOSED, record.said.conversation, record.number)
        return record

    def _note(self, action: Action, subject: str | None, detail: str | None) -> None:
        self.audit.write(AuditRecord(self.now, self.actor, action, subject, None, detail))
