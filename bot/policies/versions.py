"""Which version answers for a day, and how it stands."""

from datetime import date
from enum import StrEnum

from bot.policies.model import Policy, Version


class Standing(StrEnum):
    """How a version stands on a date."""

    IN_FORCE = "in_force"
    UNCONFIRMED = "unconfirmed"  # no end and no renewal was seen
    ENDED = "ended"  # past the end that its source names
    SUPERSEDED = "superseded"  # its end is unknown, but a later version has begun
    NOT_YET = "not_yet"


def version_on(policy: Policy, on: date) -> Version:
    """The version that answers for day `on`: the latest that had begun, else the first."""
    begun = [v for v in policy.versions if not v.period.start or v.period.start.first <= on]
    return begun[-1] if begun else policy.versions[0]


def version_named(policy: Policy, name: str | None, on: date) -> Version:
    """The version whose id is `name`; for any other name the one that answers for day `on`."""
    for version in policy.versions:
        if version.id == name:
            return version
    return version_on(policy, on)


def standing_on(policy: Policy, version: Version, on: date) -> Standing:
    """How `version` stands on day `on`."""
    if version.period.start and on < version.period.start.first:
        return Standing.NOT_YET
    if version.period.end and on > version.period.end.last:
        return Standing.ENDED
    if version.id != version_on(policy, on).id:
        return Standing.SUPERSEDED
    return Standing(version.standing)
