"""Rules, facts and people for tests of the eligibility engine, written short or drawn at random."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from bot.policies.facts import Fact, Facts, FactsFile, Group, Kind, Option, Value
from bot.policies.model import Version
from bot.policies.partial_date import PartialDate

TODAY = date(2026, 11, 24)


def _fact(kind: Kind, **more: Any) -> Fact:
    return Fact(kind=kind, about="person", name=f"示例{kind.value}", question="示例？", **more)


CATALOGUE = FactsFile(
    facts={
        "city": _fact(Kind.PLACE),
        "age": _fact(Kind.NUMBER, unit="岁", maximum=Decimal(120), changes="by_waiting"),
        "months": _fact(Kind.NUMBER, unit="月", maximum=Decimal(600), changes="by_acting"),
        "sex": _fact(Kind.CHOICE, options={"f": Option(title="女"), "m": Option(title="男")}),
        "registered": _fact(Kind.YES_NO, changes="by_acting"),
        "disabled": _fact(Kind.YES_NO),
        "poor": _fact(Kind.YES_NO),
        "since": _fact(Kind.DATE, changes="by_waiting"),
    },
    groups={"hardship": Group(name="示例", question="哪一种？", facts=["disabled", "poor"])},
)


def version(
    *conditions: dict[str, Any],
    start: str | None = None,
    end: str | None = None,
    cities: dict[str, list[dict[str, Any]]] | None = None,
    benefit: list[dict[str, Any]] | None = None,
) -> Version:
    """A version whose rule is all of `conditions`; a place's conditions stand in for them."""
    period = {key: value for key, value in (("from", start), ("to", end)) if value}
    made = Version.model_validate(
        {
            "id": "example_2025",
            "name": "示例版",
            "period": period,
            "standing": "unconfirmed",
            "checked_on": "2026-11-24",
            "eligibility": {"all": list(conditions), "benefit": benefit or []}
            if conditions
            else None,
            "cities": {
                name: {"eligibility": {"all": rule}} for name, rule in (cities or {}).items()
            },
        }
    )
    made.attach({}, CATALOGUE)
    return made


# -- at random

numbers = st.integers(0, 60).map(Decimal)
days = st.integers(-900, 900).map(lambda shift: TODAY + timedelta(days=shift))
dates = days.map(lambda day: PartialDate(day.year, day.month, day.day))
partial_dates = st.one_of(
    dates,
    days.map(lambda day: PartialDate(day.year, day.month)),
    days.map(lambda day: PartialDate(day.year)),
)
places = st.sampled_from(
    [("昆山市", "苏州市", "江苏省"), ("苏州市", "江苏省"), ("南京市", "江苏省")]
)
VALUES: dict[str, st.SearchStrategy[Value]] = {
    "city": places,
    "age": numbers,
    "months": numbers,
    "sex": st.sampled_from(["f", "m"]),
    "registered": st.booleans(),
    "disabled": st.booleans(),
    "poor": st.booleans(),
    "since": partial_dates,
}
people: st.SearchStrategy[Facts] = st.fixed_dictionaries({}, optional=VALUES)

thresholds = st.one_of(
    numbers.map(str),
    st.builds(lambda f, m: {"by": "sex", "values": {"f": str(f), "m": str(m)}}, numbers, numbers),
    st.builds(
        lambda at, low, rest: {
            "by": "months",
            "up_to": {str(at): str(low)},
            "otherwise": str(rest),
        },
        numbers,
        numbers,
        numbers,
    ),
)
_months = st.integers(0, 36).map(str)
tests_of_a_fact = st.one_of(
    st.builds(
        lambda operator, threshold: {"fact": "age", operator: threshold},
        st.sampled_from(["at_least", "at_most", "more_than", "less_than"]),
        thresholds,
    ),
    st.builds(lambda value: {"fact": "sex", "is": value}, st.sampled_from(["f", "m"])),
    st.builds(
        lambda name, value: {"fact": name, "is": value},
        st.sampled_from(["registered", "disabled", "poor"]),
        st.sampled_from(["yes", "no"]),
    ),
    st.builds(
        lambda operator, months: {"fact": "since", operator: months},
        st.sampled_from(["months_at_least", "months_at_most"]),
        _months,
    ),
    st.builds(
        lambda operator, day: {"fact": "since", operator: day.isoformat()},
        st.sampled_from(["not_before", "not_after"]),
        days,
    ),
    st.builds(
        lambda place: {"fact": "city", "within": [place]}, st.sampled_from(["苏州市", "江苏省"])
    ),
    st.just({"fact": "today", "in_windows": ["09-01/09-30", "11-20/11-30"]}),
)
conditions = st.recursive(
    tests_of_a_fact,
    lambda inner: st.builds(
        lambda kind, parts: {kind: parts},
        st.sampled_from(["all", "any", "none"]),
        st.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=8,
)
rules = st.lists(conditions, min_size=1, max_size=4)
versions = st.builds(
    lambda general, local: version(*general, cities={"苏州市": local} if local else None),
    rules,
    st.one_of(st.none(), rules),
)
