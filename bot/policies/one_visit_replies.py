"""The replies about a service item: what is known before the trip, or which item is meant."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.cards import Button, Message, Reply, Topic
from bot.outcomes import Outcome
from bot.policies.checklist_choices import ChecklistChoice, ItemChoice
from bot.policies.checklist_replies import JOURNEY, can_be_checked, topic_of
from bot.policies.choices import Choice
from bot.policies.item_answers import SECTIONS_OF, ItemAnswer, answer_item
from bot.policies.linking import Links
from bot.policies.model import Aspect
from bot.policies.replies import without_names
from bot.policies.service_items import ServiceItem
from bot.policies.store import Edition

# What people ask next about a service item, most frequent first.
_NEXT = (Aspect.MATERIALS, Aspect.WHERE, Aspect.DEADLINE, Aspect.CONDITIONS, Aspect.PROCEDURE)
_NEXT_OFFERED = 3
_ITEMS_OFFERED = 4
_PLACES_OFFERED = 3


@dataclass(frozen=True)
class Meant:
    """The service items that a turn may be about; `name` is the name that means them all."""

    items: tuple[ServiceItem, ...]
    name: str | None = None

    @property
    def item(self) -> ServiceItem | None:
        """The one that is meant, if it is one."""
        return self.items[0] if len(self.items) == 1 else None


def meant(links: Links, slots: dict[str, Any], edition: Edition) -> Meant:
    """What is named: an item, else the items of a named policy, else what was talked about."""
    knowledge = edition.knowledge
    if links.service_items:
        mention = links.service_items[0]
        found = tuple(knowledge.service_items[each] for each in mention.items)
        return Meant(found, mention.name)
    for policy in links.policies:
        served = [item for each in policy.policies for item in knowledge.items_of(each)]
        if served:
            return Meant(tuple(served), policy.name if len(served) > 1 else None)
    kept = knowledge.service_items.get(slots.get("service_item") or "")
    if kept:
        return Meant((kept,))
    return Meant(tuple(knowledge.items_of(slots.get("policy") or "")))


def reply_about_item(
    item: ServiceItem,
    aspect: Aspect,
    region: str | None,
    edition: Edition,
    today: date,
    journey: str = JOURNEY,
    asked: str = "",
) -> Reply:
    """The answer on one side of `item` to the words that were `asked`, with what may come next."""
    bare = "" if asked.startswith("/") else without_names(asked, edition.linker.link(asked))
    answer = answer_item(item, aspect, edition.answerer, today, region, bare)
    message = Message(
        text=answer.text,
        card=answer.card,
        buttons=_buttons(item, aspect, region, answer, edition),
    )
    return Reply(
        messages=[message],
        status=_outcome(answer),
        topic=topic_of(item, journey, aspect),
        as_of=today,
    )


def _outcome(answer: ItemAnswer) -> Outcome:
    if answer.past:
        return Outcome.EXPIRED_POLICY
    return Outcome.ANSWERED if answer.known else Outcome.NOT_IN_KNOWLEDGE


def _buttons(
    item: ServiceItem, aspect: Aspect, region: str | None, answer: ItemAnswer, edition: Edition
) -> list[Button]:
    says = edition.answerer.says
    buttons = []
    if can_be_checked(item, region, edition.answerer):
        check = ChecklistChoice(item=item.id, city=region)
        buttons.append(Button(title=check.title(says), payload=check.payload))
    buttons += [
        Button(title=place, payload=ItemChoice(item=item.id, aspect=aspect, city=place).payload)
        for place in answer.places[:_PLACES_OFFERED]
    ]
    told = [each for each in _NEXT if each is not aspect and _says_something(item, each)]
    choices = [ItemChoice(item=item.id, aspect=each, city=region) for each in told[:_NEXT_OFFERED]]
    if aspect is not Aspect.OVERVIEW:
        choices.insert(0, ItemChoice(item=item.id, city=region))
    buttons += [Button(title=each.title(says), payload=each.payload) for each in choices]
    policy = edition.knowledge.policies.get(item.policy or "")
    if policy:
        choice = Choice(aspect=Aspect.OVERVIEW, policy=policy.id)
        buttons.append(Button(title=policy.name, payload=choice.payload))
    return buttons


def _says_something(item: ServiceItem, aspect: Aspect) -> bool:
    return any(
        sections.of(section) for _, sections in item.overlays() for section in SECTIONS_OF[aspect]
    )


def ask_which_item(
    choices: Meant, text: str, edition: Edition, today: date, check: bool = False
) -> Reply:
    """Ask which item is meant: those of the name, else the likeliest. `check` starts the check."""
    says = edition.answerer.says
    if choices.items and choices.name:
        items = list(choices.items)
        words = says("utter_which_item_of_name", name=choices.name)
    else:
        items = list(choices.items) or _likeliest(text, edition, check)
        words = says("utter_which_item")
    buttons = [
        Button(
            title=item.name,
            payload=(ChecklistChoice if check else ItemChoice)(item=item.id).payload,
        )
        for item in items
    ]
    return Reply(
        messages=[Message(text=words, buttons=buttons)],
        status=Outcome.CLARIFY,
        topic=Topic(journey=JOURNEY),
        as_of=today,
    )


def _likeliest(text: str, edition: Edition, check: bool) -> list[ServiceItem]:
    """The items that `text` may be about; for a check, those that have a list."""
    found = edition.items.likeliest(text, len(edition.knowledge.service_items))
    if check:
        found = [item for item in found if can_be_checked(item, None, edition.answerer)]
    return found[:_ITEMS_OFFERED]
