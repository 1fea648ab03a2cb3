"""A loan reckoned through the API."""

from decimal import Decimal
from typing import Any

import pytest
from starlette.testclient import TestClient

ADDRESS = "/api/v1/loans/quote"
LOAN = {"principal": 200000, "months": 36}


def ask(client: TestClient, **more: Any) -> dict[str, Any]:
    answer = client.post(ADDRESS, json={**LOAN, **more})
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def test_without_a_rate_the_answer_is_what_is_known_and_what_is_needed(client: TestClient) -> None:
    body = ask(client)
    assert body["schedule"] is None
    assert body["interest"] is None
    assert [each["field"] for each in body["needed"]] == ["annual_rate"]
    assert "年利率" in body["needed"][0]["question"]
    assert [figure["kind"] for figure in body["figures"]] == ["cap", "cap"]
    assert body["unknown"]


def test_with_a_rate_the_sums_are_exact_to_the_cent(client: TestClient) -> None:
    body = ask(client, annual_rate=4.35)
    lines = body["schedule"]
    assert sum(Decimal(str(line["principal"])) for line in lines) == 200000
    assert sum(Decimal(str(line["interest"])) for line in lines) == Decimal(str(body["interest"]))
    assert body["rates"] == [
        {
            "name": "annual_rate",
            "percent": 4.35,
            "given_by": "asker",
            "on": "2026-11-24",
            "source": None,
        }
    ]
    assert body["needed"] == []


def test_numbers_may_be_sent_as_text(client: TestClient) -> None:
    assert ask(client, principal="200000", annual_rate="4.35") == ask(client, annual_rate=4.35)


def test_a_city_s_subsidy_is_reckoned_and_marked(client: TestClient) -> None:
    body = ask(client, annual_rate=4.35, city="盐城", repayment="interest_only")
    assert (body["interest"], body["subsidy"], body["own_cost"]) == (26100, 13050, 13050)
    (rule,) = [figure for figure in body["figures"] if figure["kind"] == "subsidy"]
    assert (rule["region"], rule["trust"], rule["to_confirm"]) == ("盐城市", "C", True)
    assert rule["valid_from"] == "2024-03-01"
    assert body["sources"][rule["source"]]["number"] == "苏财金〔2024〕20号"


def test_a_loan_of_an_earlier_day_is_reckoned_by_that_day_s_version(client: TestClient) -> None:
    body = ask(
        client,
        principal=300000,
        annual_rate=4,
        base_rate=4,
        group="退役军人",
        on="2020-05-01",
        hired=3,
    )
    assert (body["version"], body["standing"]) == ("fumin_startup_loan_2018", "superseded")
    assert body["subsidy"] == body["interest"]
    assert body["subsidy_at_most"] is True
    assert [figure["exceeded"] for figure in body["figures"] if figure["kind"] == "cap"] == [False]


def test_what_the_subsidy_needs_is_asked_for_beside_the_schedule(client: TestClient) -> None:
    body = ask(client, annual_rate=4, on="2020-05-01")
    assert len(body["schedule"]) == 36
    assert [each["field"] for each in body["needed"]] == ["base_rate", "group"]


def test_a_group_that_is_not_understood_costs_nobody_the_answer(client: TestClient) -> None:
    body = ask(client, annual_rate=4, group="火星人")
    assert body["group"] is None
    assert body["schedule"]
    assert any("火星人" in note for note in body["notes"])


@pytest.mark.parametrize(
    "change",
    [
        {"principal": 0},
        {"principal": -1},
        {"principal": 100_000_001},
        {"principal": 0.001},
        {"principal": "很多"},
        {"months": 0},
        {"months": 361},
        {"months": 1.5},
        {"annual_rate": 36.5},
        {"annual_rate": -1},
        {"base_rate": 37},
        {"repayment": "someday"},
        {"hired": -1},
        {"on": "去年"},
        {"unknown_key": 1},
    ],
)
def test_a_loan_that_cannot_be_reckoned_is_refused_in_words(
    change: dict[str, Any], client: TestClient
) -> None:
    answer = client.post(ADDRESS, json={**LOAN, **change})
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"]


def test_a_place_that_is_not_held_is_not_found(client: TestClient) -> None:
    answer = client.post(ADDRESS, json={**LOAN, "city": "无此市"})
    assert answer.status_code == 404


def test_what_is_wrong_with_a_request_is_said_in_chinese(client: TestClient) -> None:
    loan = {"principal": "很多", "months": "三", "repayment": "someday", "hue": "red", "on": 0}
    detail = client.post(ADDRESS, json=loan).json()["detail"]
    assert "principal 要写成数字" in detail
    assert "months 要写成整数" in detail
    assert "repayment 不在可选范围" in detail
    assert "hue 没有这一项" in detail
    assert "on 要写成日期" in detail
