"""Where the records are kept. The SQL one is `bot.storage.feedback`."""

from datetime import datetime
from typing import Any, Protocol

from bot.feedback.feedback import Closing, Feedback, Record, Taken
from bot.sealing import Sealer


class FeedbackStore(Protocol):
    """StoreUnavailable from every method while it does not answer; SealBroken where no key of
    ours opens what is read."""

    def take(self, said: Feedback) -> Taken:
        """Keep what was said, as `bot.feedback.rules.taken` has it. At once with another call
        for the same key one of the two comes second."""

    def find(self, number: str) -> Record | None:
        """The record with a number, as `read_reference` gives it."""

    def listed(self, only_open: bool = False, since: datetime | None = None) -> list[Record]:
        """The records of answers that did not help, those said of last first."""

    def close(self, number: str, closing: Closing) -> Record:
        """Note that it is done with, in place of an earlier closing. UnknownFeedback."""

    def export(self, conversation: str) -> list[dict[str, Any]]:
        """Everything that was said in a conversation (its hash), in clear, ready for JSON."""

    def forget_conversation(self, conversation: str) -> int:
        """Delete everything that was said in it; how much it was."""

    def forget(self, before: datetime) -> int:
        """Delete what was last said before a moment; how many."""

    def reseal(self, sealer: Sealer) -> int:
        """Seal anew, with the newest key, what an older one sealed; how many."""
