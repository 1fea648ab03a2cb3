"""Put together the answer on one aspect of one policy version, as of a day and for a place.

Pure: knowledge and prepared sentences in, card and text out. Every statement keeps its source;
statements of trust C are never stated as the rule, only as a place's or a repost's words.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.cards import ContactCard, HotlineLine, PolicyAnswerCard, SourceLine, StatementLine
from bot.policies.base import Trust
from bot.policies.earlier_versions import Earlier, earlier_of_place
from bot.policies.knowledge import KnowledgeBase
from bot.policies.model import Aspect, Conflict, Policy, Source, Statement, Version
from bot.policies.nearest import Nearest
from bot.policies.pages import paged
from bot.policies.partial_date import PartialDate
from bot.policies.placed import Placed, Whole
from bot.policies.versions import Standing, standing_on, version_on
from bot.words import Words

# More places than this are offered as a choice instead of being listed.
_PLACES_LISTED = 3
_STATEMENTS_LISTED = 6
_SOURCES_NAMED = 3
# The summary, the period and the hotlines are an answer by themselves.
ANSWERED_WITHOUT_STATEMENTS = (Aspect.OVERVIEW, Aspect.VALIDITY, Aspect.CONTACT)
# Of these an earlier version tells nothing that could still hold.
_OF_THE_VERSION = (Aspect.OVERVIEW, Aspect.VALIDITY, Aspect.CONTACT)
# For whom a statement is, where somebody asks “企业的呢”.
Concerned = Literal["personal", "enterprise"]
_NAMES = {
    "enterprise": re.compile(r"企业|公司|单位|雇主|机构|小微"),
    "personal": re.compile(r"个人|本人|人员|毕业生|职工|劳动者|创业者|自谋"),
}


@dataclass(frozen=True)
class Answer:
    """Card and text, and what the dialogue needs to know of them.

    The card is whole; the text is one page of it, and `more` the number of the next, if there is
    one. `concerns` says whether a statement names those who were asked about; `first` are the
    statements that it begins with, by their positions in the version.
    """

    card: PolicyAnswerCard
    text: str
    known: bool
    places: list[str]
    more: int | None = None
    concerns: bool = True
    first: tuple[int, ...] = ()


class Answerer:
    """Answers from one reading of the knowledge base."""

    def __init__(self, knowledge: KnowledgeBase, words: Words) -> None:
        self._knowledge = knowledge
        self._words = words
        self._wholes: dict[tuple[str, str], Whole] = {}
        self._nearest: dict[tuple[str, ...], Nearest] = {}

    def contact_card(self) -> ContactCard:
        """Every hotline of `contacts.yml`."""
        return ContactCard(
            lines=[
                HotlineLine(
                    number=hotline.number,
                    name=hotline.name,
                    note="".join(statement.text for statement in hotline.statements),
                )
                for hotline in self._knowledge.contacts.hotlines
            ]
        )

    @property
    def hotline(self) -> str:
        """The number to call when we do not know: the first of `contacts.yml`."""
        return self._knowledge.contacts.hotlines[0].number

    def aspect_name(self, aspect: Aspect) -> str:
        """What a citizen calls the aspect."""
        return self._words.say(f"utter_aspect_{aspect.value}")

    def answer(
        self,
        policy: Policy,
        version: Version,
        aspect: Aspect,
        on: date,
        region: str | None = None,
        page: int | None = None,
        concerned: Concerned | None = None,
        asked: str | tuple[int, ...] = (),
        place_asked: bool = False,
    ) -> Answer:
        """The answer on `aspect` of `version` as it stands on `on`, for `region` or for all.

        `page` counts from 1, and None shows everything at once; what names those who are
        `concerned` comes first, and what is nearest to the words that were `asked`, or the
        statements at these positions of the version. Where the words name the place
        (`place_asked`), its own statements come right after the nearest one.
        """
        composition = _Composition(self, policy, version, aspect, on, region)
        return composition.answer(page, concerned, asked, place_asked)

    def whole(self, policy: Policy, version: Version) -> Whole:
        """Every statement of `version`; made once, since they are searched."""
        key = (policy.id, version.id)
        if key not in self._wholes:
            self._wholes[key] = Whole(version)
        return self._wholes[key]

    def standing_lines(self, policy: Policy, version: Version, on: date) -> list[str]:
        """How `version` stands on `on`, in prepared sentences."""
        return _Composition(self, policy, version, Aspect.CONDITIONS, on, None).standing_lines()

    def sources(
        self, policy: Policy, version: Version, names: list[str]
    ) -> tuple[list[SourceLine], str]:
        """The sources `names` and the documents that the version rests on, as data and in words."""
        period = version.period.source
        day = version.checked_on.last
        composition = _Composition(self, policy, version, Aspect.CONDITIONS, day, None)
        composition.cite([*names, *([period] if period else [])])
        composition.cite_something()
        return composition.source_lines(), composition.source_line()

    def nearest(self, key: tuple[str, ...], texts: Sequence[str]) -> Nearest:
        """The search over `texts`, which are always the same for `key`; made once."""
        if key not in self._nearest:
            self._nearest[key] = Nearest(texts)
        return self._nearest[key]

    @property
    def words(self) -> Words:
        """The prepared sentences."""
        return self._words

    def says(self, name: str, /, **values: object) -> str:
        """A prepared sentence."""
        return self._words.say(name, hotline=self.hotline, **values)

    @property
    def knowledge(self) -> KnowledgeBase:
        """The knowledge that is answered from."""
        return self._knowledge


class _Composition:
    """One answer in the making."""

    def __init__(
        self,
        answerer: Answerer,
        policy: Policy,
        version: Version,
        aspect: Aspect,
        on: date,
        region: str | None,
    ) -> None:
        self._answerer = answerer
        self._says = answerer.says
        self._policy = policy
        self._version = version
        self._aspect = aspect
        self._on = on
        self._region = region
        self._sources: dict[str, int] = {}

    def answer(
        self,
        page: int | None,
        concerned: Concerned | None,
        asked: str | tuple[int, ...],
        place_asked: bool,
    ) -> Answer:
        general = [Placed(None, s) for s in self._version.of(self._aspect)]
        local, places = self._local()
        first = self._first(general + local, asked)[: 1 if place_asked else None]
        begins = self._whole().at(first) if first else []
        general.sort(key=lambda placed: placed not in begins)
        local.sort(key=lambda placed: placed not in begins)
        shown = general + local
        beside = self._beside(shown, asked)
        earlier = None if local else self._earlier()
        unknown = [u.text for u in self._version.unknown if u.aspect is self._aspect]
        conflicts = [c for c in self._version.conflicts if c.aspect is self._aspect]
        known = bool(shown) or self._aspect in ANSWERED_WITHOUT_STATEMENTS
        before = earlier.statements if earlier else []
        self.cite([placed.statement.source for placed in [*beside, *shown, *before]])
        self.cite([source for conflict in conflicts for source in conflict.sources])
        self.cite([self._version.period.source] if self._version.period.source else [])
        self.cite_something()
        # What is always shown: how it stands, when it held, what is not known, whom to call.
        head = [*self.standing_lines(), *self._period_lines()]
        head += [self._policy.summary] if self._aspect is Aspect.OVERVIEW else []
        unknown_lines = self._unknown_lines(unknown, known)
        head += self._beside_lines(beside, bool(shown))
        around = [self._title(follows=False), *head, *unknown_lines, *self._contact_lines()]
        none_here = self._earlier_lines(earlier) or self._no_words_here(local)
        around += [*none_here, *self._more_places(local, places)]
        pages = self._pages(shown, around, conflicts, concerned, begins) if page else [shown]
        at = min(page or 1, len(pages)) - 1
        now = pages[at]
        lines = [self._title(follows=at > 0), *(self.standing_lines() if at else head)]
        lines += self._general_lines([placed for placed in now if placed in general])
        local_lines = self._local_lines([placed for placed in now if placed in local])
        if at == 0:
            local_lines = [*none_here, *local_lines, *self._more_places(local, places)]
        else:
            unknown_lines = []
        # The place that was asked about comes first; where none was, what is not known of the rule
        # comes before what single places say.
        lines += local_lines + unknown_lines if self._region else unknown_lines + local_lines
        lines += self._contact_lines() if at == 0 else []
        told = self._conflicts_on(conflicts, pages, at)
        lines += [self._says("utter_conflict", text=conflict.text) for conflict in told]
        left = sum(map(len, pages[at + 1 :]))
        lines += [self._says("utter_page_more", count=left)] if left else []
        cited = [*beside, *now, *([] if at else before)]
        lines.append(self.source_line(self._cited_on(cited, told)))
        return Answer(
            card=self._card([*beside, *shown], unknown, [c.text for c in conflicts], earlier),
            text="\n".join(lines),
            known=known or bool(beside) or bool(before),
            places=places,
            more=at + 2 if left else None,
            first=first,
            concerns=concerned is None
            or any(_NAMES[concerned].search(p.statement.text) for p in shown),
        )

    # -- what is nearest to the question

    def _whole(self) -> Whole:
        return self._answerer.whole(self._policy, self._version)

    def _first(self, shown: list[Placed], asked: str | tuple[int, ...]) -> tuple[int, ...]:
        if isinstance(asked, tuple):
            return asked
        return self._whole().first(asked, shown) if len(shown) > 1 else ()

    def _beside(self, shown: list[Placed], asked: str | tuple[int, ...]) -> list[Placed]:
        """What another aspect says that is much nearer to the question, if anything."""
        if isinstance(asked, tuple):
            return []
        found = self._whole().beside(asked, shown, self._may_be_told)
        return [found] if found else []

    def _may_be_told(self, place: str) -> bool:
        return self._region is None or self._answerer.knowledge.concerns(place, self._region)

    def _beside_lines(self, beside: list[Placed], others: bool) -> list[str]:
        if not beside:
            return []
        general = [placed for placed in beside if placed.region is None]
        lines = self._general_lines(general) if general else self._local_lines(beside)[1:]
        rest = [self._says("utter_nearest_rest")] if others else []
        return [self._says("utter_nearest"), *lines, *rest]

    # -- pages

    def _pages(
        self,
        shown: list[Placed],
        around: list[str],
        conflicts: list[Conflict],
        concerned: Concerned | None,
        begins: list[Placed],
    ) -> list[list[Placed]]:
        """Each page in the order of the answer; what matters most comes on the first ones.

        `around` are the lines of the first page that are always there.
        """
        matters = sorted(
            shown,
            key=lambda placed: (
                placed not in begins,
                bool(concerned and not _NAMES[concerned].search(placed.statement.text)),
                bool(self._region and not placed.region),
            ),
        )
        lines = [
            self._local_lines([each]) if each.region else self._general_lines([each])
            for each in matters
        ]
        sizes = [len(line) + 1 for *_, line in lines]
        headings = {heading for *before, _ in lines for heading in before}
        waiting = list(conflicts)
        for at, placed in enumerate(matters):
            for conflict in [c for c in waiting if placed.statement.source in c.sources]:
                waiting.remove(conflict)
                sizes[at] += len(self._says("utter_conflict", text=conflict.text)) + 1
        around = [*around, *headings, self._says("utter_page_more", count=len(shown))]
        taken = len("\n".join(around))
        kept = [at for at, placed in enumerate(matters) if self._has_ended(placed.statement)]
        pages = [[matters[at] for at in page] for page in paged(sizes, taken, kept)]
        return [[placed for placed in shown if placed in page] for page in pages] or [[]]

    def _conflicts_on(
        self, conflicts: list[Conflict], pages: list[list[Placed]], at: int
    ) -> list[Conflict]:
        """A conflict is told with the first statement that it is about, else on the first page."""
        told = []
        for conflict in conflicts:
            first = next(
                (
                    number
                    for number, page in enumerate(pages)
                    if any(placed.statement.source in conflict.sources for placed in page)
                ),
                0,
            )
            if first == at:
                told.append(conflict)
        return told

    def _cited_on(self, now: list[Placed], told: list[Conflict]) -> set[str] | None:
        """The sources of what one page shows; None for all of them."""
        names = {placed.statement.source for placed in now}
        names |= {source for conflict in told for source in conflict.sources}
        names |= {self._version.period.source} if self._version.period.source else set()
        return names or None

    def _title(self, follows: bool) -> str:
        return self._says(
            "utter_answer_title_follows" if follows else "utter_answer_title",
            name=self._policy.name,
            aspect=self._answerer.aspect_name(self._aspect),
            version=self._version.name,
        )

    # -- what holds where

    def _local(self) -> tuple[list[Placed], list[str]]:
        """The places' statements to show, and every place that has some."""
        of_place = {
            region: sections.of(self._aspect)
            for region, sections in self._version.cities.items()
            if sections.of(self._aspect)
        }
        places = list(of_place)
        if self._region:
            chosen = [place for place in places if self._may_be_told(place)]
        elif sum(map(len, of_place.values())) <= _STATEMENTS_LISTED:
            chosen = places
        else:
            chosen = _latest(of_place)[:_PLACES_LISTED]
        return [Placed(place, s) for place in chosen for s in of_place[place]], places

    # -- lines

    def _standing(self) -> Standing:
        return standing_on(self._policy, self._version, self._on)

    def standing_lines(self) -> list[str]:
        standing, period = self._standing(), self._version.period
        later = self._later()
        start = self._start()
        end = period.end.chinese if period.end else ""
        if standing is Standing.IN_FORCE and period.end:
            return [self._says("utter_standing_in_force_until", end=end)]
        if standing is Standing.SUPERSEDED:
            return [self._says("utter_standing_superseded", later=later.name if later else "")]
        lines = [self._says(f"utter_standing_{standing.value}", start=start, end=end)]
        if standing is Standing.ENDED and later:
            lines.append(self._says("utter_standing_later_version", later=later.name))
        elif standing is Standing.ENDED and self._aspect is not Aspect.VALIDITY:
            lines += [
                self._says("utter_unknown", items=unknown.text)
                for unknown in self._version.unknown
                if unknown.aspect is Aspect.VALIDITY
            ]
        return lines

    def _start(self) -> str:
        period = self._version.period
        if not period.start:
            return self._says("utter_start_unknown")
        return self._says(f"utter_start_{period.from_is}", start=period.start.chinese)

    def _later(self) -> Version | None:
        """The newest version, when it is not this one and has begun."""
        newest = version_on(self._policy, self._on)
        return newest if newest.id != self._version.id else None

    def _period_lines(self) -> list[str]:
        """Asked whether it still holds: the start too, where the line above does not tell it."""
        told = self._standing() is Standing.IN_FORCE and not self._version.period.end
        if self._aspect not in (Aspect.VALIDITY, Aspect.DEADLINE) or told:
            return []
        end = self._version.period.end
        return [
            self._says(
                "utter_period",
                start=self._start(),
                end=self._says("utter_end", end=end.chinese)
                if end
                else self._says("utter_end_unknown"),
            )
        ]

    def _general_lines(self, general: list[Placed]) -> list[str]:
        stated = [p.statement for p in general if self._trust(p.statement) is not Trust.C]
        reposted = [p.statement for p in general if self._trust(p.statement) is Trust.C]
        lines = [_bullet(self._text(statement)) for statement in stated]
        if reposted:
            lines.append(self._says("utter_group_reposted"))
            lines += [
                _bullet(
                    self._says(
                        "utter_group_reposted_statement",
                        year=self._year(statement),
                        text=self._text(statement),
                    )
                )
                for statement in reposted
            ]
        return lines

    def _unknown_lines(self, unknown: list[str], known: bool) -> list[str]:
        lines = []
        if not known:
            name = self._answerer.aspect_name(self._aspect)
            lines.append(self._says("utter_nothing_known", aspect=name))
        if unknown:
            items = self._says("utter_list_and").join(unknown)
            lines.append(self._says("utter_unknown", items=items))
        return lines

    def _no_words_here(self, local: list[Placed]) -> list[str]:
        if not self._region or local or self._aspect is Aspect.CONTACT:
            return []
        return [self._says("utter_city_none", region=self._region)]

    def _earlier(self) -> Earlier | None:
        """What the place that is asked about said before."""
        if not self._region or self._aspect in _OF_THE_VERSION:
            return None
        return earlier_of_place(self._policy, self._version, self._aspect, self._may_be_told)

    def _earlier_lines(self, earlier: Earlier | None) -> list[str]:
        if earlier is None:
            return []
        heading = self._says(
            "utter_group_city_earlier", region=self._region, version=earlier.version.name
        )
        return [heading, *self._local_lines(earlier.statements)[1:]]

    def _more_places(self, local: list[Placed], places: list[str]) -> list[str]:
        shown = {placed.region for placed in local}
        if self._region or len(places) <= len(shown):
            return []
        names = self._says("utter_list_and").join(places)
        return [self._says("utter_city_choose", regions=names)]

    def _local_lines(self, local: list[Placed]) -> list[str]:
        lines = []
        if local:
            lines.append(
                self._says("utter_group_city", region=self._region)
                if self._region
                else self._says("utter_group_cities")
            )
        for placed in local:
            own = placed.region == self._region
            lines.append(
                _bullet(
                    self._says(
                        "utter_city_own_statement" if own else "utter_city_statement",
                        region=placed.region,
                        year=self._year(placed.statement),
                        text=self._text(placed.statement),
                    )
                )
            )
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

    # -- sources

    def _trust(self, statement: Statement) -> Trust:
        return self._policy.sources[statement.source].trust

    def _has_ended(self, statement: Statement) -> bool:
        return statement.until is not None and self._on > statement.until.last

    def _text(self, statement: Statement) -> str:
        text = statement.text
        if statement.until and self._has_ended(statement):
            until = statement.until.chinese
            text = self._says("utter_statement_ended", text=text, until=until)
        if statement.clause:
            text = self._says("utter_statement_clause", text=text, clause=statement.clause)
        return text

    def _year(self, statement: Statement) -> str:
        if statement.year:
            return self._says("utter_year_of_figure", year=statement.year)
        published = self._policy.sources[statement.source].date
        if published:
            return self._says("utter_year_of_page", year=published.year)
        return self._says("utter_year_unknown")

    def _all_statements(self) -> list[Statement]:
        sections = [self._version, *self._version.cities.values()]
        return [statement for each in sections for _, statement in each.all()]

    def cite(self, sources: list[str]) -> None:
        for source in sources:
            self._sources.setdefault(source, len(self._sources))

    def cite_something(self) -> None:
        """An answer that knows nothing rests on all that was looked through."""
        if not self._sources and not self._version.basis:
            self.cite([statement.source for statement in self._all_statements()])

    def source_lines(self, only: set[str] | None = None) -> list[SourceLine]:
        lines = [
            self._line_of(self._policy.sources[name])
            for name in self._sources
            if only is None or name in only
        ]
        quoted = {line.number or line.title for line in lines}
        for name in self._version.basis:
            document = self._policy.documents[name]
            if (document.number or document.title) not in quoted:
                lines.append(
                    SourceLine(
                        title=document.title,
                        number=document.number,
                        date=str(document.date) if document.date else None,
                        url=document.url,
                        # What a document says may be known from a report only; that it exists is
                        # as sure as the best source that names it.
                        trust=self._best_trust(name),
                    )
                )
        return lines

    def _best_trust(self, document: str) -> Trust:
        grades = [s.trust for s in self._policy.sources.values() if s.document == document]
        return min(grades, default=Trust.B)

    def _line_of(self, source: Source) -> SourceLine:
        document = self._policy.documents.get(source.document or "")
        if not document:
            return SourceLine(
                title=source.title,
                date=str(source.date) if source.date else None,
                url=source.url,
                trust=source.trust.value,
            )
        issued = document.date or source.date
        return SourceLine(
            title=document.title,
            number=document.number,
            date=str(issued) if issued else None,
            url=document.url or source.url,
            trust=source.trust.value,
            seen_in=None if source.title == document.title else source.title,
        )

    def source_line(self, only: set[str] | None = None) -> str:
        # Documents that the version rests on come first, then what the statements cite.
        basis = [self._policy.documents[name].title for name in self._version.basis]
        lines = sorted(
            self.source_lines(only),
            key=lambda line: basis.index(line.title) if line.title in basis else len(basis),
        )
        labels = dict.fromkeys(self._label(line) for line in lines)
        named = self._says("utter_list_and").join(list(labels)[:_SOURCES_NAMED])
        if len(labels) > _SOURCES_NAMED:
            named += self._says("utter_sources_more", count=len(labels))
        return self._says(
            "utter_sources", sources=named, checked_on=self._version.checked_on.chinese
        )

    def _label(self, line: SourceLine) -> str:
        label = line.number or self._says("utter_source_title", title=line.title)
        return self._says(
            "utter_source",
            label=label,
            date=PartialDate.parse(line.date).chinese
            if line.date
            else self._says("utter_source_date_unknown"),
        )

    # -- card

    def _card(
        self,
        shown: list[Placed],
        unknown: list[str],
        conflicts: list[str],
        earlier: Earlier | None,
    ) -> PolicyAnswerCard:
        period = self._version.period
        return PolicyAnswerCard(
            policy=self._policy.id,
            name=self._policy.name,
            version=self._version.id,
            version_name=self._version.name,
            aspect=self._aspect.value,
            aspect_name=self._answerer.aspect_name(self._aspect),
            standing=self._standing().value,
            valid_from=str(period.start) if period.start else None,
            valid_to=str(period.end) if period.end else None,
            as_of=self._on,
            region=self._region,
            statements=[self._statement_line(placed) for placed in shown],
            unknown=unknown,
            conflicts=conflicts,
            sources=self.source_lines(),
            checked_on=str(self._version.checked_on),
            earlier=[self._statement_line(placed) for placed in earlier.statements]
            if earlier
            else [],
            earlier_version=earlier.version.name if earlier else None,
        )

    def _statement_line(self, placed: Placed) -> StatementLine:
        return StatementLine(
            text=self._text(placed.statement),
            source=self._sources[placed.statement.source],
            trust=self._trust(placed.statement).value,
            clause=placed.statement.clause,
            region=placed.region,
            year=self._year(placed.statement) if placed.region else None,
        )


def _bullet(text: str) -> str:
    return f"· {text}"


def _latest(of_place: dict[str, list[Statement]]) -> list[str]:
    """The places by the newest year they speak of; file order where years are equal or unknown."""
    newest = {
        place: max((statement.year or 0) for statement in statements)
        for place, statements in of_place.items()
    }
    return sorted(of_place, key=lambda place: -newest[place])
