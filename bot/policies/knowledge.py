"""The knowledge base in memory: immutable, looked up by id, name or date."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from bot.errors import UnknownPolicy, UnknownRegion, UnknownServiceItem
from bot.policies.cases import CasesFile
from bot.policies.facts import FactsFile, Place
from bot.policies.model import Contacts, Policy, Region, Version
from bot.policies.pointers import Pointers
from bot.policies.service_items import Offices, ServiceItem
from bot.policies.versions import version_on

# Almost every question is about today; anybody may ask about any day.
_DAYS_KEPT = 64


@dataclass(frozen=True)
class KnowledgeBase:
    """Every policy, service item, region, hotline, fact and case of one reading of the files."""

    policies: dict[str, Policy]
    regions: dict[str, Region]
    contacts: Contacts
    facts: FactsFile
    cases: dict[str, CasesFile]
    service_items: dict[str, ServiceItem] = field(default_factory=dict)
    offices: Offices | None = None
    pointers: Pointers = field(default_factory=Pointers)

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

    def find_service_item(self, key: str) -> ServiceItem:
        """The service item with this id or name. UnknownServiceItem."""
        for item in self.service_items.values():
            if key in (item.id, item.name):
                return item
        raise UnknownServiceItem(key)

    def item_name(self, id: str) -> str:
        """The name of a service item; its id when it is held no more."""
        item = self.service_items.get(id)
        return item.name if item else id

    def items_of(self, policy: str) -> list[ServiceItem]:
        """The service items that serve the policy with this id."""
        return [item for item in self.service_items.values() if item.policy == policy]

    def region(self, name: str) -> Region:
        """The region with this name or short name."""
        region = self._region_of.get(name)
        if region is None:
            raise UnknownRegion(name)
        return region

    @cached_property
    def _region_of(self) -> dict[str, Region]:
        return _by_name(self.regions)

    def place(self, name: str) -> Place:
        """The region with this name and every region around it, innermost first. UnknownRegion."""
        return place_of(name, self.regions)

    def outside(self) -> Place:
        """The place of whoever is in none of our provinces: the nation alone."""
        return next(
            ((region.name,) for region in self.regions.values() if region.within is None), ()
        )

    def within(self, inner: str, outer: str) -> bool:
        """Whether region `inner` is `outer` or lies in it."""
        name: str | None = inner
        while name:
            if name == outer:
                return True
            name = self.regions[name].within
        return False

    def concerns(self, place: str, region: str) -> bool:
        """Whether what holds in `place` matters to who asks for `region`.

        A county's own words do, its city's, and for a city also its counties'.
        """
        return self.within(place, region) or self.within(region, place)

    def judgeable_on(self, on: date) -> list[tuple[Policy, Version, bool]]:
        """Every policy with a rule, in file order, and the version that answers for day `on`.

        The third says whether `on` may lie in the period of that version.
        """
        days = self._judgeable
        if on not in days:
            if len(days) >= _DAYS_KEPT:
                days.clear()
            found = [(policy, version_on(policy, on)) for policy in self.policies.values()]
            days[on] = [
                (policy, version, version.in_period(on) is not False)
                for policy, version in found
                if version.judgeable
            ]
        return days[on]

    @cached_property
    def _judgeable(self) -> dict[date, list[tuple[Policy, Version, bool]]]:
        return {}

    def cities(self) -> list[Region]:
        """The prefecture-level cities, in file order."""
        return [region for region in self.regions.values() if region.level == "city"]


def place_of(name: str, regions: dict[str, Region]) -> Place:
    """The region that is called `name` and every region around it. UnknownRegion."""
    region = _by_name(regions).get(name)
    if region is None:
        raise UnknownRegion(name)
    chain = [region.name]
    while outer := regions[chain[-1]].within:
        chain.append(outer)
    return tuple(chain)


def _by_name(regions: dict[str, Region]) -> dict[str, Region]:
    return {name: region for region in regions.values() for name in (region.name, *region.aliases)}


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
