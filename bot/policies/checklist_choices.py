"""What a button of a service item stands for, as Rasa's `/intent{"entity": "value"}` text."""

import json
import re
from collections.abc import Callable
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, StrictBool

from bot.errors import UnknownRegion, UnknownServiceItem
from bot.policies.knowledge import KnowledgeBase
from bot.policies.model import Aspect
from bot.policies.service_items import ServiceItem

_FORM = re.compile(r"/(one_visit|checklist|tick)(\{.*\})", re.DOTALL)


class _Choice(BaseModel):
    """What every button of a service item names. The city is a region's full name."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    intent: ClassVar[str]

    item: str
    city: str | None = None

    @property
    def payload(self) -> str:
        """The text that pressing the button sends."""
        named = self.model_dump(mode="json", exclude_defaults=True)
        return f"/{self.intent}{json.dumps(named, ensure_ascii=False)}"

    def shown(self, knowledge: KnowledgeBase, says: Callable[..., str]) -> str:
        """How the person's bubble reads."""
        parts = [knowledge.find_service_item(self.item).name, self.city, self.title(says)]
        return " ".join(part for part in parts if part)

    def title(self, says: Callable[..., str]) -> str:
        """What the button reads, beside the item's name."""
        raise NotImplementedError


class ItemChoice(_Choice):
    """One side of one service item; all that matters before a trip when none is named."""

    intent = "one_visit"
    aspect: Aspect = Aspect.OVERVIEW

    def title(self, says: Callable[..., str]) -> str:
        if self.aspect is Aspect.OVERVIEW:
            return says("utter_button_item_all")
        return says(f"utter_aspect_{self.aspect.value}")


class ChecklistChoice(_Choice):
    """Start the check before the trip."""

    intent = "checklist"

    def title(self, says: Callable[..., str]) -> str:
        return says("utter_button_checklist")


class TickChoice(_Choice):
    """The person has an entry or has it not; every open entry when none is named.

    `mine` is False when the entry concerns only some persons, and this one is none of them.
    """

    intent = "tick"
    entry: str | None = None
    have: StrictBool
    mine: StrictBool = True

    def title(self, says: Callable[..., str]) -> str:
        if self.entry is None:
            return says("utter_button_have_all" if self.have else "utter_button_have_no_more")
        if not self.mine:
            return says("utter_button_not_needed", item=self.entry)
        return says("utter_button_have" if self.have else "utter_button_have_not", item=self.entry)


ItemButton = ItemChoice | ChecklistChoice | TickChoice
_MODELS: dict[str, type[ItemButton]] = {
    "one_visit": ItemChoice,
    "checklist": ChecklistChoice,
    "tick": TickChoice,
}


def read_item_choice(text: str, knowledge: KnowledgeBase) -> ItemButton | None:
    """The choice that `text` is; None for any other text, and for names we do not hold."""
    match = _FORM.fullmatch(text.strip())
    if not match:
        return None
    try:
        choice = _MODELS[match[1]].model_validate(json.loads(match[2]))
        item = knowledge.find_service_item(choice.item)
        city = knowledge.region(choice.city).name if choice.city else None
    except (ValueError, TypeError, UnknownServiceItem, UnknownRegion, RecursionError):
        return None
    if item.id != choice.item or (isinstance(choice, TickChoice) and not _fits(choice, item)):
        return None
    return choice.model_copy(update={"city": city})


def _fits(tick: TickChoice, item: ServiceItem) -> bool:
    """Whether the entry is on one of the item's lists; who has it, cannot be unconcerned."""
    nouns = {each.item for _, sections in item.overlays() for each in sections.materials}
    return (tick.entry is None or tick.entry in nouns) and (tick.mine or not tick.have)
