"""The sources that one answer cites, in the order in which they were first used."""

from collections.abc import Callable, Mapping

from bot.cards import SourceLine
from bot.policies.base import Trust
from bot.policies.model import Document, Source, Statement
from bot.policies.partial_date import PartialDate

Says = Callable[..., str]
_NAMED = 3


class Cited:
    """Collects sources by name; every statement that is told is cited here first."""

    def __init__(
        self, documents: Mapping[str, Document], sources: Mapping[str, Source], says: Says
    ) -> None:
        self._documents = documents
        self._sources = sources
        self._says = says
        self._positions: dict[str, int] = {}

    def cite(self, source: str) -> int:
        """The position of `source` in `lines`."""
        return self._positions.setdefault(source, len(self._positions))

    def trust(self, statement: Statement) -> Trust:
        """How well the statement's source is known."""
        return self._sources[statement.source].trust

    def year(self, statement: Statement) -> str:
        """The year it speaks of, else when its page was published, else that neither is known."""
        if statement.year:
            return self._says("utter_year_of_figure", year=statement.year)
        published = self._sources[statement.source].date
        if published:
            return self._says("utter_year_of_page", year=published.year)
        return self._says("utter_year_unknown")

    def lines(self) -> list[SourceLine]:
        """Every cited source as a person reads it."""
        return [self._line(self._sources[name]) for name in self._positions]

    def words(self) -> str:
        """The first sources by number or title and date, and how many there are."""
        labels = list(dict.fromkeys(self._label(line) for line in self.lines()))
        named = self._says("utter_list_and").join(labels[:_NAMED])
        if len(labels) > _NAMED:
            named += self._says("utter_sources_more", count=len(labels))
        return named

    def _line(self, source: Source) -> SourceLine:
        document = self._documents.get(source.document or "")
        issued = (document.date if document else None) or source.date
        return SourceLine(
            title=document.title if document else source.title,
            number=document.number if document else None,
            date=str(issued) if issued else None,
            url=(document.url if document else None) or source.url,
            trust=source.trust.value,
            seen_in=source.title if document and document.title != source.title else None,
        )

    def _label(self, line: SourceLine) -> str:
        return self._says(
            "utter_source",
            label=line.number or self._says("utter_source_title", title=line.title),
            date=PartialDate.parse(line.date).chinese
            if line.date
            else self._says("utter_source_date_unknown"),
        )
