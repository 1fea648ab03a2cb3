"""What was understood against what was meant, counted."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.cards import Reply, Topic
from bot.evaluation.utterances import Labelled

# What the bot may take a foreign matter for without harm: it answers nothing from the policies.
_HARMLESS = frozenset({"out_of_scope", "chitchat", "unclear", "human", "complaint_feedback"})
# What is never a refusal of somebody's business.
_NOT_BUSINESS = frozenset({"out_of_scope", "chitchat", "unclear"})


@dataclass(frozen=True)
class Judged:
    """One utterance and what the bot took it for. A measure is None where the label has none."""

    said: Labelled
    topic: Topic
    journey: bool
    policy: bool | None
    aspect: bool | None
    # Of what is not our business: was it answered as if it were? Of what is: was it refused?
    answered_foreign: bool | None
    refused_own: bool | None

    @property
    def missed(self) -> list[str]:
        """What went wrong, as “measure: meant → taken for”."""
        wanted, got = self.said, self.topic
        faults = []
        if not self.journey:
            faults.append(f"journey: {wanted.journey} → {got.journey}")
        if self.aspect is False:
            faults.append(f"aspect: {wanted.aspect} → {got.aspect}")
        if self.policy is False:
            faults.append(
                f"policy: {wanted.policy} → {'、'.join(got.policies) or got.service_item or '—'}"
            )
        return faults


def judge(said: Labelled, reply: Reply, meant: set[str]) -> Judged:
    """Hold `reply` against the label; `meant` are the ids that its policy may be."""
    topic = reply.topic
    named = {*topic.policies, topic.service_item}
    foreign = said.journey == "out_of_scope"
    return Judged(
        said=said,
        topic=topic,
        journey=topic.journey == said.journey,
        policy=bool(meant & named) if said.policy else None,
        aspect=topic.aspect == said.aspect if said.aspect else None,
        answered_foreign=topic.journey not in _HARMLESS if foreign else None,
        refused_own=topic.journey == "out_of_scope" if said.journey not in _NOT_BUSINESS else None,
    )


@dataclass
class Share:
    """So many of so many."""

    of: int = 0
    count: int = 0

    def add(self, value: bool | None) -> None:
        """Count one; None is not counted."""
        if value is not None:
            self.of += 1
            self.count += value

    @property
    def percent(self) -> float | None:
        """In percent; None where there was nothing to count."""
        return 100 * self.count / self.of if self.of else None


@dataclass
class Scores:
    """The shares of one group of utterances."""

    journey: Share = field(default_factory=Share)
    policy: Share = field(default_factory=Share)
    aspect: Share = field(default_factory=Share)
    answered_foreign: Share = field(default_factory=Share)
    refused_own: Share = field(default_factory=Share)

    @classmethod
    def of(cls, judged: Iterable[Judged]) -> "Scores":
        """Count `judged`."""
        scores = cls()
        for one in judged:
            for name in MEASURES:
                getattr(scores, name).add(getattr(one, name))
        return scores


MEASURES = ("journey", "policy", "aspect", "answered_foreign", "refused_own")


def by_style(judged: list[Judged]) -> dict[str, Scores]:
    """The scores of each style, in the order in which the styles appear."""
    styles = list(dict.fromkeys(one.said.style for one in judged if one.said.style))
    return {style: Scores.of(one for one in judged if one.said.style == style) for style in styles}
