"""The knowledge base in memory: immutable, looked up by id, name or date."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from bot.errors import UnknownPolicy, UnknownRegion
from bot.policies.model import Contacts, Policy, Region, Version


class Standing(StrEnum):
    """How a version stands on a date."""

    IN_FORCE = "in_force"
    UNCONFIRMED = "unconfirmed"  # no end and no renewal was seen
    ENDED = "ended"  # past the end that its source names
    SUPERSEDED = "superseded"  # its end is unknown, but a later version has begun
    NOT_YET = "not_yet"


@dataclass(frozen=True)
class KnowledgeBase:
    """Every policy, region and hotline of one reading of `policies_kb/`."""

    policies: dict[str, Policy]
    regions: dict[str, Region]
    contacts: Contacts

    @cached_property
    def _policy_of(self) -> dict[str, tuple[Policy, Version | None]]:
        table: dict[str, tuple[Policy, Version | None]] = {}
        for policy in self.policies.values():
            for version in policy.versions:
                table[version.id] = (policy, version)
        for policy in self.policies.values():
            table[policy.id] = (policy, None)
            table[policy.name] = (policy, None)
        return table

    def find(self, key: str) -> tuple[Policy, Version | None]:
        """The policy with this id or name, and its version when `key` is a version's id."""
        try:
            return self._policy_of[key]
        except KeyError:
            raise UnknownPolicy(key) from None

    def region(self, name: str) -> Region:
        """The region with this name or short name."""
        region = self._region_of.get(name)
        if region is None:
            raise UnknownRegion(name)
        return region

    @cached_property
    def _region_of(self) -> dict[str, Region]:
        return {
            name: region
            for region in self.regions.values()
            for name in (region.name, *region.aliases)
        }

    def within(self, inner: str, outer: str) -> bool:
        """Whether region `inner` is `outer` or lies in it."""
        name: str | None = inner
        while name:
            if name == outer:
                return True
            name = self.regions[name].within
        return False

    def cities(self) -> list[Region]:
        """The prefecture-level cities, in file order."""
        return [region for region in self.regions.values() if region.level == "city"]


def version_on(policy: Policy, on: date) -> Version:
    """The version that answers for day `on`: the latest that had begun, else the first."""
    begun = [v for v in policy.versions if not v.period.start or v.period.start.first <= on]
    return begun[-1] if begun else policy.versions[0]


def standing_on(policy: Policy, version: Version, on: date) -> Standing:
    """How `version` stands on day `on`."""
    if version.period.start and on < version.period.start.first:
        return Standing.NOT_YET
    if version.period.end and on > version.period.end.last:
        return Standing.ENDED
    if version.id != version_on(policy, on).id:
        return Standing.SUPERSEDED
    return Standing(version.standing)


@dataclass(frozen=True)
class Names:
    """Every name that leads to a policy, and to a version where the name is the version's own."""

    entries: list[tuple[str, str, str | None]] = field(default_factory=list)

    @classmethod
    def of(cls, knowledge: KnowledgeBase) -> "Names":
        """(name, policy id, version id or None) for each name in the knowledge base."""
        return cls(list(_names(knowledge)))


def _names(knowledge: KnowledgeBase) -> Iterator[tuple[str, str, str | None]]:
    for policy in knowledge.policies.values():
        for name in (policy.name, *policy.aliases):
            yield name, policy.id, None
        for version in policy.versions:
            for name in version.aliases:
                yield name, policy.id, version.id
