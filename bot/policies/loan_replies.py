"""A loan's questions, quotes and figures as the person reads them. The text alone is enough."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from bot.cards import Button, LoanQuoteCard, Message, Reply, Topic
from bot.outcomes import Outcome
from bot.policies.loan_cards import LoanCards
from bot.policies.loan_choices import LoanChoice, say_decimal, say_months, say_yuan
from bot.policies.loan_dialogue import Field, LoanTalk
from bot.policies.loan_known import Known, Terms
from bot.policies.loan_schedule import Repayment
from bot.policies.loan_terms import Cap, LongestTerm, Rate, Subsidy
from bot.policies.loan_words import LoanWords, amount_conflicts, amount_unknown
from bot.policies.loans import Quote
from bot.policies.model import Aspect, Policy
from bot.policies.replies import aspect_buttons
from bot.policies.store import Edition

CALC_JOURNEY = "loan_calc"
INFO_JOURNEY = "loan_info"
_MONTHS_OFFERED = (12, 24, 36)
_PLACES_OFFERED = 3


class LoanReplies:
    """Writes replies from one edition of the knowledge, as of `today`."""

    def __init__(self, edition: Edition, today: date) -> None:
        self._answerer = edition.answerer
        self._says = edition.answerer.says
        self._figures = LoanWords(edition.answerer.says)
        self._cards = LoanCards(edition.answerer, today)
        self._today = today

    # -- asking

    def ask(self, talk: LoanTalk, field: Field, before: list[str]) -> Reply:
        """Ask for `field`; the lines `before` come first."""
        told = self._told(talk)
        noted = [self._says("utter_loan_noted", told=told)] if told else []
        text = "\n".join([*before, *noted, self.question(field)])
        message = Message(text=text, buttons=self._choices(field))
        return self._reply(message, Outcome.ASK_FACT, CALC_JOURNEY, talk.policy)

    def stuck(self, talk: LoanTalk, field: Field) -> Reply:
        """`field` was not understood twice: the ways out of it."""
        info = Button(
            title=self._says("utter_button_loan_info"),
            payload=LoanChoice(intent="loan_info").payload,
        )
        message = Message(
            text=self._says("utter_loan_stuck"), buttons=[*self._choices(field), info]
        )
        return self._reply(message, Outcome.ASK_FACT, CALC_JOURNEY, talk.policy)

    def waiting(self, field: Field, in_full: bool) -> Message:
        """The open question after another topic: in its own words, or only pointed at."""
        question = self._says("utter_check_back", question=self.question(field))
        text = question if in_full else self._says("utter_loan_waiting")
        return Message(text=text, buttons=self._choices(field))

    def stopped(self) -> Reply:
        """The sum is given up."""
        message = Message(text=self._says("utter_loan_stopped"))
        return self._reply(message, Outcome.CHECK_STOPPED, CALC_JOURNEY, None)

    def question(self, field: Field) -> str:
        """How a person is asked for `field`."""
        return self._says(f"utter_loan_ask_{field.value}")

    def _choices(self, field: Field) -> list[Button]:
        if field is Field.MONTHS:
            return [
                Button(
                    title=say_months(months, self._says), payload=LoanChoice(months=months).payload
                )
                for months in _MONTHS_OFFERED
            ]
        if field is Field.ANNUAL_RATE:
            return [
                Button(
                    title=self._says("utter_button_no_rate"),
                    payload=LoanChoice(no_rate=True).payload,
                )
            ]
        return []

    def _told(self, talk: LoanTalk) -> str:
        parts = [
            say_yuan(talk.principal, self._says) if talk.principal is not None else None,
            say_months(talk.months, self._says) if talk.months is not None else None,
            self._says("utter_loan_rate", rate=say_decimal(talk.annual_rate))
            if talk.annual_rate is not None
            else None,
            self._says(f"utter_repayment_{talk.repayment.value}") if talk.repayment else None,
            talk.region,
        ]
        return self._figures.listed([part for part in parts if part])

    # -- a quote

    def quoted(self, quote: Quote, talk: LoanTalk, before: list[str]) -> Reply:
        """The quote; what is known without a schedule where there is no rate."""
        card = self._cards.card(quote)
        if talk.repayment is None and quote.instalments:
            card.notes.insert(0, self._says("utter_loan_default_repayment"))
        text = "\n".join([*before, *self._lines(quote, card, talk)])
        message = Message(text=text, card=card, buttons=self._after(quote))
        outcome = Outcome.QUOTED if quote.instalments else Outcome.ANSWERED
        return self._reply(message, outcome, CALC_JOURNEY, quote.terms.policy.id)

    # -- the quote's text

    def _lines(self, quote: Quote, card: LoanQuoteCard, talk: LoanTalk) -> list[str]:
        terms = quote.terms
        names = list(dict.fromkeys(known.figure.source for known in quote.used))
        _, sources = self._answerer.sources(terms.policy, terms.version, names)
        told = self._told(
            replace(talk, repayment=quote.loan.repayment if quote.instalments else None)
        )
        lines = [
            self._says("utter_loan_title", name=terms.policy.name, version=terms.version.name),
            *self._answerer.standing_lines(terms.policy, terms.version, self._today),
            self._says(
                "utter_loan_asked" if quote.instalments else "utter_loan_asked_without_rate",
                terms=told,
            ),
            *(_bullet(line) for line in self._sums(quote)),
        ]
        if quote.instalments:
            lines.append(self._says("utter_loan_formula", formula=card.formula))
        if quote.limits:
            lines.append(self._says("utter_loan_limits"))
            lines += [
                _bullet(
                    self._says(
                        "utter_loan_exceeded" if limit.exceeded else "utter_loan_within",
                        figure=self._figures.sourced(limit.known, terms),
                    )
                )
                for limit in quote.limits
            ]
        lines += card.notes
        if card.unknown:
            lines.append(self._says("utter_unknown", items=self._figures.listed(card.unknown)))
        # Whoever asks for more than a cap, or rests on a place's figure, has to know both sides.
        if any(figure.exceeded or figure.to_confirm for figure in card.figures):
            lines += [self._says("utter_conflict", text=text) for text in card.conflicts]
        lines.append(sources)
        return lines

    def _sums(self, quote: Quote) -> list[str]:
        """What is paid each month, the interest, the subsidy, and what is left to pay."""
        if quote.instalments is None or quote.interest is None or quote.own_cost is None:
            return [self._subsidy_line(quote)]
        first, last = quote.instalments[0], quote.instalments[-1]
        paid = {
            "first": self._yuan(first.payment),
            "last": self._yuan(last.payment),
            "months": len(quote.instalments),
            "total": self._yuan(quote.total),
        }
        return [
            self._says(f"utter_loan_monthly_{quote.loan.repayment.value}", **paid)
            if len(quote.instalments) > 1
            else self._says("utter_loan_one_month", last=paid["last"]),
            self._says("utter_loan_interest", interest=self._yuan(quote.interest)),
            self._subsidy_line(quote),
            self._own_cost_line(quote),
        ]

    def _subsidy_line(self, quote: Quote) -> str:
        subsidised = quote.subsidised
        if subsidised is None:
            return self._says("utter_loan_subsidy_unknown")
        rule = self._figures.sourced(subsidised.rule, quote.terms)
        if subsidised.amount is not None:
            return self._says(
                "utter_loan_subsidy_at_most" if subsidised.at_most else "utter_loan_subsidy",
                subsidy=self._yuan(subsidised.amount),
                rule=rule,
            )
        if not subsidised.missing:
            return self._says("utter_loan_subsidy_rule", rule=rule)
        missing = [self._says(f"utter_loan_missing_{name}") for name in subsidised.missing]
        return self._says(
            "utter_loan_subsidy_open", rule=rule, missing=self._figures.listed(missing)
        )

    def _own_cost_line(self, quote: Quote) -> str:
        subsidised, own_cost = quote.subsidised, self._yuan(quote.own_cost)
        if subsidised is None or subsidised.amount is None:
            return self._says("utter_loan_own_cost_before_subsidy", own_cost=own_cost)
        at_least = subsidised.at_most
        return self._says(
            "utter_loan_own_cost_at_least" if at_least else "utter_loan_own_cost", own_cost=own_cost
        )

    def _after(self, quote: Quote) -> list[Button]:
        """The other ways of paying back; the rate where it is missing; places with own figures."""
        loan = quote.loan
        buttons = [
            Button(
                title=self._says(f"utter_repayment_{other.value}"),
                payload=LoanChoice(repayment=other).payload,
            )
            for other in Repayment
            if other is not loan.repayment and quote.instalments
        ]
        places = quote.terms.elsewhere[:_PLACES_OFFERED] if loan.region is None else ()
        buttons += [Button(title=p, payload=LoanChoice(city=p).payload) for p in places]
        info = LoanChoice(intent="loan_info").payload
        return [*buttons, Button(title=self._says("utter_button_loan_info"), payload=info)]

    # -- what is known, without a sum

    def info(self, policy: Policy, everywhere: list[Terms], region: str | None) -> Reply:
        """Caps, terms, rates and subsidy of today's version.

        The first of `everywhere` is what holds for all or for `region`; the others are places' own.
        """
        terms = everywhere[0]
        figures = [known for each in everywhere for known in each.figures]
        names = list(dict.fromkeys(known.figure.source for known in figures))
        _, sources = self._answerer.sources(policy, terms.version, names)
        lines = [
            self._says("utter_loan_info_title", name=policy.name, version=terms.version.name),
            *self._answerer.standing_lines(policy, terms.version, self._today),
            *self._groups(figures, terms),
        ]
        if region:
            lines += self._figures.place_lines(terms, region)
        unknown = amount_unknown(terms)
        if unknown:
            lines.append(self._says("utter_unknown", items=self._figures.listed(unknown)))
        lines += [self._says("utter_conflict", text=text) for text in amount_conflicts(terms)]
        lines.append(sources)
        card = self._answerer.answer(policy, terms.version, Aspect.AMOUNT, self._today, region).card
        calc = Button(
            title=self._says("utter_button_loan_calc"), payload=LoanChoice(city=region).payload
        )
        aspects = aspect_buttons(policy, [Aspect.CONDITIONS, Aspect.PROCEDURE], self._answerer)
        message = Message(text="\n".join(lines), card=card, buttons=[calc, *aspects])
        outcome = Outcome.ANSWERED if figures else Outcome.NOT_IN_KNOWLEDGE
        return self._reply(message, outcome, INFO_JOURNEY, policy.id)

    def _groups(self, figures: list[Known], terms: Terms) -> list[str]:
        lines = []
        for kind, words in (
            (Cap, self._says("utter_loan_group_caps")),
            (LongestTerm, self._says("utter_loan_group_terms")),
            (Rate, self._says("utter_loan_group_rates")),
            (Subsidy, self._says("utter_loan_group_subsidies")),
        ):
            known = [each for each in figures if isinstance(each.figure, kind)]
            if known:
                lines.append(words)
                lines += [_bullet(self._figures.sourced(each, terms)) for each in known]
            else:
                lines.append(self._says("utter_loan_group_unknown", group=words))
        return lines

    def nothing(self) -> Reply:
        """No policy that is held has a loan's figures."""
        card = self._answerer.contact_card()
        message = Message(text=self._says("utter_loan_none"), card=card)
        return self._reply(message, Outcome.NOT_IN_KNOWLEDGE, INFO_JOURNEY, None)

    # -- parts

    def _reply(self, message: Message, outcome: Outcome, journey: str, policy: str | None) -> Reply:
        topic = Topic(journey=journey, policies=[policy] if policy else [])
        return Reply(messages=[message], status=outcome, topic=topic, as_of=self._today)

    def _yuan(self, amount: object) -> str:
        assert isinstance(amount, Decimal)
        return say_yuan(amount, self._says)


def _bullet(text: str) -> str:
    return f"· {text}"
