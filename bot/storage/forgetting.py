"""Bookings, waiting lists, answered calls and outcomes of turns that are over: deleted in time,
or when the person whose they are asks for it.
"""

from datetime import UTC, datetime

from sqlalchemy import Engine, update

from bot.bookings.booking import State
from bot.storage.booking_tables import BookingRow, CallRow, WaitingRow
from bot.storage.outcomes import TurnOutcome
from bot.storage.transactions import Database

# They count for nothing any more; a missed one counts until its time is over.
_WITHOUT_EFFECT = (State.CANCELLED, State.CHANGED, State.EXPIRED, State.ATTENDED)
# In place of the conversation's hash.
NOBODY = "-"


class BookingsThatEnded:
    """Bookings, whatever became of them, and places on waiting lists."""

    def __init__(self, engine: Engine) -> None:
        self._database = Database(engine)

    def forget(self, before: datetime) -> int:
        """Delete what ended, or was waited for, before a moment; how many."""
        return self._database.delete(
            (BookingRow, BookingRow.end < before),
            (WaitingRow, WaitingRow.start < before),
        )

    def forget_owner(self, owner: str) -> int:
        """Delete what has no effect any more of this owner (the owner hash); how much it was.

        The answers to calls go with it; bookings that stand and missed ones stay.
        """
        ended = BookingRow.state.in_(_WITHOUT_EFFECT)
        self._database.delete((CallRow, CallRow.result.contains(owner)))
        return self._database.delete(
            (BookingRow, (BookingRow.owner == owner) & ended),
            (WaitingRow, WaitingRow.owner == owner),
        )


class AnsweredCalls:
    """The idempotency keys with their answers."""

    def __init__(self, engine: Engine) -> None:
        self._database = Database(engine)

    def forget(self, before: datetime) -> int:
        """Delete those of calls before a moment; how many."""
        return self._database.delete((CallRow, CallRow.at < before))


class TurnsPast:
    """The outcomes of turns."""

    def __init__(self, engine: Engine) -> None:
        self._database = Database(engine)

    def forget(self, before: datetime) -> int:
        """Delete those of turns before a moment; how many."""
        # They are written in UTC, and SQLite keeps no zone.
        return self._database.delete((TurnOutcome, TurnOutcome.at < before.astimezone(UTC)))

    def forget_conversation(self, conversation: str) -> int:
        """Take the conversation's hash out of its turns, which are still counted; how many."""

        theirs = TurnOutcome.conversation == conversation
        return self._database.change(update(TurnOutcome).where(theirs).values(conversation=NOBODY))
