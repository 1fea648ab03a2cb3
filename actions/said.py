"""What the person said last, with the names in it and what it points back at."""

import re
from dataclasses import dataclass, replace
from itertools import zip_longest

from rasa_sdk.interfaces import Tracker

from actions.earlier import Earlier
from actions.plain_words import plainly_asked
from bot.policies.described import described
from bot.policies.linking import ItemMention, Links, PolicyMention
from bot.policies.model import Aspect, Policy
from bot.policies.store import Edition
from bot.understanding.needs import two_needs
from bot.understanding.references import refers_back
from bot.understanding.statements import asks, clause_around

# Intents that ask about one policy; score and lead of a description for the others.
_OF_ONE_POLICY = ("ask_", "eligibility_check", "inform")
_FOREIGN = {"out_of_scope", "nlu_fallback"}
_FOREIGN_CLEARLY = (45.0, 2.0)
_ANOTHER_CLEARLY = (60.0, 2.0)
_DESCRIBED = 0.7
# So likely is the aspect at least that a message is taken to ask for.
_LIKELY = 0.15
_SURE = 0.75


@dataclass(frozen=True)
class Said:
    """The person's latest message. `second` is another question in it, to be offered after.

    `ranking` holds the likeliest intents with their chances, best first.
    """

    text: str
    intent: str
    links: Links
    second: str | None = None
    ranking: tuple[tuple[str, float], ...] = ()

    def likeliest(self, enough: float = _LIKELY) -> Aspect | None:
        """The aspect of the likeliest intent that asks for one, if its chance is `enough`."""
        for intent, chance in self.ranking:
            if intent.startswith("ask_"):
                return Aspect(intent.removeprefix("ask_")) if chance >= enough else None
        return None

    @property
    def is_sure(self) -> bool:
        """Whether the classifier has hardly a doubt which side is asked."""
        return any(intent.startswith("ask_") and chance >= _SURE for intent, chance in self.ranking)

    @classmethod
    def read(cls, tracker: Tracker, edition: Edition) -> "Said":
        """The latest message of `tracker` with the names in it."""
        # The event holds what was said; `latest_message` what the classifier saw: no names.
        text = next(e["text"] for e in reversed(tracker.events) if e.get("event") == "user") or ""
        heard = heard_intent(tracker)
        needs = two_needs(text)
        if needs:
            text = text[: needs.end]
        intent = plainly_asked(text, heard)
        links = edition.linker.link(text).in_focus(tracker.slots.get("policy") or "")
        links = _beside_this(links, text, tracker)
        links = _chosen(text, links, tracker, edition)
        links = _asked_about(text, _pointing_back(text, links, tracker, edition))
        links = _described(text, intent, links, tracker, edition)
        ranking = tracker.latest_message.get("intent_ranking") or ()
        ranked = tuple((each["name"], each["confidence"]) for each in ranking)
        return cls(text, intent, links, needs.second if needs else None, ranked)

    def policy(self, edition: Edition) -> Policy | None:
        """The one policy that is named, if it is one."""
        named = {policy for mention in self.links.policies for policy in mention.policies}
        return edition.knowledge.policies[named.pop()] if len(named) == 1 else None


def heard_intent(tracker: Tracker) -> str:
    """What the classifier made of the latest message."""
    return (tracker.latest_message.get("intent") or {}).get("name") or ""


def _described(text: str, intent: str, links: Links, tracker: Tracker, edition: Edition) -> Links:
    """`links` with the policy that is described, where none is named."""
    named = links.policies or links.service_items or links.perhaps or links.matters
    if text.startswith("/") or named:
        return links
    if intent in _FOREIGN:
        found = described(text, edition.passages, *_FOREIGN_CLEARLY)
    elif not intent.startswith(_OF_ONE_POLICY):
        return links
    elif tracker.slots.get("policy") or tracker.slots.get("service_item"):
        # What is talked of is meant, unless something else is described very clearly.
        found = described(text, edition.passages, *_ANOTHER_CLEARLY)
    else:
        found = described(text, edition.passages)
    if found is None:
        return links
    end = len(text)
    mention = PolicyMention(found.name, end, end, ((found.id, None),), _DESCRIBED)
    return replace(links, policies=(mention,))


# “一边领失业金一边拿这个行不行” asks about this, not about what is named.
_BESIDE_THIS = re.compile(
    "(?=.*(?:这个|这项|这笔|这种|它))(?=.*(?:一边|同时|一起|叠加|冲突|影响|重复|也能|还能))"
)


def _beside_this(links: Links, text: str, tracker: Tracker) -> Links:
    """`links` without what is only named beside what is talked of."""
    focus = tracker.slots.get("policy")
    named = {policy for mention in links.policies for policy in mention.policies}
    apart = focus and named and focus not in named and _BESIDE_THIS.match(text)
    return replace(links, policies=()) if apart else links


def _chosen(text: str, links: Links, tracker: Tracker, edition: Edition) -> Links:
    """`links` with the one of the policies offered just now that `text` tells apart.

    “灵活就业的，补几成”, after it was asked which 社保补贴 is meant.
    """
    offered = [p for p in tracker.slots.get("offered") or () if p in edition.knowledge.policies]
    if links.policies or links.service_items or text.startswith("/"):
        return links
    meant = edition.linker.chosen(text, offered)
    if meant is None:
        return links
    mention = PolicyMention(edition.knowledge.policies[meant].name, 0, 0, ((meant, None),))
    return replace(links, policies=(mention,), perhaps=())


def asks_in(text: str, mention: PolicyMention) -> bool:
    """Whether the clause that holds the name asks something."""
    return asks(clause_around(text, mention.start, mention.end))


def _asked_about(text: str, links: Links) -> Links:
    """`links` without the policies that are only told of, where another one is asked about.

    “就困认定过，灵活就业社保补贴我能拿吗” asks about the second.
    """
    if len(links.policies) < 2 or text.startswith("/"):
        return links
    # “就业困难人员的创业补贴” is about the second: the first says whose it is.
    whole = tuple(
        one
        for one, other in zip_longest(links.policies, links.policies[1:])
        if other is None or text[one.end : other.start] != "的"
    )
    links = replace(links, policies=whole)
    asked = [each for each in links.policies if asks_in(text, each)]
    return replace(links, policies=tuple(asked)) if asked else links


def _pointing_back(text: str, links: Links, tracker: Tracker, edition: Edition) -> Links:
    """`links` with what “前面那个补贴” means, as if its name had been said."""
    words = refers_back(text)
    if words is None or links.policies or links.service_items or text.startswith("/"):
        return links
    knowledge = edition.knowledge
    meant = Earlier.read(tracker.slots, knowledge).before_now(words.kind, tracker.slots, knowledge)
    if meant in knowledge.policies:
        name, targets = knowledge.policies[meant].name, ((meant, None),)
        return replace(links, policies=(PolicyMention(name, words.start, words.end, targets),))
    if meant in knowledge.service_items:
        name = knowledge.service_items[meant].name
        items = (ItemMention(name, words.start, words.end, (meant,)),)
        return replace(links, service_items=items)
    return links
