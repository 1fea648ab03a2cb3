"""What the knowledge base holds of a loan for a day and a place, and how a borrower is called."""

from dataclasses import dataclass, replace
from datetime import date

from bot.policies.base import Trust
from bot.policies.knowledge import KnowledgeBase
from bot.policies.loan_terms import Borrower, LoanFigure, LoanTerms
from bot.policies.model import Citation, Policy, Version
from bot.policies.versions import Standing, standing_on, version_on


@dataclass(frozen=True)
class Known:
    """A figure of the knowledge base, where it was read, and the place whose own it is."""

    figure: LoanFigure
    citation: Citation | None
    region: str | None

    @property
    def to_confirm(self) -> bool:
        """Whether it may only be told as somebody's words: a place's own, or a repost's."""
        return bool(self.region) or self.citation is None or self.citation.trust is Trust.C


@dataclass(frozen=True)
class Terms:
    """Every figure that holds on a day, the place's own before the general ones.

    `elsewhere` are the places whose own figures were left out.
    """

    policy: Policy
    version: Version
    standing: Standing
    figures: tuple[Known, ...]
    elsewhere: tuple[str, ...]

    def of(self, kind: type[LoanFigure]) -> list[Known]:
        """The figures of one kind."""
        return [known for known in self.figures if isinstance(known.figure, kind)]


def is_loan(policy: Policy) -> bool:
    """Whether it is a loan, with figures to reckon with or without."""
    return "贷" in policy.name or _has_figures(policy)


def loan_policies(knowledge: KnowledgeBase) -> list[Policy]:
    """The policies that hold figures of a loan."""
    return [policy for policy in knowledge.policies.values() if _has_figures(policy)]


def _has_figures(policy: Policy) -> bool:
    return any(part.loan for version in policy.versions for _, part in version.overlays())


def own_terms(
    policy: Policy, knowledge: KnowledgeBase, on: date, today: date, region: str
) -> Terms:
    """What `region` has of its own, without what holds for all."""
    terms = terms_on(policy, knowledge, on, today, region)
    return replace(terms, figures=tuple(known for known in terms.figures if known.region))


def terms_on(
    policy: Policy, knowledge: KnowledgeBase, on: date, today: date, region: str | None
) -> Terms:
    """What is known for a loan granted on `on`, for `region` or for everywhere alike.

    The version is the one of that day; how it stands is judged today.
    """
    version = version_on(policy, on)
    own = {place: city.loan for place, city in version.cities.items() if city.loan}
    around = [place for place in own if region and knowledge.within(region, place)]
    # The innermost place comes first: 赣榆区 before 连云港市.
    around.sort(key=lambda place: -len(knowledge.place(place)))
    parts: list[tuple[str | None, LoanTerms | None]] = [
        *((place, own[place]) for place in around),
        (None, version.loan),
    ]
    figures = tuple(
        Known(figure, version.citation(figure.source), place)
        for place, terms in parts
        if terms
        for _, figure in terms.figures()
        if figure.holds(on)
    )
    return Terms(
        policy=policy,
        version=version,
        standing=standing_on(policy, version, today),
        figures=figures,
        elsewhere=tuple(place for place in own if place not in around),
    )


@dataclass(frozen=True)
class Group:
    """A borrower's kind as it was said. All None when it was not understood."""

    borrower: Borrower | None = None
    favoured: bool | None = None


_GROUPS = {
    "person": Group(Borrower.PERSON),
    "personal": Group(Borrower.PERSON),
    "company": Group(Borrower.COMPANY),
    "enterprise": Group(Borrower.COMPANY),
    "key_group": Group(Borrower.PERSON, True),
    "other": Group(Borrower.PERSON, False),
}


def key_group_names(policy: Policy) -> dict[str, str]:
    """The key groups by name for programs, of whichever version names them last."""
    for version in reversed(policy.versions):
        for part in (version, *version.cities.values()):
            if part.loan and part.loan.key_groups:
                return dict(part.loan.key_groups.names)
    return {}


def read_group(said: str, policy: Policy) -> Group | None:
    """`said` as a kind of borrower: person, company, key_group, other, or a key group by name."""
    names = key_group_names(policy)
    if said in names or said in names.values():
        return Group(Borrower.PERSON, True)
    return _GROUPS.get(said)
