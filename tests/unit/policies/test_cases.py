"""Worked cases: what has to come out, and what has to be covered."""

from typing import Any

import pytest

from bot.errors import UnknownRegion
from bot.policies.base import Trust
from bot.policies.cases import CasesFile, faults
from bot.policies.model import Policy, Source, Version
from tests.unit.policies.rules import CATALOGUE, version

REGISTERED = {"fact": "registered", "is": "yes"}
YES = {"registered": "yes"}
NO = {"registered": "no"}
PLACES = {
    "苏州": ("苏州市", "江苏省"),
    "南京": ("南京市", "江苏省"),
}


def place(name: str) -> tuple[str, ...]:
    if name not in PLACES:
        raise UnknownRegion(name)
    return PLACES[name]


def policy(made: Version) -> Policy:
    return Policy(
        id="example",
        name="示例",
        audience=["personal"],
        region="江苏省",
        summary="示例。",
        sources={"page": Source(title="示例网页", trust=Trust.A)},
        versions=[made],
    )


def wrong(made: Version, *cases: tuple[dict[str, Any], str], **more: Any) -> list[str]:
    """The messages for cases of (facts, verdict), all on the day of the tests."""
    written = [
        {"name": "示例", "on": "2026-11-24", "facts": facts, "verdict": verdict, **more}
        for facts, verdict in cases
    ]
    file = CasesFile.model_validate({"policy": "example", "cases": written})
    return [message for _, message in faults(file, policy(made), CATALOGUE, place)]


def test_cases_that_come_out_and_cover_the_rule_have_no_fault() -> None:
    assert wrong(version(REGISTERED), (YES, "yes"), (NO, "no"), ({}, "unknown")) == []


def test_each_verdict_needs_a_case() -> None:
    assert wrong(version(REGISTERED), (YES, "yes")) == [
        "还没有一个 verdict: no 的例子",
        "还没有一个 verdict: unknown 的例子",
    ]


@pytest.mark.parametrize(
    ("condition", "complete", "lacking"),
    [
        (
            {"fact": "age", "at_least": "40"},
            [{"age": 40}, {"age": 39}],
            {"age 还没有正好是 40": [{"age": 41}, {"age": 39.5}], "紧挨着 40": [{"age": 40}]},
        ),
        (
            {"fact": "age", "less_than": "40"},
            [{"age": 40}, {"age": 39}],
            {"age 还没有正好是 40": [{"age": 39}], "紧挨着 40": [{"age": 40}, {"age": 38}]},
        ),
        (
            {"fact": "since", "months_at_least": "12"},
            [{"since": "2025-11-24"}, {"since": "2025-11-25"}],
            {
                "正好满 12 个月": [{"since": "2025-11-25"}],
                "与满 12 个月差一天": [{"since": "2025-11-24"}, {"since": "2025-11"}],
            },
        ),
        (
            {"fact": "since", "months_at_most": "12"},
            [{"since": "2025-11-24"}, {"since": "2025-11-23"}],
            {
                "正好满 12 个月": [{"since": "2025-11-23"}],
                "与满 12 个月差一天": [{"since": "2025-11-24"}, {"since": "2025-11-26"}],
            },
        ),
        (
            {"fact": "since", "not_before": "2025-03"},
            [{"since": "2025-02-28"}],
            {"2025-03-01 前后一天": [{"since": "2025-03-03"}, {"since": "2025-03"}]},
        ),
        (
            {"fact": "since", "not_after": "2025-03"},
            [{"since": "2025-04-01"}],
            {"2025-03-31 前后一天": [{"since": "2025-03-01"}]},
        ),
    ],
    ids=lambda each: "-".join(each) if isinstance(each, dict) else "",
)
def test_every_edge_needs_cases_at_it(
    condition: dict[str, Any],
    complete: list[dict[str, Any]],
    lacking: dict[str, list[dict[str, Any]]],
) -> None:
    def coverage(people: list[dict[str, Any]]) -> list[str]:
        # Whatever comes out of these is another fault; here only the coverage counts.
        messages = wrong(version(condition), *((facts, "yes") for facts in people))
        return [message for message in messages if message.startswith("“示例版”")]

    assert coverage(complete) == []
    for says, people in lacking.items():
        (message,) = [found for found in coverage(people) if says in found]
        assert message.startswith("“示例版”：")


def test_every_threshold_of_a_table_needs_its_cases() -> None:
    made = version({"fact": "age", "at_least": {"by": "sex", "values": {"f": "40", "m": "50"}}})
    women = [({"sex": "f", "age": age}, "yes") for age in (40, 41)]

    found = [message for message in wrong(made, *women) if "age" in message]

    assert found == [
        "“示例版”：age 还没有正好是 50 的例子",
        "“示例版”：age 还没有紧挨着 50（差不超过 1）的例子",
    ]


def test_the_rule_of_a_place_needs_cases_of_its_own() -> None:
    made = version(REGISTERED, cities={"苏州市": [{"fact": "age", "at_least": "40"}]})
    elsewhere = [({"city": "南京", "age": age}, "unknown") for age in (39, 40)]
    here = [({"city": "苏州", "age": 39}, "no"), ({"city": "苏州", "age": 40}, "yes")]

    assert any("“示例版”苏州市：age" in message for message in wrong(made, *elsewhere))
    assert wrong(made, *elsewhere, *here) == []


def test_the_last_day_and_the_day_after_need_a_case() -> None:
    made = version(REGISTERED, end="2026-11-24")
    found = wrong(made, (YES, "yes"), (NO, "no"), ({}, "unknown"))

    assert found == ["“示例版”的起止日子前后要各有一个例子，缺 on: 2026-11-25"]


def test_a_fault_of_one_case_is_not_drowned_in_what_is_not_covered() -> None:
    found = wrong(version(REGISTERED), ({"shoe_size": 42}, "yes"), (YES, "yes"))

    assert found == ["没有“shoe_size”这个事实。"]


def test_what_is_not_expected_is_not_looked_at() -> None:
    benefit = [{"text": "示例", "source": "page", "amount": "100", "unit": "元", "months": "6"}]
    made = version(REGISTERED, benefit=benefit)
    cases = [(YES, "yes"), (NO, "no"), ({}, "unknown")]

    assert wrong(made, *cases) == []
    assert "算出来的金额是 100.00" in wrong(made, (YES, "yes"), amount="200")[0]
    assert "算出来的月数是 6" in wrong(made, (YES, "yes"), months=12)[0]


def test_a_sum_that_depends_on_what_is_not_known_is_not_given() -> None:
    when = {"fact": "poor", "is": "yes"}
    benefit = [
        {"text": "示例", "source": "page", "amount": "100", "unit": "元", "when": when},
    ]
    made = version(REGISTERED, benefit=benefit)

    assert "算出来的金额是 （没有）" in wrong(made, (YES, "yes"), amount="100")[0]
    given = wrong(made, ({**YES, "poor": "yes"}, "yes"), amount="100")
    assert not [message for message in given if "金额" in message]
