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
    CHECKLIST_OPEN = "checklist_open"
    CHECKLIST_COMPLETE = "checklist_complete"
    CHECKLIST_MISSING = "checklist_missing"
    QUOTED = "quoted"
    CHITCHAT = "chitchat"
    CONTACT_GIVEN = "contact_given"
    NOT_OFFERED = "not_offered"
    OUT_OF_SCOPE = "out_of_scope"
    DEGRADED = "degraded"
    FAILED = "failed"
