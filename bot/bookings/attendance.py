"""Who came and who did not, marked by an officer from the reference that is read out."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from bot.bookings.counter import Counter
from bot.bookings.in_words import Says, refusal_in_words, time_in_words
from bot.bookings.references import written
from bot.errors import BookingRefused

_OFFICER = "counter"


@dataclass(frozen=True)
class Marked:
    """What came of it: whether the booking is marked so now, and the sentence for the officer."""

    done: bool
    text: str


def mark(counter: Counter, says: Says, reference: str, came: bool, now: datetime) -> Marked:
    """Mark one booking, however its reference is written; again is harmless.

    `says` gives the prepared sentences, `now` is Shanghai's. StoreUnavailable.
    """
    marks = counter.mark_attended if came else counter.mark_missed
    try:
        booking = marks(_OFFICER, uuid4().hex, reference, now)
    except BookingRefused as refusal:
        return Marked(False, refusal_in_words(refusal, counter.plan, says))
    words = "utter_booking_marked_attended" if came else "utter_booking_marked_missed"
    time = time_in_words(booking.start, booking.end)
    return Marked(True, says(words, reference=written(booking.reference), time=time))
