"""The named endings of a turn. Their meanings stand in `outcomes.yml`."""

from enum import StrEnum


class Outcome(StrEnum):
    """How a turn ended."""

    ANSWERED = "answered"
    EXPIRED_POLICY = "expired_policy"
    NOT_IN_KNOWLEDGE = "not_in_knowledge"
    CLARIFY = "clarify"
    CHITCHAT = "chitchat"
    CONTACT_GIVEN = "contact_given"
    NOT_OFFERED = "not_offered"
    OUT_OF_SCOPE = "out_of_scope"
    DEGRADED = "degraded"
    FAILED = "failed"
