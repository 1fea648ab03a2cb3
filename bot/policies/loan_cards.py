"""A quote as data: the card, and the answer of the API."""

from datetime import date
from typing import Literal

from bot.cards import InstalmentLine, LoanFigureLine, LoanQuoteCard, NeededField, RateLine
from bot.policies.answer import Answerer
from bot.policies.loan_choices import say_decimal
from bot.policies.loan_known import Known, Terms, key_group_names
from bot.policies.loan_terms import Cap, LoanFigure, LongestTerm, Rate, RateKind, Subsidy
from bot.policies.loan_words import LoanWords, amount_conflicts, amount_unknown
from bot.policies.loans import Quote
from bot.policies.model import Policy


class LoanCards:
    """Makes cards from one edition of the knowledge, as of `today`."""

    def __init__(self, answerer: Answerer, today: date) -> None:
        self._answerer = answerer
        self._says = answerer.says
        self._words = LoanWords(answerer.says)
        self._today = today

    def card(self, quote: Quote, group: str | None = None, unread: bool = False) -> LoanQuoteCard:
        """The quote as data. `group` is the kind of borrower as said, `unread` when in vain."""
        loan, terms = quote.loan, quote.terms
        names = list(dict.fromkeys(known.figure.source for known in quote.used))
        sources, _ = self._answerer.sources(terms.policy, terms.version, names)
        exceeded = {id(limit.known): limit.exceeded for limit in quote.limits}
        subsidised, instalments = quote.subsidised, quote.instalments
        return LoanQuoteCard(
            policy=terms.policy.id,
            name=terms.policy.name,
            version=terms.version.id,
            version_name=terms.version.name,
            standing=terms.standing.value,
            as_of=self._today,
            on=loan.on,
            region=loan.region,
            principal=loan.principal,
            months=loan.months,
            repayment=loan.repayment.value,
            rates=self._rates(quote, names),
            group=None if unread else group,
            schedule=[
                InstalmentLine(
                    month=line.month,
                    payment=line.payment,
                    principal=line.principal,
                    interest=line.interest,
                    balance=line.balance,
                )
                for line in instalments
            ]
            if instalments
            else None,
            interest=quote.interest,
            total=quote.total,
            subsidy=subsidised.amount if subsidised else None,
            subsidy_at_most=bool(subsidised and subsidised.at_most),
            own_cost=quote.own_cost,
            formula=self._formula(quote),
            figures=[
                self._figure(known, terms, names, exceeded.get(id(known))) for known in quote.used
            ],
            notes=self._notes(quote, group if unread else None),
            unknown=amount_unknown(terms),
            conflicts=amount_conflicts(terms),
            needed=[
                NeededField(field=name, question=self._question(name, terms.policy))
                for name in quote.needed
            ],
            sources=sources,
            checked_on=str(terms.version.checked_on),
        )

    def _rates(self, quote: Quote, names: list[str]) -> list[RateLine]:
        loan = quote.loan
        lines = [
            RateLine(name=name, percent=percent, given_by="asker", on=loan.on)
            for name, percent in (("annual_rate", loan.annual_rate), ("base_rate", loan.base_rate))
            if percent is not None
        ]
        for known in quote.rates:
            figure = known.figure
            if isinstance(figure, Rate) and figure.kind is RateKind.BASE:
                lines.append(
                    RateLine(
                        name="base_rate",
                        percent=figure.percent,
                        given_by="source",
                        on=loan.on,
                        source=names.index(figure.source),
                    )
                )
        return lines

    def _question(self, name: str, policy: Policy) -> str:
        if name == "group":
            groups = self._words.listed(list(key_group_names(policy).values()))
            return self._says("utter_loan_ask_group", groups=groups)
        if name == "base_rate":
            return self._says("utter_loan_ask_base_rate")
        return self._says("utter_loan_ask_annual_rate")

    def _formula(self, quote: Quote) -> str:
        formula = self._says(f"utter_loan_formula_{quote.loan.repayment.value}")
        rule = quote.subsidised.rule.figure if quote.subsidised else None
        if not isinstance(rule, Subsidy):
            return formula
        if rule.of_interest is not None:
            percent = say_decimal(rule.of_interest)
            return formula + self._says("utter_loan_formula_of_interest", percent=percent)
        return formula + self._says("utter_loan_formula_of_base_rate")

    def _notes(self, quote: Quote, unread: str | None) -> list[str]:
        loan = quote.loan
        return [
            *([self._says("utter_loan_rate_from_bank")] if loan.annual_rate is not None else []),
            *([self._says("utter_loan_subsidy_period")] if quote.subsidised else []),
            *([self._says("utter_loan_group_not_read", group=unread)] if unread else []),
            *self._words.place_lines(quote.terms, loan.region),
        ]

    def _figure(
        self, known: Known, terms: Terms, names: list[str], exceeded: bool | None
    ) -> LoanFigureLine:
        figure = known.figure
        return LoanFigureLine(
            kind=_kind(figure),
            text=figure.text,
            source=names.index(figure.source),
            document=self._words.document(known),
            trust=terms.policy.sources[figure.source].trust.value,
            clause=figure.clause,
            region=known.region,
            year=self._words.year(known, terms.policy),
            valid_from=str(figure.start) if figure.start else None,
            valid_to=str(figure.until) if figure.until else None,
            to_confirm=known.to_confirm,
            exceeded=exceeded,
        )


def _kind(figure: LoanFigure) -> Literal["cap", "term", "rate", "subsidy"]:
    if isinstance(figure, Cap):
        return "cap"
    if isinstance(figure, LongestTerm):
        return "term"
    return "rate" if isinstance(figure, Rate) else "subsidy"
