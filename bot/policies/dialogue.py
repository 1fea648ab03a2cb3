"""Decide what a turn answers: which policy, version, aspect and place, or what to ask back.

Pure: what was understood, what the conversation is about, and the day come in; a decision goes out.
"""

from dataclasses import dataclass, field, replace
from datetime import date

from bot.errors import UnknownRegion
from bot.policies.answer import Concerned
from bot.policies.choices import Choice
from bot.policies.knowledge import KnowledgeBase
from bot.policies.linking import Links, unlinked_name
from bot.policies.model import Aspect, Policy, Version
from bot.policies.versions import version_named


@dataclass(frozen=True)
class Memory:
    """What the conversation is about. All ids; `as_of` is the day that was asked about."""

    policy: str | None = None
    version: str | None = None
    aspect: str | None = None
    region: str | None = None
    as_of: date | None = None


@dataclass(frozen=True)
class Turn:
    """What was understood of one message. `aspect` is None when it only names something.

    `concerned` is for whom it asks: “企业的呢”.
    """

    text: str
    aspect: Aspect | None
    links: Links = field(default_factory=Links)
    as_of: date | None = None
    concerned: Concerned | None = None


@dataclass(frozen=True)
class Answered:
    """Answer this: the `page` of it, for those who are `concerned`.

    `first` are the statements to begin with, where a button says so.
    """

    policy: Policy
    version: Version
    aspect: Aspect
    region: str | None
    as_of: date | None
    also: tuple[str, ...] = ()
    page: int = 1
    concerned: Concerned | None = None
    first: tuple[int, ...] = ()

    @property
    def memory(self) -> Memory:
        """What to remember."""
        pinned = (
            self.version.id if self.as_of or self.version is not self.policy.versions[-1] else None
        )
        return Memory(self.policy.id, pinned, self.aspect.value, self.region, self.as_of)


@dataclass(frozen=True)
class AskWhichPolicy:
    """Several policies fit, or none was named. `name` is the ambiguous name, if there is one."""

    candidates: tuple[str, ...]
    name: str | None
    memory: Memory


@dataclass(frozen=True)
class NotCollected:
    """A policy was named that the knowledge base does not hold."""

    name: str
    memory: Memory


Decision = Answered | AskWhichPolicy | NotCollected


def decide(turn: Turn, memory: Memory, knowledge: KnowledgeBase, today: date) -> Decision:
    """What to do with `turn`, given `memory` of the conversation so far."""
    memory = _still_valid(memory, knowledge)
    aspect = turn.aspect or (Aspect(memory.aspect) if memory.aspect else None) or Aspect.OVERVIEW
    region = turn.links.regions[-1].region if turn.links.regions else memory.region
    asked = replace(memory, aspect=aspect.value, region=region, as_of=turn.as_of)
    if not turn.links.policies:
        if turn.links.perhaps:
            undecided = replace(asked, policy=None, version=None)
            return AskWhichPolicy(turn.links.perhaps, None, undecided)
        name = unlinked_name(turn.text, turn.links)
        if name and not _told_under(name.text, memory.policy, knowledge):
            return NotCollected(name.text, replace(asked, policy=None, version=None))
        if not memory.policy:
            return AskWhichPolicy((), None, asked)
        return _follow_up(turn, memory, knowledge, aspect, region, today)
    first = turn.links.policies[0]
    if len(first.policies) > 1:
        undecided = replace(asked, policy=None, version=None)
        return AskWhichPolicy(tuple(first.policies), first.name, undecided)
    policy_id, version_id = first.targets[0]
    policy = knowledge.policies[policy_id]
    also = tuple(
        dict.fromkeys(
            other.policies[0]
            for other in turn.links.policies[1:]
            if len(other.policies) == 1 and other.policies[0] != policy_id
        )
    )
    # A name of the version's own wins over the day. A new question does not keep an old day, but
    # the answer to “which policy?” does.
    as_of = turn.as_of or (memory.as_of if memory.policy is None else None)
    version = version_named(policy, version_id, as_of or today)
    return Answered(policy, version, aspect, region, as_of, also)


def _told_under(name: str, policy_id: str | None, knowledge: KnowledgeBase) -> bool:
    """Whether the policy that is talked of has a part of that name: 岗位补贴 of 公益性岗位."""
    policy = knowledge.policies.get(policy_id or "")
    return policy is not None and tells_of(name, policy)


def tells_of(words: str, policy: Policy) -> bool:
    """Whether some statement of `policy` has these very words."""
    return any(
        words in statement.text
        for version in policy.versions
        for _, sections in version.overlays()
        for _, statement in sections.all()
    )


def choose(choice: Choice, memory: Memory, knowledge: KnowledgeBase, today: date) -> Answered:
    """What a pressed button answers. UnknownPolicy when the knowledge no longer holds it."""
    policy, _ = knowledge.find(choice.policy)
    same = memory.policy in (None, policy.id)
    as_of = memory.as_of if same else None
    pinned = choice.version or (memory.version if same else None)
    version = version_named(policy, pinned, as_of or today)
    region = choice.city or memory.region
    return Answered(
        policy,
        version,
        choice.aspect,
        region,
        as_of,
        page=choice.page or 1,
        first=choice.first or (),
    )


def _follow_up(
    turn: Turn,
    memory: Memory,
    knowledge: KnowledgeBase,
    aspect: Aspect,
    region: str | None,
    today: date,
) -> Answered:
    """The same policy, and the same version unless another day is named."""
    assert memory.policy
    policy = knowledge.policies[memory.policy]
    pinned = None if turn.as_of else memory.version
    as_of = turn.as_of or memory.as_of
    version = version_named(policy, pinned, as_of or today)
    return Answered(policy, version, aspect, region, as_of, concerned=turn.concerned)


def _still_valid(memory: Memory, knowledge: KnowledgeBase) -> Memory:
    """Knowledge may have changed since the last turn: forget what it no longer holds."""
    policy = knowledge.policies.get(memory.policy or "")
    if policy is None:
        memory = replace(memory, policy=None, version=None)
    elif memory.version not in {version.id for version in policy.versions}:
        memory = replace(memory, version=None)
    try:
        if memory.region:
            knowledge.region(memory.region)
    except UnknownRegion:
        memory = replace(memory, region=None)
    return memory
