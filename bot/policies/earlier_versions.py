"""What a place said in an earlier version, where the one that answers holds nothing of it."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.policies.model import Aspect, Policy, Version
from bot.policies.placed import Placed

# An old rule is a hint for whoever asks there: the first of it is enough.
_MOST = 4


@dataclass(frozen=True)
class Earlier:
    """The version that still had words of the place, and these words."""

    version: Version
    statements: list[Placed]


def earlier_of_place(
    policy: Policy, version: Version, aspect: Aspect, concerns: Callable[[str], bool]
) -> Earlier | None:
    """The newest version before `version` that says something of `aspect` where it `concerns`."""
    before = policy.versions[: [each.id for each in policy.versions].index(version.id)]
    for each in reversed(before):
        found = [
            Placed(place, statement)
            for place, sections in each.cities.items()
            if concerns(place)
            for statement in sections.of(aspect)
        ]
        if found:
            return Earlier(each, found[:_MOST])
    return None
