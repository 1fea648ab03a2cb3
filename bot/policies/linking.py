"""Find the policies and places that a text names, character by character.

A segmenter would hide names (it cuts 富民创业贷能贷 wrongly), so none is used.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.policies.knowledge import KnowledgeBase, Names


@dataclass(frozen=True)
class PolicyMention:
    """A name in the text. `targets` holds (policy id, version id or None), one or more."""

    name: str
    start: int
    end: int
    targets: tuple[tuple[str, str | None], ...]

    @property
    def policies(self) -> list[str]:
        """The policies it may mean, without repeats."""
        return list(dict.fromkeys(policy for policy, _ in self.targets))


@dataclass(frozen=True)
class RegionMention:
    """A city or county in the text."""

    region: str
    start: int
    end: int


@dataclass(frozen=True)
class Links:
    """All that a text names, from left to right."""

    policies: tuple[PolicyMention, ...] = ()
    regions: tuple[RegionMention, ...] = ()


class Linker:
    """Links names of one reading of the knowledge base."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        targets: dict[str, list[tuple[str, str | None]]] = {}
        for name, policy, version in Names.of(knowledge).entries:
            key = name.casefold()
            if (policy, version) not in targets.setdefault(key, []):
                targets[key].append((policy, version))
        self._targets = {name: tuple(found) for name, found in targets.items()}
        self._policy = _any_of(self._targets)
        self._region_of = {
            name: region.name
            for region in knowledge.regions.values()
            if region.level in ("city", "county")
            for name in (region.name, *region.aliases)
        }
        self._region = _any_of(self._region_of)

    def link(self, text: str) -> Links:
        """What `text` (normalised) names; the longest name wins where names overlap."""
        policies = tuple(
            PolicyMention(match[0], *match.span(), self._targets[match[0].casefold()])
            for match in self._policy.finditer(text)
        )
        taken = [(mention.start, mention.end) for mention in policies]
        regions = tuple(
            RegionMention(self._region_of[match[0]], *match.span())
            for match in self._region.finditer(text)
            if not any(start < match.end() and match.start() < end for start, end in taken)
        )
        return Links(policies, regions)


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)), re.IGNORECASE)
