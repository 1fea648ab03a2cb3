"""Which policies and service items the conversation was about, the last one first."""

from dataclasses import dataclass
from typing import Any

from bot.cards import Reply
from bot.outcomes import Outcome
from bot.policies.knowledge import KnowledgeBase

_KEPT = 6
# A list to choose from is not about one of them.
_OF_NONE = {Outcome.CLARIFY, Outcome.SCREENED, Outcome.OUT_OF_SCOPE, Outcome.NOT_OFFERED}


@dataclass(frozen=True)
class Earlier:
    """Ids of policies and service items that are still held."""

    ids: tuple[str, ...]

    @classmethod
    def read(cls, slots: dict[str, Any], knowledge: KnowledgeBase) -> "Earlier":
        """What the conversation's slots hold."""
        held = {*knowledge.policies, *knowledge.service_items}
        return cls(tuple(each for each in slots.get("earlier") or () if each in held))

    def before_now(
        self, kind: str | None, slots: dict[str, Any], knowledge: KnowledgeBase
    ) -> str | None:
        """The last one of the `kind` that is not spoken of now; the one of now where it alone fits.

        None when none fits.
        """
        fitting = [each for each in self.ids if kind is None or _is_a(kind, each, knowledge)]
        now = {slots.get("policy"), slots.get("service_item")}
        others = [each for each in fitting if each not in now]
        return next(iter([*others, *fitting]), None)

    def after(self, reply: Reply) -> list[str]:
        """The slot after `reply`."""
        topic = reply.topic
        about = topic.service_item or next(iter(topic.policies), None)
        if about is None or reply.status in _OF_NONE:
            return list(self.ids)
        return [about, *(each for each in self.ids if each != about)][:_KEPT]


def _is_a(kind: str, subject: str, knowledge: KnowledgeBase) -> bool:
    policy = knowledge.policies.get(subject)
    if policy:
        return any(kind in name for name in (policy.name, *policy.aliases))
    return any(kind in name for name in knowledge.service_items[subject].names)
