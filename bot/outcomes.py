"""The named endings of a turn. Their meanings stand in `outcomes.yml`."""

from enum import StrEnum


class Outcome(StrEnum):
    """How a turn ended."""

    ANSWERED = "answered"
    EXPIRED_POLICY = "expired_policy"
    NOT_IN_KNOWLEDGE = "not_in_knowledge"
    CLARIFY = "clarify"
    ASK_FACT = "ask_fact"
    VERDICT = "verdict"
    SCREENED = "screened"
    CHECK_STOPPED = "check_stopped"
    STARTED_OVER = "started_over"
    CHECKLIST_OPEN = "checklist_open"
    CHECKLIST_COMPLETE = "checklist_complete"
    CHECKLIST_MISSING = "checklist_missing"
    QUOTED = "quoted"
    BOOKING_ASKED = "booking_asked"
    BOOKING_HELD = "booking_held"
    BOOKED = "booked"
    BOOKING_CANCELLED = "booking_cancelled"
    BOOKINGS_LISTED = "bookings_listed"
    BOOKING_REFUSED = "booking_refused"
    IDENTITY_NEEDED = "identity_needed"
    IDENTITY_REFUSED = "identity_refused"
    STATUS_TOLD = "status_told"
    SESSION_ENDED = "session_ended"
    OWN_DATA_TOLD = "own_data_told"
    OWN_DATA_ERASED = "own_data_erased"
    REMINDER_TOLD = "reminder_told"
    CHITCHAT = "chitchat"
    CONTACT_GIVEN = "contact_given"
    NOT_OFFERED = "not_offered"
    TURNED_OFF = "turned_off"
    OUT_OF_SCOPE = "out_of_scope"
    DEGRADED = "degraded"
    FAILED = "failed"


# The person was asked something of its own: an older question must wait.
ASKING = frozenset(
    {
        Outcome.ASK_FACT,
        Outcome.CHECKLIST_OPEN,
        Outcome.CHECKLIST_MISSING,
        Outcome.BOOKING_ASKED,
        Outcome.BOOKING_HELD,
        Outcome.IDENTITY_NEEDED,
        Outcome.IDENTITY_REFUSED,
    }
)

# What may have helped, or not: no question, no small talk.
ANSWERS = frozenset(
    {
        Outcome.ANSWERED,
        Outcome.EXPIRED_POLICY,
        Outcome.NOT_IN_KNOWLEDGE,
        Outcome.VERDICT,
        Outcome.SCREENED,
        Outcome.CHECKLIST_COMPLETE,
        Outcome.QUOTED,
        Outcome.BOOKING_REFUSED,
        Outcome.STATUS_TOLD,
        Outcome.NOT_OFFERED,
        Outcome.OUT_OF_SCOPE,
        Outcome.DEGRADED,
    }
)

# What was told is for this person now, and not for whoever reads the history later.
PRIVATE = frozenset({Outcome.STATUS_TOLD, Outcome.OWN_DATA_TOLD})
