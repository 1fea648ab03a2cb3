"""How a figure of a loan is told: its words, its document, its year, and whose it is."""

from collections.abc import Callable

from bot.policies.loan_known import Known, Terms
from bot.policies.model import Aspect, Policy


class LoanWords:
    """Prepared sentences around figures."""

    def __init__(self, says: Callable[..., str]) -> None:
        self._says = says

    def sourced(self, known: Known, terms: Terms) -> str:
        """A figure's words with where they are from; a place's or a repost's said to be that."""
        text = known.figure.text
        if known.figure.clause:
            text = self._says("utter_statement_clause", text=text, clause=known.figure.clause)
        if not known.to_confirm:
            return self._says("utter_loan_figure", text=text, document=self.document(known))
        return self._says(
            "utter_loan_figure_to_confirm",
            text=text,
            region=known.region or "",
            year=self.year(known, terms.policy),
        )

    def document(self, known: Known) -> str:
        citation = known.citation
        assert citation
        document = citation.document
        title = document.title if document else citation.title
        number = document.number if document else None
        return number or self._says("utter_source_title", title=title)

    def year(self, known: Known, policy: Policy) -> str:
        if known.figure.year:
            return self._says("utter_year_of_figure", year=known.figure.year)
        published = policy.sources[known.figure.source].date
        if published:
            return self._says("utter_year_of_page", year=published.year)
        return self._says("utter_year_unknown")

    def place_lines(self, terms: Terms, region: str | None) -> list[str]:
        """That a place has nothing of its own, or which places have, where none was named."""
        if region is None:
            places = self.listed(list(terms.elsewhere))
            return [self._says("utter_loan_elsewhere", regions=places)] if places else []
        if any(known.region for known in terms.figures):
            return []
        return [self._says("utter_city_none", region=region)]

    def listed(self, parts: list[str]) -> str:
        """甲、乙、丙."""
        return self._says("utter_list_and").join(parts)


def amount_unknown(terms: Terms) -> list[str]:
    """What the sources do not say of sums and terms."""
    return [each.text for each in terms.version.unknown if each.aspect is Aspect.AMOUNT]


def amount_conflicts(terms: Terms) -> list[str]:
    """Where the sources disagree on sums."""
    return [each.text for each in terms.version.conflicts if each.aspect is Aspect.AMOUNT]
