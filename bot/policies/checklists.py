"""The checklist before the trip: what to bring, and what the person said of each thing.

Pure. A list without an answer for everything is open; one thing missing makes it incomplete.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from bot.errors import UnknownRegion, UnknownServiceItem
from bot.policies.knowledge import KnowledgeBase
from bot.policies.service_items import Material, ServiceItem


class Mark(StrEnum):
    """What the person said of one entry."""

    HAVE = "have"
    MISSING = "missing"
    NOT_MINE = "not_mine"  # it concerns only some persons, and not this one


@dataclass(frozen=True)
class Entry:
    """One thing to bring; its noun is its id. `region` is the place that asks for it."""

    id: str
    material: Material
    region: str | None


@dataclass(frozen=True)
class Checklist:
    """The list of one item for one place. `remarks` are told beside it and cannot be ticked."""

    item: ServiceItem
    region: str | None
    entries: tuple[Entry, ...]
    remarks: tuple[tuple[str | None, Material], ...]
    marks: Mapping[str, Mark]

    @property
    def open(self) -> list[Entry]:
        """The entries that nothing was said of; an optional one need not be answered."""
        return [e for e in self.entries if e.id not in self.marks and not e.material.optional]

    @property
    def missing(self) -> list[Entry]:
        """What is needed and not there."""
        return [
            entry
            for entry in self.entries
            if self.marks.get(entry.id) is Mark.MISSING and not entry.material.optional
        ]

    @property
    def complete(self) -> bool:
        """Whether everything on it is there or does not concern the person."""
        return bool(self.entries) and not self.open and not self.missing

    def marked(self, marks: Mapping[str, Mark]) -> "Checklist":
        """The list after the person said `marks`; words for what is not on it are left out."""
        held = {entry.id for entry in self.entries}
        said = {entry: mark for entry, mark in marks.items() if entry in held}
        return replace(self, marks={**self.marks, **said})

    @property
    def state(self) -> dict[str, Any]:
        """What the conversation remembers."""
        marks = {entry: mark.value for entry, mark in self.marks.items()}
        return {"item": self.item.id, "region": self.region, "marks": marks}


def checklist_for(item: ServiceItem, region: str | None, knowledge: KnowledgeBase) -> Checklist:
    """The fresh list of `item`: what holds everywhere, and what the places around `region` add."""
    entries: dict[str, Entry] = {}
    remarks = []
    for place, sections in item.overlays():
        if place and not (region and knowledge.within(region, place)):
            continue
        for material in sections.materials:
            if material.item:
                entries.setdefault(material.item, Entry(material.item, material, place))
            else:
                remarks.append((place, material))
    return Checklist(item, region, tuple(entries.values()), tuple(remarks), {})


def places_with_entries(item: ServiceItem) -> list[str]:
    """The places that ask for things of their own."""
    return [
        place
        for place, sections in item.cities.items()
        if any(material.item for material in sections.materials)
    ]


def read_state(state: object, knowledge: KnowledgeBase) -> Checklist | None:
    """The list that the conversation remembers; None when there is none or it is held no more."""
    if not isinstance(state, dict):
        return None
    try:
        item = knowledge.find_service_item(str(state.get("item")))
        region = knowledge.region(state["region"]).name if state.get("region") else None
        marks = {str(entry): Mark(mark) for entry, mark in dict(state.get("marks") or {}).items()}
    except (UnknownServiceItem, UnknownRegion, ValueError, TypeError):
        return None
    return checklist_for(item, region, knowledge).marked(marks)
