"""The routes that judge facts."""

from typing import Any

import pytest
from starlette.testclient import TestClient

ADDRESS = "/api/v1/eligibility"
POLICY = "employment_difficulty_certification"


def judged(client: TestClient, **body: Any) -> dict[str, Any]:
    response = client.post(ADDRESS, json={"policy": POLICY, **body})
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


def test_a_yes_names_every_condition_with_its_document_and_clause(client: TestClient) -> None:
    found = judged(client, facts={"registered_unemployed": True, "sex": "female", "age": 46})

    assert found["verdict"] == "yes"
    first = found["conditions"][0]
    assert (first["result"], first["document"], first["clause"]) == (
        "yes",
        "苏人社规〔2020〕2号",
        "第二条",
    )
    assert (found["missing"], found["next_question"], found["would_change"]) == ([], None, [])


def test_an_unknown_says_what_is_missing_and_what_to_ask(client: TestClient) -> None:
    found = judged(client, facts={"sex": "男", "age": 30})

    assert found["verdict"] == "unknown"
    assert "registered_unemployed" in found["missing"]
    assert found["next_question"]["question"]


def test_a_no_says_what_would_change_it(client: TestClient) -> None:
    found = judged(client, facts={"registered_unemployed": False})

    assert found["verdict"] == "no"
    assert found["would_change"][0]["steps"] == [
        {"fact": "registered_unemployed", "value": True, "wait_until": None}
    ]


def test_a_policy_is_found_by_its_name_and_judged_on_the_day(client: TestClient) -> None:
    on_time = judged(client, policy="失业保险稳岗返还", on="2025-12-31")
    too_late = judged(client, policy="失业保险稳岗返还", on="2026-01-01")

    assert on_time["in_period"] is True
    assert (too_late["verdict"], too_late["in_period"]) == ("no", False)


def test_a_city_has_its_own_rule(client: TestClient) -> None:
    facts = {"jobs_created": 3}
    found = judged(client, policy="startup_employment_drive_subsidy", facts=facts, city="扬州")

    assert found["rule_region"] == "扬州市"
    elsewhere = judged(client, policy="startup_employment_drive_subsidy", facts=facts, city="宿迁")
    assert (elsewhere["verdict"], elsewhere["rule_known"]) == ("unknown", False)


def test_every_policy_with_a_rule_is_screened(client: TestClient) -> None:
    response = client.post(f"{ADDRESS}/screen", json={"facts": {"age": 46}, "city": "南京"})

    found = {each["policy"]: each for each in response.json()["policies"]}
    assert len(found) > 15
    assert found["job_stability_refund"]["verdict"] == "no"
    assert "age" not in found[POLICY]["missing"]


def test_a_screening_may_be_for_firms_only(client: TestClient) -> None:
    response = client.post(f"{ADDRESS}/screen", json={"audience": "enterprise"})

    assert POLICY not in {each["policy"] for each in response.json()["policies"]}


def test_every_fact_is_listed_with_how_it_is_asked(client: TestClient) -> None:
    facts = {fact["fact"]: fact for fact in client.get(f"{ADDRESS}/facts").json()}

    assert facts["age"]["question"]
    assert {option["value"] for option in facts["sex"]["options"]} == {"female", "male"}
    assert "disabled" in facts["hardship_kind"]["facts"]


@pytest.mark.parametrize(
    ("body", "status", "says"),
    [
        ({"policy": "nowhere"}, 404, "没有收录这项政策"),
        ({"policy": POLICY, "city": "火星"}, 404, "不认识这个地方"),
        ({"policy": POLICY, "facts": {"shoe_size": 42}}, 422, "shoe_size"),
        ({"policy": POLICY, "facts": {"age": "很大"}}, 422, "年龄"),
        ({"policy": POLICY, "facts": {"age": 460}}, 422, "0 到 120"),
        ({"policy": POLICY, "facts": {"sex": "x"}}, 422, "female（女）"),
        ({"policy": POLICY, "facts": {"unemployed_since": "去年"}}, 422, "不是日期"),
        ({"policy": POLICY, "facts": {"registered_unemployed": "也许"}}, 422, "true 或 false"),
        ({"policy": POLICY, "facts": [1]}, 422, "请求的内容不对"),
        ({"policy": POLICY, "on": 0}, 422, "日期"),
        ({"policy": POLICY, "unknown_key": 1}, 422, "请求的内容不对"),
        ({"policy": POLICY, "facts": {"age": [46]}}, 422, "请求的内容不对"),
        ({"policy": POLICY, "facts": {"age": {"is": 46}}}, 422, "请求的内容不对"),
        ({"policy": POLICY, "facts": {"age": "4" * 65}}, 422, "请求的内容不对"),
        ({"policy": POLICY, "facts": {f"f{n}": 1 for n in range(201)}}, 422, "请求的内容不对"),
        ({"policy": POLICY, "facts": {"hukou": "火星"}}, 404, "不认识这个地方"),
        ({"policy": POLICY, "on": "2026-02-30"}, 422, "日期"),
        ({"policy": 1}, 422, "请求的内容不对"),
        ({}, 422, "缺少"),
    ],
)
def test_bad_input_is_named(client: TestClient, body: Any, status: int, says: str) -> None:
    response = client.post(ADDRESS, json=body)

    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert says in response.json()["detail"]


@pytest.mark.parametrize(
    ("body", "status", "says"),
    [
        ({"facts": {"shoe_size": 42}}, 422, "shoe_size"),
        ({"facts": {"age": "很大"}}, 422, "年龄"),
        ({"city": "火星"}, 404, "不认识这个地方"),
        ({"audience": "everyone"}, 422, "请求的内容不对"),
        ({"policy": POLICY}, 422, "请求的内容不对"),
        ({"on": 0}, 422, "日期"),
        ([], 422, "请求的内容不对"),
    ],
)
def test_bad_input_of_a_screening_is_named(
    client: TestClient, body: Any, status: int, says: str
) -> None:
    response = client.post(f"{ADDRESS}/screen", json=body)

    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert says in response.json()["detail"]


def test_a_screening_is_of_the_day_that_is_named(client: TestClient) -> None:
    def refund(on: str) -> str:
        found = client.post(f"{ADDRESS}/screen", json={"on": on}).json()
        assert found["as_of"] == on
        (verdict,) = [
            each["verdict"]
            for each in found["policies"]
            if each["policy"] == "job_stability_refund"
        ]
        return str(verdict)

    assert (refund("2025-12-31"), refund("2026-01-01")) == ("unknown", "no")


def test_null_is_a_fact_that_is_not_known(client: TestClient) -> None:
    facts = {"registered_unemployed": True, "sex": "female", "age": None}
    found = judged(client, facts=facts)

    assert found["verdict"] == "unknown"
    assert "age" in found["missing"]


def test_the_city_counts_before_a_fact_of_the_same_name(client: TestClient) -> None:
    policy = "startup_employment_drive_subsidy"
    found = judged(client, policy=policy, facts={"city": "宿迁"}, city="扬州")

    assert found["rule_region"] == "扬州市"


def test_a_question_that_belongs_to_a_group_names_its_facts(client: TestClient) -> None:
    found = judged(client, facts={"registered_unemployed": True, "sex": "male", "age": 49})

    question = found["next_question"]
    assert (question["fact"], question["kind"]) == ("hardship_kind", "group")
    assert "disabled" in question["facts"]
    assert {option["value"] for option in question["options"]} == set(question["facts"])


@pytest.mark.parametrize("number", ["9" * 5_000, "1e400", "NaN", "-Infinity"])
def test_a_number_that_nobody_means_is_refused_and_not_repeated(
    number: str, client: TestClient
) -> None:
    body = f'{{"policy": "{POLICY}", "facts": {{"age": {number}}}}}'
    response = client.post(ADDRESS, content=body, headers={"content-type": "application/json"})

    assert response.status_code in (400, 422)
    assert response.headers["content-type"] == "application/problem+json"
    assert len(response.json()["detail"]) < 200
