"""Put together the answer about one service item, as of a day and for a place.

Pure: knowledge and prepared sentences in, card and text out. Every statement keeps its source, and
statements of trust C are told as what was reposted, never as the rule.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.cards import ItemSectionLines, ServiceItemCard, StatementLine
from bot.policies.answer import Answerer
from bot.policies.base import Trust
from bot.policies.cited import Cited
from bot.policies.model import Aspect, Statement
from bot.policies.service_items import Example, ItemSection, ItemSections, ServiceItem
from bot.policies.versions import Standing, standing_on, version_on

# What decides whether the trip is worth it comes first.
_TRIP = (
    ItemSection.VISITS,
    ItemSection.MATERIALS,
    ItemSection.NOT_TO_BE_ASKED,
    ItemSection.WHERE,
    ItemSection.ONLINE,
    ItemSection.TIME_LIMIT,
    ItemSection.FEE,
)
_BESIDE = (ItemSection.ELIGIBILITY, ItemSection.AMOUNT, ItemSection.NOTES)
SECTIONS_OF: dict[Aspect, tuple[ItemSection, ...]] = {
    Aspect.OVERVIEW: _TRIP,
    Aspect.CONDITIONS: (ItemSection.ELIGIBILITY, ItemSection.NOTES),
    Aspect.AMOUNT: (ItemSection.AMOUNT, ItemSection.FEE),
    Aspect.MATERIALS: (ItemSection.MATERIALS, ItemSection.NOT_TO_BE_ASKED),
    Aspect.PROCEDURE: (ItemSection.PROCEDURE, ItemSection.WHERE, ItemSection.ONLINE),
    Aspect.DEADLINE: (ItemSection.TIME_LIMIT,),
    Aspect.WHERE: (ItemSection.WHERE, ItemSection.ONLINE),
    Aspect.CONTACT: (ItemSection.WHERE,),
    Aspect.VALIDITY: (ItemSection.NOTES,),
}
# Told as not seen when nothing is known of them, as is what was asked for; the others only when
# something is.
_ALWAYS_TOLD = frozenset(_TRIP) - {ItemSection.NOT_TO_BE_ASKED, ItemSection.FEE}
# More local statements of a section than this are offered by place instead of being listed.
_LOCAL_LISTED = 3
_VISITS_ASKED = re.compile("[几多]少?[趟次回]")
_PAST = (Standing.ENDED, Standing.SUPERSEDED)


@dataclass(frozen=True)
class ItemAnswer:
    """Card and text; the places that have words of their own which were not shown."""

    card: ServiceItemCard
    text: str
    known: bool
    past: bool
    places: list[str]


@dataclass(frozen=True)
class _Shown:
    section: ItemSection
    general: list[Statement]
    local: list[tuple[str, Statement]]
    hidden: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.general or self.local or self.hidden)


def answer_item(
    item: ServiceItem,
    aspect: Aspect,
    answerer: Answerer,
    on: date,
    region: str | None = None,
    asked: str = "",
) -> ItemAnswer:
    """What is known of one side of `item` on day `on`, for `region` or for everywhere.

    What another side says comes first where it is much nearer to the words that were `asked`.
    """
    return _Composition(item, aspect, answerer, on, region).answer(asked)


def aspect_in(item: ServiceItem, asked: str, answerer: Answerer) -> Aspect | None:
    """The side of `item` that `asked` is about, where a statement has its very words."""
    every = [each for _, sections in item.overlays() for each in sections.all()]
    texts = [statement.text for _, statement in every]
    at = answerer.nearest((item.id, "all"), texts).beside(asked, [], range(len(every)), shared=2)
    if at is None:
        return None
    section = every[at][0]
    # Before a trip everything is told; so the narrowest side that tells it.
    sides = [aspect for aspect, sections in SECTIONS_OF.items() if section in sections]
    return min(sides, key=lambda aspect: len(SECTIONS_OF[aspect]), default=None)


def concerning(item: ServiceItem, region: str | None, answerer: Answerer) -> list[str]:
    """The places of `item` that a person in `region` is concerned by, and those inside it."""
    concerns = answerer.knowledge.concerns
    return [place for place in item.cities if region and concerns(place, region)]


class _Composition:
    """One answer in the making."""

    def __init__(
        self,
        item: ServiceItem,
        aspect: Aspect,
        answerer: Answerer,
        on: date,
        region: str | None,
    ) -> None:
        self._item = item
        self._aspect = aspect
        self._answerer = answerer
        self._says = answerer.says
        self._on = on
        self._region = region
        self._cited = Cited(item.documents, item.sources, answerer.says)
        self._hidden: list[str] = []

    def answer(self, asked: str) -> ItemAnswer:
        shown = [self._shown(section) for section in SECTIONS_OF[self._aspect]]
        if self._aspect is Aspect.OVERVIEW and not any(shown):
            shown += [self._shown(section) for section in _BESIDE]
        told = {each.section for each in shown}
        examples = [
            example
            for example in self._item.examples
            if self._aspect is not Aspect.OVERVIEW
            and example.section in told
            and not any(each for each in shown if each.section is example.section)
        ]
        unknown = [each.text for each in self._item.unknown if each.section in told]
        beside = self._beside(shown, asked)
        lines = [self._title(), *self._policy_lines(), *self._beside_lines(beside, shown)]
        for each in shown:
            lines += self._section_lines(each)
        lines += self._example_lines(examples)
        if unknown:
            lines.append(self._says("utter_unknown", items=self._list(unknown)))
        elif not all(shown):
            lines.append(self._says("utter_item_ask_hotline"))
        lines += self._place_lines(any(each.local for each in shown))
        lines += [self._says("utter_item_confirm_reposted")] if self._reposted(shown) else []
        lines += self._contact_lines()
        lines.append(self._source_line())
        return ItemAnswer(
            card=self._card([*beside, *shown], examples, unknown),
            text="\n".join(lines),
            known=self._is_known(shown, bool(beside), asked),
            past=self._past(),
            places=list(dict.fromkeys(self._hidden)),
        )

    def _is_known(self, shown: list[_Shown], beside: bool, asked: str) -> bool:
        """Whether it answers; “要跑几趟” only where the visits are told."""
        if self._aspect is Aspect.OVERVIEW and _VISITS_ASKED.search(asked):
            visits = next(each for each in shown if each.section is ItemSection.VISITS)
            return bool(visits) or beside
        return any(shown) or beside or self._aspect is Aspect.CONTACT

    # -- what is nearest to the question

    def _beside(self, shown: list[_Shown], asked: str) -> list[_Shown]:
        """The statement of a section not `shown` that is much nearer to what was `asked`."""
        if not asked:
            return []
        told = {each.section for each in shown}
        chosen = concerning(self._item, self._region, self._answerer)
        overlays: list[tuple[str | None, ItemSections]] = [(None, self._item)]
        overlays += [(place, self._item.cities[place]) for place in chosen]
        every = [
            (section, place, statement)
            for place, sections in overlays
            for section, statement in sections.all()
        ]
        texts = [statement.text for *_, statement in every]
        at = self._answerer.nearest((self._item.id, *chosen), texts).beside(
            asked,
            [at for at, (section, *_) in enumerate(every) if section in told],
            range(len(every)),
        )
        if at is None:
            return []
        section, place, statement = every[at]
        return [
            _Shown(section, [], [(place, statement)]) if place else _Shown(section, [statement], [])
        ]

    def _beside_lines(self, beside: list[_Shown], shown: list[_Shown]) -> list[str]:
        if not beside:
            return []
        lines = [self._says("utter_nearest")]
        for each in beside:
            lines += [self._statement(statement) for statement in each.general]
            lines += [self._local(place, statement) for place, statement in each.local]
        return [*lines, *([self._says("utter_nearest_rest")] if any(shown) else [])]

    # -- what holds where

    def _shown(self, section: ItemSection) -> _Shown:
        chosen = concerning(self._item, self._region, self._answerer)
        places = chosen if self._region else list(self._item.cities)
        local = [
            (place, statement)
            for place in places
            for statement in self._item.cities[place].of(section)
        ]
        hidden: tuple[str, ...] = ()
        if not self._region and len(local) > _LOCAL_LISTED:
            hidden, local = tuple(place for place, _ in local), []
            self._hidden += hidden
        return _Shown(section, self._item.of(section), local, hidden)

    # -- lines

    def _title(self) -> str:
        if self._aspect is Aspect.OVERVIEW:
            return self._says("utter_item_title", name=self._item.name)
        aspect = self._answerer.aspect_name(self._aspect)
        return self._says("utter_item_aspect_title", name=self._item.name, aspect=aspect)

    def _policy_lines(self) -> list[str]:
        """A policy that is past its end is told before how to apply for it."""
        policy = self._answerer.knowledge.policies.get(self._item.policy or "")
        if policy is None or not self._past():
            return []
        version = version_on(policy, self._on)
        end = version.period.end
        return [
            self._says(
                "utter_item_policy_ended",
                policy=policy.name,
                version=version.name,
                end=self._says("utter_end", end=end.chinese)
                if end
                else self._says("utter_end_unknown"),
            )
        ]

    def _past(self) -> bool:
        policy = self._answerer.knowledge.policies.get(self._item.policy or "")
        if policy is None:
            return False
        return standing_on(policy, version_on(policy, self._on), self._on) in _PAST

    def _section_lines(self, shown: _Shown) -> list[str]:
        name = self.section_name(shown.section)
        if not shown:
            told = shown.section in _ALWAYS_TOLD or shown.section is SECTIONS_OF[self._aspect][0]
            return [self._says("utter_item_nothing_known", section=name)] if told else []
        if not (shown.general or shown.local):
            return [self._says("utter_item_differs", section=name)]
        return [
            self._says("utter_item_section", section=name),
            *(self._statement(statement) for statement in shown.general),
            *(self._local(place, statement) for place, statement in shown.local),
        ]

    def section_name(self, section: ItemSection) -> str:
        """What a citizen calls the section."""
        return self._says(f"utter_item_section_{section.value}")

    def _statement(self, statement: Statement) -> str:
        self._cited.cite(statement.source)
        if self._cited.trust(statement) is not Trust.C:
            return _bullet(self._text(statement))
        year = self._cited.year(statement)
        return _bullet(self._says("utter_item_reposted", year=year, text=self._text(statement)))

    def _local(self, place: str, statement: Statement) -> str:
        self._cited.cite(statement.source)
        reposted = self._cited.trust(statement) is Trust.C
        return _bullet(
            self._says(
                "utter_item_local_reposted" if reposted else "utter_city_statement",
                region=place,
                year=self._cited.year(statement),
                text=self._text(statement),
            )
        )

    def _text(self, statement: Statement) -> str:
        text = statement.text
        if statement.until and self._on > statement.until.last:
            until = statement.until.chinese
            text = self._says("utter_statement_ended", text=text, until=until)
        if statement.clause:
            text = self._says("utter_statement_clause", text=text, clause=statement.clause)
        return text

    def _example_lines(self, examples: Sequence[Example]) -> list[str]:
        if not examples:
            return []
        for example in examples:
            self._cited.cite(example.source)
        return [
            self._says("utter_item_examples"),
            *(
                _bullet(self._says("utter_item_example", place=each.place, text=each.text))
                for each in examples
            ),
        ]

    def _reposted(self, shown: Sequence[_Shown]) -> bool:
        told = [each for one in shown for each in (*one.general, *(text for _, text in one.local))]
        return any(self._cited.trust(statement) is Trust.C for statement in told)

    def _place_lines(self, local: bool) -> list[str]:
        lines = [self._says("utter_item_confirm_local")] if local else []
        if self._region and not local and self._aspect is not Aspect.CONTACT:
            lines.append(self._says("utter_city_none", region=self._region))
        if self._hidden:
            places = self._list(list(dict.fromkeys(self._hidden)))
            lines.append(self._says("utter_city_choose", regions=places))
        return lines

    def _contact_lines(self) -> list[str]:
        if self._aspect is not Aspect.CONTACT:
            return []
        return [
            _bullet(
                self._says("utter_contact_line", number=line.number, name=line.name, note=line.note)
            )
            for line in self._answerer.contact_card().lines
        ]

    def _source_line(self) -> str:
        if not self._cited.lines():
            # An answer that knows nothing rests on all that was looked through.
            for _, sections in self._item.overlays():
                for _, statement in sections.all():
                    self._cited.cite(statement.source)
        return self._says(
            "utter_sources", sources=self._cited.words(), checked_on=self._item.checked_on.chinese
        )

    def _list(self, parts: list[str]) -> str:
        return self._says("utter_list_and").join(parts)

    # -- card

    def _card(
        self, shown: list[_Shown], examples: list[Example], unknown: list[str]
    ) -> ServiceItemCard:
        return ServiceItemCard(
            item=self._item.id,
            name=self._item.name,
            policy=self._item.policy,
            aspect=self._aspect.value,
            aspect_name=self._answerer.aspect_name(self._aspect),
            as_of=self._on,
            region=self._region,
            sections=[self._lines_of(each) for each in shown if each.general or each.local],
            examples=[
                self._says("utter_item_example", place=each.place, text=each.text)
                for each in examples
            ],
            unknown=unknown,
            sources=self._cited.lines(),
            checked_on=str(self._item.checked_on),
        )

    def _lines_of(self, shown: _Shown) -> ItemSectionLines:
        placed: list[tuple[str | None, Statement]] = [(None, each) for each in shown.general]
        placed += shown.local
        return ItemSectionLines(
            section=shown.section.value,
            name=self.section_name(shown.section),
            statements=[
                StatementLine(
                    text=self._text(statement),
                    source=self._cited.cite(statement.source),
                    trust=self._cited.trust(statement).value,
                    clause=statement.clause,
                    region=place,
                    year=self._cited.year(statement) if place else None,
                )
                for place, statement in placed
            ],
        )


def _bullet(text: str) -> str:
    return f"· {text}"
