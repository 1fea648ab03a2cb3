"""Find the policies, service items and places that a text names, character by character.

A segmenter would hide names (it cuts 富民创业贷能贷 wrongly), so none is used. Names of the same
sound were written right before (`bot.understanding.repair`); what is written almost right is found
here, and asked about where it is not sure.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.policies.knowledge import KnowledgeBase, Names
from bot.policies.near_names import NearName, NearNames, is_sure
from bot.policies.search import character_pairs

# So many pairs of characters more tell one candidate from another.
_CLEARLY = 2


@dataclass(frozen=True)
class PolicyMention:
    """A name in the text. `targets` holds (policy id, version id or None), one or more.

    `score` is 1 for a name as it is written in the knowledge base, less for one with a slip.
    """

    name: str
    start: int
    end: int
    targets: tuple[tuple[str, str | None], ...]
    score: float = 1.0

    @property
    def policies(self) -> list[str]:
        """The policies it may mean, without repeats."""
        return list(dict.fromkeys(policy for policy, _ in self.targets))


@dataclass(frozen=True)
class ItemMention:
    """The name of one or more service items in the text."""

    name: str
    start: int
    end: int
    items: tuple[str, ...]


@dataclass(frozen=True)
class RegionMention:
    """A city or county in the text."""

    region: str
    start: int
    end: int


@dataclass(frozen=True)
class Links:
    """All that a text names, from left to right.

    `perhaps` are policies that may be meant where none is surely named: to be asked about.
    `matters` are (start, end) of words for what is not our business.
    """

    policies: tuple[PolicyMention, ...] = ()
    regions: tuple[RegionMention, ...] = ()
    service_items: tuple[ItemMention, ...] = ()
    perhaps: tuple[str, ...] = ()
    matters: tuple[tuple[int, int], ...] = ()

    def in_focus(self, policy: str) -> "Links":
        """With `policy` for a name that may mean it among others."""
        mentions = tuple(
            replace(mention, targets=tuple(t for t in mention.targets if t[0] == policy))
            if policy in mention.policies
            else mention
            for mention in self.policies
        )
        perhaps = (policy,) if policy in self.perhaps else self.perhaps
        return replace(self, policies=mentions, perhaps=perhaps)

    @property
    def only_items(self) -> tuple[ItemMention, ...]:
        """The names that are a service item's and no policy's."""
        return tuple(
            item
            for item in self.service_items
            if not any(_overlap(item, policy) for policy in self.policies)
        )


class Linker:
    """Links names of one reading of the knowledge base."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        targets: dict[str, list[tuple[str, str | None]]] = {}
        for name, policy, version in Names.of(knowledge).entries:
            key = _folded(name)
            if (policy, version) not in targets.setdefault(key, []):
                targets[key].append((policy, version))
        self._targets = {name: tuple(found) for name, found in targets.items()}
        self._policy = _any_of(self._targets)
        items: dict[str, list[str]] = {}
        for item in knowledge.service_items.values():
            for name in map(_folded, dict.fromkeys(item.names)):
                items.setdefault(name, []).append(item.id)
        self._items = {name: tuple(found) for name, found in items.items()}
        self._item = _any_of(self._items)
        self._served_by = {item.id: item.policy for item in knowledge.service_items.values()}
        pointers = knowledge.pointers.matters
        self._matter = _any_of({_folded(word) for matter in pointers for word in matter.heard})
        self._near = NearNames(self._meanings())
        self._pairs = {
            policy.id: set().union(*map(character_pairs, (policy.name, *policy.aliases)))
            for policy in knowledge.policies.values()
        }
        self._region_of = {
            name: region.name
            for region in knowledge.regions.values()
            if region.level in ("city", "county")
            for name in map(_folded, (region.name, *region.aliases))
        }
        self._region = _any_of(self._region_of)

    def link(self, text: str) -> Links:
        """What `text` (normalised) names; the longest name wins where names overlap."""
        policies = tuple(
            PolicyMention(match[0], *match.span(), self._targets[_folded(match[0])])
            for match in self._policy.finditer(text)
            if _folded(match[0]) in self._targets
        )
        items = tuple(
            ItemMention(match[0], *match.span(), self._items[_folded(match[0])])
            for match in self._item.finditer(text)
            if _folded(match[0]) in self._items
        )
        policies, items = self._longest(policies, items)
        policies, items, perhaps = self._almost(text, policies, items)
        taken = [(mention.start, mention.end) for mention in policies]
        taken += [(mention.start, mention.end) for mention in items]
        regions = tuple(
            RegionMention(self._region_of[_folded(match[0])], *match.span())
            for match in self._region.finditer(text)
            if _folded(match[0]) in self._region_of
            and not any(start < match.end() and match.start() < end for start, end in taken)
        )
        matters = tuple(
            match.span()
            for match in self._matter.finditer(text)
            if not any(start < match.end() and match.start() < end for start, end in taken)
        )
        policies = tuple(self._told_apart(text, mention) for mention in policies)
        return Links(policies, regions, items, perhaps, matters)

    def _told_apart(self, text: str, mention: PolicyMention) -> PolicyMention:
        """“毕业生的那个实名登记”: the words around an ambiguous name tell which is meant."""
        around = f"{text[: mention.start]} {text[mention.end :]}"
        meant = self._only(around, mention.policies)
        if meant is None:
            return mention
        return replace(mention, targets=tuple(t for t in mention.targets if t[0] == meant))

    def chosen(self, text: str, offered: Sequence[str]) -> str | None:
        """The one of the policies `offered` that `text` tells from the others, if there is one."""
        return self._only(text, offered, 1)

    def _only(self, text: str, policies: Sequence[str], clearly: int = _CLEARLY) -> str | None:
        """The one of several policies whose names share much more with `text`, if there is one."""
        if len(policies) < 2:
            return None
        shared = set.intersection(*(self._pairs[policy] for policy in policies))
        said = character_pairs(text) - shared
        fits = sorted(policies, key=lambda policy: -len(said & self._pairs[policy]))
        first, second = (len(said & self._pairs[policy]) for policy in fits[:2])
        return fits[0] if first >= second + clearly else None

    def _meanings(self) -> dict[str, tuple[str, ...]]:
        """What each name leads to, policies before items."""
        meanings = {name: tuple(f"item {one}" for one in ids) for name, ids in self._items.items()}
        for name, targets in self._targets.items():
            meanings[name] = tuple(dict.fromkeys(policy for policy, _ in targets))
        return meanings

    def _almost(
        self,
        text: str,
        policies: tuple[PolicyMention, ...],
        items: tuple[ItemMention, ...],
    ) -> tuple[tuple[PolicyMention, ...], tuple[ItemMention, ...], tuple[str, ...]]:
        """With what is written almost right, where nothing or nothing clear is written right."""
        clear = [mention for mention in policies if len(mention.policies) == 1]
        alone = [item for item in items if not any(_overlap(item, each) for each in policies)]
        if clear or any(len(item.items) == 1 for item in alone):
            return policies, items, ()
        found = self._near.find(text)
        if policies:
            # 灵活就业的社保补贴: what is meant by 社保补贴 stands around it.
            found = [near for near in found if _clearer(near, policies[0])]
        if not is_sure(found):
            if policies or items:
                return policies, items, ()
            near = [(one, target) for one in found for target in self._targets.get(one.name, ())]
            perhaps = tuple(dict.fromkeys(policy for _, (policy, _) in near))
            meant = self._only(text, perhaps)
            for one, target in near:
                if target[0] == meant:
                    told = PolicyMention(one.name, one.start, one.end, (target,), one.score)
                    return (told,), items, ()
            return policies, items, perhaps
        best = found[0]
        if best.name in self._targets:
            targets = self._targets[best.name]
            mention = PolicyMention(best.name, best.start, best.end, targets, best.score)
            around = tuple(item for item in items if not _overlap(item, mention))
            return (mention,), around, ()
        return policies, (ItemMention(best.name, best.start, best.end, self._items[best.name]),), ()

    def _longest(
        self, policies: tuple[PolicyMention, ...], items: tuple[ItemMention, ...]
    ) -> tuple[tuple[PolicyMention, ...], tuple[ItemMention, ...]]:
        """The longest name wins. A policy's name stays beside that of an item that serves it.

        So “失业保险金申领” is both the item and the policy, and what is asked decides.
        """
        kept_policies = tuple(
            policy
            for policy in policies
            if not any(
                _overlap(policy, item) and _length(item) > _length(policy)
                for item in items
                if not {self._served_by[each] for each in item.items} & set(policy.policies)
            )
        )
        kept_items = tuple(
            item
            for item in items
            if not any(
                _overlap(policy, item) and _length(policy) > _length(item)
                for policy in kept_policies
            )
        )
        return kept_policies, kept_items


def _clearer(near: NearName, mention: PolicyMention) -> bool:
    return (
        near.start <= mention.start
        and mention.end <= near.end
        # More of the text, not only a longer name: 社会保险补贴 alone is not 创业社会保险补贴.
        and near.end - near.start > _length(mention)
    )


def _overlap(one: PolicyMention | ItemMention, other: PolicyMention | ItemMention) -> bool:
    return one.start < other.end and other.start < one.end


def _length(mention: PolicyMention | ItemMention) -> int:
    return mention.end - mention.start


def _folded(name: str) -> str:
    """A name as the normalised text has it."""
    return unicodedata.normalize("NFKC", name).casefold()


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(names, key=len, reverse=True)
    # Nothing to find is a pattern that matches nothing, not one that matches everywhere.
    return re.compile("|".join(map(re.escape, longest_first)) or "(?!)", re.IGNORECASE)


# Something that sounds like a policy's name but was not linked: “场租补贴”, not “这个补贴”.
_KIND = "补贴|补助金|补助|贷款|返还|津贴|奖补|奖励|奖学金|失业险|保险金|扶持金|创业金"
_NAME_LIKE = re.compile(rf"([\u4e00-\u9fff]{{1,8}}?)({_KIND})")
_NOT_PART_OF_A_NAME = re.compile(
    r".*(?:这边|那边|这个|那个|这项|那项|这种|那种|这些|那些|这笔|那笔|这|那|的|了|能|可以|可|会|想|要|得|给|有|没|没有|"
    r"领|拿|申请|申领|办|享受|发|补|什么|啥|哪些|哪种|多少|几个|几种|几项|个|份|笔|项|种|和|跟|与|或|还|就|都|"
    r"我|你|您|他|们|吗|呢|吧|啊|到|过|下来|关于|请问|问|国家|政府|各种|所有|全部|怎么|如何|查|"
    r"公司|企业|单位|个人|员工|为|把|被|让|从|在|是|不|也|又|才|上|下|做|弄|搞|整|月|年)"
)


@dataclass(frozen=True)
class UnlinkedName:
    """Words that sound like a policy's name and are none that we hold."""

    text: str
    start: int
    end: int


def unlinked_name(text: str, links: Links) -> UnlinkedName | None:
    """The first name in `text` that sounds like a policy but was not linked."""
    taken = [(mention.start, mention.end) for mention in links.policies]
    taken += [(mention.start, mention.end) for mention in links.service_items]
    taken += [(mention.start, mention.end) for mention in links.regions]
    for match in _NAME_LIKE.finditer(text):
        start = max([match.start(1), *(end for _, end in taken if end <= match.end(1))])
        if any(begin < match.end() and start < end for begin, end in taken):
            continue
        head = text[start : match.end(1)]
        start += len(head) - len(_NOT_PART_OF_A_NAME.sub("", head))
        if match.end(1) - start >= 2:
            return UnlinkedName(text[start : match.end()], start, match.end())
    return None
