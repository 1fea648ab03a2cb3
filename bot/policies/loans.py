"""Reckon a loan: schedule, interest, subsidy and own cost, by the figures known for day and place.

Pure. Money is Decimal in yuan, rates are percent a year. What no source says stays None.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.errors import BadPrincipal, BadRate, BadTerm
from bot.policies.loan_known import Known, Terms
from bot.policies.loan_schedule import Instalment, Repayment, schedule, to_cent
from bot.policies.loan_terms import Borrower, Cap, LongestTerm, Rate, RateKind, Subsidy

MOST_PRINCIPAL = Decimal(100_000_000)
MOST_MONTHS = 360
MOST_RATE = Decimal(36)
_CENT_PLACES = -2


@dataclass(frozen=True)
class Loan:
    """What is asked. None is what the person did not say.

    `favoured` is whether the borrower belongs to a key group; `on` the day of granting.
    """

    principal: Decimal
    months: int
    on: date
    repayment: Repayment = Repayment.EQUAL_INSTALMENT
    annual_rate: Decimal | None = None
    base_rate: Decimal | None = None
    borrower: Borrower | None = None
    favoured: bool | None = None
    hired: int | None = None
    region: str | None = None


@dataclass(frozen=True)
class Limit:
    """A cap or a longest term beside what is asked."""

    known: Known
    exceeded: bool


@dataclass(frozen=True)
class Subsidised:
    """What a subsidy rule pays of the interest.

    `amount` is None while a field in `missing` is not known; `at_most` when the rule only gives an
    upper limit.
    """

    rule: Known
    amount: Decimal | None
    at_most: bool
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Quote:
    """The answer. Without a rate there is no schedule and no interest.

    `own_cost` is the interest less the subsidy; the whole interest where the subsidy is not known.
    `rates` are figures of the knowledge base that were reckoned with.
    """

    loan: Loan
    terms: Terms
    limits: tuple[Limit, ...]
    rates: tuple[Known, ...]
    instalments: tuple[Instalment, ...] | None
    interest: Decimal | None
    subsidised: Subsidised | None
    own_cost: Decimal | None
    needed: tuple[str, ...]

    @property
    def total(self) -> Decimal | None:
        """All that is paid to the bank."""
        return None if self.interest is None else self.loan.principal + self.interest

    @property
    def used(self) -> list[Known]:
        """Every figure of the knowledge base that the answer rests on."""
        found = [limit.known for limit in self.limits]
        found += [known for known in self.rates if known not in found]
        return [*found, *([self.subsidised.rule] if self.subsidised else [])]


def check(loan: Loan) -> None:
    """BadPrincipal, BadTerm or BadRate, in words for the person, when it cannot be reckoned."""
    principal = loan.principal
    if not principal.is_finite() or not 0 < principal <= MOST_PRINCIPAL:
        raise BadPrincipal("贷款金额要在0到1亿元之间，比如20万元。")
    exponent = principal.normalize().as_tuple().exponent
    if isinstance(exponent, int) and exponent < _CENT_PLACES:
        raise BadPrincipal("贷款金额最多写到分。")
    if not 1 <= loan.months <= MOST_MONTHS:
        raise BadTerm("贷款期限要在1到360个月之间，比如3年。")
    for rate in (loan.annual_rate, loan.base_rate):
        if rate is not None and not (rate.is_finite() and 0 <= rate <= MOST_RATE):
            raise BadRate("年利率要在0%到36%之间，比如4.35%。")


def quote(loan: Loan, terms: Terms) -> Quote:
    """Reckon `loan` by `terms`. BadPrincipal, BadTerm or BadRate when it cannot be reckoned."""
    check(loan)
    principal = to_cent(loan.principal)
    limits = tuple(_limits(loan, terms))
    if loan.annual_rate is None:
        rule = _rule(loan, terms)
        known = Subsidised(rule, None, at_most=_at_most(rule)) if rule else None
        return Quote(loan, terms, limits, (), None, None, known, None, ("annual_rate",))
    instalments = tuple(schedule(principal, loan.months, loan.annual_rate, loan.repayment))
    interest = sum((line.interest for line in instalments), to_cent(Decimal(0)))
    base = _base_rate(terms)
    subsidised = _subsidise(loan, terms, interest, _given(loan.base_rate, base))
    used = _rates(terms, RateKind.HIGHEST)
    if base and loan.base_rate is None and subsidised and subsidised.at_most:
        used.append(base)
    paid = subsidised.amount if subsidised else None
    return Quote(
        loan=loan,
        terms=terms,
        limits=limits,
        rates=tuple(used),
        instalments=instalments,
        interest=interest,
        subsidised=subsidised,
        own_cost=interest - (paid or 0),
        needed=subsidised.missing if subsidised else (),
    )


# -- limits


def _limits(loan: Loan, terms: Terms) -> list[Limit]:
    found = [
        Limit(known, loan.principal > known.figure.amount)
        for known in caps_for(terms, loan.borrower, loan.hired)
        if isinstance(known.figure, Cap)
    ]
    found += [
        Limit(known, loan.months > known.figure.months)
        for known in terms.of(LongestTerm)
        if isinstance(known.figure, LongestTerm) and loan.borrower in (None, known.figure.who)
    ]
    found += [
        Limit(known, loan.annual_rate is not None and loan.annual_rate > known.figure.percent)
        for known in _rates(terms, RateKind.HIGHEST)
        if isinstance(known.figure, Rate)
    ]
    return found


def caps_for(terms: Terms, borrower: Borrower | None, hired: int | None) -> list[Known]:
    """The caps for this borrower; of those by the number hired, only the one that applies."""
    caps = [(known, known.figure) for known in terms.of(Cap) if isinstance(known.figure, Cap)]
    caps = [(known, cap) for known, cap in caps if borrower in (None, cap.who)]
    if hired is None:
        return [known for known, _ in caps]
    reached: dict[tuple[str, str | None, Borrower], int] = {}
    for known, cap in caps:
        key = (cap.source, known.region, cap.who)
        if cap.hired_from <= hired:
            reached[key] = max(reached.get(key, 0), cap.hired_from)
    return [
        known
        for known, cap in caps
        if reached.get((cap.source, known.region, cap.who)) == cap.hired_from
    ]


# -- rates


def _rates(terms: Terms, kind: RateKind) -> list[Known]:
    return [
        known
        for known in terms.of(Rate)
        if isinstance(known.figure, Rate) and known.figure.kind is kind
    ]


def _base_rate(terms: Terms) -> Known | None:
    """The base rate that is known; a place's own comes first."""
    return next(iter(_rates(terms, RateKind.BASE)), None)


def _given(said: Decimal | None, known: Known | None) -> Decimal | None:
    """The rate that was said, else the one that is known."""
    if said is None and known and isinstance(known.figure, Rate):
        return known.figure.percent
    return said


# -- subsidy


def _rule(loan: Loan, terms: Terms) -> Known | None:
    """The subsidy rule for this borrower: a place's own stands in for the general one."""
    for known in terms.of(Subsidy):
        figure = known.figure
        assert isinstance(figure, Subsidy)
        if figure.who is None or loan.borrower in (None, figure.who):
            return known
    return None


def _at_most(rule: Known) -> bool:
    return isinstance(rule.figure, Subsidy) and bool(rule.figure.of_base_rate)


def _subsidise(
    loan: Loan, terms: Terms, interest: Decimal, base_rate: Decimal | None
) -> Subsidised | None:
    known = _rule(loan, terms)
    if known is None:
        return None
    rule = known.figure
    assert isinstance(rule, Subsidy)
    assert loan.annual_rate is not None
    if rule.of_interest is not None:
        return Subsidised(known, to_cent(interest * rule.of_interest / 100), at_most=False)
    missing = [
        *(["base_rate"] if base_rate is None else []),
        *(["group"] if rule.other_borrowers is not None and loan.favoured is None else []),
    ]
    if missing or base_rate is None:
        return Subsidised(known, None, at_most=True, missing=tuple(missing))
    share = _share(rule, loan.principal, loan.annual_rate, base_rate)
    if rule.other_borrowers is not None and not loan.favoured:
        share *= rule.other_borrowers / 100
    return Subsidised(known, to_cent(interest * share), at_most=True)


def _share(rule: Subsidy, principal: Decimal, annual: Decimal, base: Decimal) -> Decimal:
    """The part of the interest that is paid: each tier's part of the loan at its rate at most.

    The interest is spread over the tiers by the amount lent, not by what is still owed.
    """
    if not annual:
        return Decimal(0)
    share, below = Decimal(0), Decimal(0)
    for tier in rule.of_base_rate:
        top = principal if tier.up_to is None else min(tier.up_to, principal)
        part = max(top - below, Decimal(0))
        share += part / principal * min(annual, base * tier.percent / 100) / annual
        below = max(below, top)
    return share
