"""Policies and service items as the printable pages tell them, from the knowledge base alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.cards import SourceLine
from bot.policies.answer import Answerer
from bot.policies.base import Trust
from bot.policies.cited import Cited
from bot.policies.model import Aspect, Document, Policy, Statement, Version
from bot.policies.partial_date import PartialDate
from bot.policies.service_items import ItemSection, ServiceItem
from bot.policies.store import Edition
from bot.policies.versions import Standing, standing_on, version_on

_AUDIENCES = {"personal": "个人", "enterprise": "单位"}
_RUNS = (Standing.IN_FORCE, Standing.UNCONFIRMED)


@dataclass(frozen=True)
class Entry:
    """One line of the list. `standing` is in prepared sentences, `runs` whether it may still be
    applied for; `since` sorts by the start of the version that answers today, `sources` are
    documents by title, number and date."""

    id: str
    name: str
    summary: str
    place: str
    audience: tuple[str, ...]
    names: tuple[str, ...]
    checked_on: str
    runs: bool = True
    since: str = ""
    since_told: str = ""
    standing: str = ""
    sources: tuple[str, ...] = ()

    @property
    def audience_told(self) -> str:
        """Whom it is for."""
        return "、".join(_AUDIENCES[each] for each in self.audience)

    def fits(self, words: str) -> bool:
        """Whether every one of the words is in its names or its summary."""
        text = " ".join((self.summary, *self.names))
        return all(word in text for word in words.split())


@dataclass(frozen=True)
class Told:
    """A statement with its source in words. `place` where it holds only there, with the year that
    it speaks of; `reposted` when no official page or report was seen."""

    text: str
    source: str
    place: str | None
    reposted: bool


@dataclass(frozen=True)
class Section:
    """One side, with what is known of it and what is not."""

    name: str
    told: tuple[Told, ...]
    unknown: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True)
class VersionPage:
    """One version, whole."""

    id: str
    name: str
    standing: tuple[str, ...]
    checked_on: str
    sections: tuple[Section, ...]
    sources: tuple[SourceLine, ...]


@dataclass(frozen=True)
class PolicyPage:
    """One policy: the version that answers today, then the others, the newest first."""

    entry: Entry
    now: VersionPage
    others: tuple[VersionPage, ...]
    items: tuple[Entry, ...]


@dataclass(frozen=True)
class ItemPage:
    """One service item."""

    entry: Entry
    sections: tuple[Section, ...]
    examples: tuple[str, ...]
    sources: tuple[SourceLine, ...]
    policy: Entry | None


def policy_entries(edition: Edition, today: date) -> list[Entry]:
    """Every policy, those that may still be applied for first, else in file order."""
    entries = [
        _policy_entry(policy, edition.answerer, today)
        for policy in edition.knowledge.policies.values()
    ]
    return sorted(entries, key=lambda entry: not entry.runs)


def item_entries(edition: Edition) -> list[Entry]:
    """Every service item in file order."""
    return [_item_entry(item) for item in edition.knowledge.service_items.values()]


def policy_page(edition: Edition, policy: Policy, today: date) -> PolicyPage:
    """Everything that is held of one policy."""
    now = version_on(policy, today)
    others = [version for version in reversed(policy.versions) if version is not now]
    return PolicyPage(
        entry=_policy_entry(policy, edition.answerer, today),
        now=_version_page(edition.answerer, policy, now, today),
        others=tuple(_version_page(edition.answerer, policy, each, today) for each in others),
        items=tuple(_item_entry(item) for item in edition.knowledge.items_of(policy.id)),
    )


def item_page(edition: Edition, item: ServiceItem, today: date) -> ItemPage:
    """Everything that is held of one service item."""
    answerer = edition.answerer
    teller = _Teller(answerer, Cited(item.documents, item.sources, answerer.says), today)
    sections = []
    for side in ItemSection:
        placed = [(place, each) for place, own in item.overlays() for each in own.of(side)]
        name = answerer.says(f"utter_item_section_{side.value}")
        unknown = tuple(each.text for each in item.unknown if each.section is side)
        sections.append(Section(name, teller.told(placed), unknown))
    examples = [
        answerer.says("utter_item_example", place=each.place, text=teller.text(each))
        for each in item.examples
    ]
    for each in item.examples:
        teller.cited.cite(each.source)
    policy = edition.knowledge.policies.get(item.policy or "")
    return ItemPage(
        entry=_item_entry(item),
        sections=tuple(filter(_says_something, sections)),
        examples=tuple(examples),
        sources=tuple(teller.cited.lines()),
        policy=_policy_entry(policy, answerer, today) if policy else None,
    )


def _version_page(answerer: Answerer, policy: Policy, version: Version, today: date) -> VersionPage:
    teller = _Teller(answerer, Cited(policy.documents, policy.sources, answerer.says), today)
    sections = []
    for aspect in Aspect:
        placed = [(place, each) for place, own in version.overlays() for each in own.of(aspect)]
        unknown = tuple(each.text for each in version.unknown if each.aspect is aspect)
        conflicts = tuple(each.text for each in version.conflicts if each.aspect is aspect)
        name = answerer.aspect_name(aspect)
        sections.append(Section(name, teller.told(placed), unknown, conflicts))
    if version.period.source:
        teller.cited.cite(version.period.source)
    return VersionPage(
        id=version.id,
        name=version.name,
        standing=tuple(answerer.standing_lines(policy, version, today)),
        checked_on=version.checked_on.chinese,
        sections=tuple(filter(_says_something, sections)),
        sources=tuple(teller.cited.lines()),
    )


@dataclass(frozen=True)
class _Teller:
    """Tells statements and cites them."""

    answerer: Answerer
    cited: Cited
    today: date

    def told(self, placed: Sequence[tuple[str | None, Statement]]) -> tuple[Told, ...]:
        """Each statement with its place, as a person reads it."""
        return tuple(self._told(place, statement) for place, statement in placed)

    def text(self, statement: Statement) -> str:
        """What it says, and that it has ended."""
        until = statement.until
        if until is None or self.today <= until.last:
            return statement.text
        return self.answerer.says("utter_statement_ended", text=statement.text, until=until.chinese)

    def _told(self, place: str | None, statement: Statement) -> Told:
        at = self.cited.cite(statement.source)
        line = self.cited.lines()[at]
        label = line.number or f"《{line.title}》"
        where = f"{place}（{self.cited.year(statement)}）" if place else None
        reposted = self.cited.trust(statement) is Trust.C
        return Told(self.text(statement), f"{label}{statement.clause or ''}", where, reposted)


def _says_something(section: Section) -> bool:
    return bool(section.told or section.unknown or section.conflicts)


def _policy_entry(policy: Policy, answerer: Answerer, today: date) -> Entry:
    version = version_on(policy, today)
    start = version.period.start
    return Entry(
        id=policy.id,
        name=policy.name,
        summary=policy.summary,
        place=policy.region,
        audience=tuple(policy.audience),
        names=(policy.name, *policy.aliases),
        checked_on=version.checked_on.chinese,
        runs=standing_on(policy, version, today) in _RUNS,
        since=str(start or ""),
        since_told=start.chinese if start else "",
        standing="".join(answerer.standing_lines(policy, version, today)),
        sources=_documents(policy.documents),
    )


def _item_entry(item: ServiceItem) -> Entry:
    return Entry(
        id=item.id,
        name=item.name,
        summary="",
        place="",
        audience=tuple(item.audience),
        names=tuple(item.names),
        checked_on=item.checked_on.chinese,
        sources=_documents(item.documents),
    )


def _documents(documents: dict[str, Document]) -> tuple[str, ...]:
    return tuple(
        "，".join(part for part in (f"《{each.title}》", each.number, _day(each.date)) if part)
        for each in documents.values()
    )


def _day(day: PartialDate | None) -> str | None:
    return day.chinese if day else None
