"""What a rule gives, as far as what is known lets it be reckoned. Money is Decimal in yuan."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from bot.policies.facts import TODAY, Facts
from bot.policies.judging import Truth, compile_condition, figures_of
from bot.policies.model import Citation, Version
from bot.policies.rules import Benefit, Threshold

_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Reckoned:
    """One benefit. `applies` is unknown when it depends on a fact that is not known.

    `amount` is None when the rule gives no sum or a fact in `missing` is not known.
    """

    text: str
    clause: str | None
    year: int | None
    citation: Citation | None
    applies: Truth
    amount: Decimal | None
    unit: str | None
    months: int | None
    missing: tuple[str, ...]

    @property
    def document(self) -> str | None:
        """Number or title of the official document, else the page's title."""
        return self.citation.label if self.citation else None


def reckon(item: Benefit, version: Version, facts: Facts, on: date) -> Reckoned:
    """The benefit for these facts."""
    applies = compile_condition(item.when).judge(facts, on) if item.when else True
    months = _figure(item.months, facts)
    return Reckoned(
        text=item.text,
        clause=item.clause,
        year=item.year,
        citation=version.citation(item.source),
        applies=applies,
        amount=None if applies is False else _amount(item, facts),
        unit=item.unit,
        months=int(months) if months is not None else None,
        # The day is given, never asked for.
        missing=tuple(n for n in item.facts() if n != TODAY and facts.get(n) is None),
    )


def _amount(item: Benefit, facts: Facts) -> Decimal | None:
    amount = _figure(item.amount, facts)
    if item.percent is not None:
        percent, base = _figure(item.percent, facts), facts.get(item.of or "")
        if percent is None or not isinstance(base, Decimal):
            return None
        amount = base * percent / 100
    if amount is None:
        return None
    if item.times:
        count = facts.get(item.times)
        if not isinstance(count, Decimal):
            return None
        amount *= count
    for limit, choose in ((item.at_least, max), (item.at_most, min)):
        if limit is not None:
            figure = _figure(limit, facts)
            # A limit that is not known for this place leaves the sum unknown, not unlimited.
            if figure is None:
                return None
            amount = choose(amount, figure)
    return amount.quantize(_CENT, ROUND_HALF_UP)


def _figure(threshold: Threshold | None, facts: Facts) -> Decimal | None:
    """The one figure that holds for these facts; None when it is not settled."""
    if threshold is None:
        return None
    figures = set(figures_of(threshold)(facts))
    return figures.pop() if len(figures) == 1 else None
