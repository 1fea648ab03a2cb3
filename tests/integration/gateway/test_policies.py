"""The knowledge base through the API."""

import httpx


def test_the_list_names_every_policy_with_its_versions(api: httpx.Client) -> None:
    policies = {policy["id"]: policy for policy in api.get("/api/v1/policies").json()}
    assert len(policies) >= 12
    refund = policies["job_stability_refund"]
    assert [version["id"][-4:] for version in refund["versions"]] == [
        "2020",
        "2021",
        "2022",
        "2023",
        "2024",
        "2025",
    ]
    assert refund["current"] == "job_stability_refund_2025"
    assert refund["versions"][-1]["standing"] == "ended"


def test_a_policy_is_shown_as_of_a_day(api: httpx.Client) -> None:
    shown = api.get("/api/v1/policies/job_stability_refund", params={"on": "2020-06-01"}).json()
    assert shown["version"]["id"] == "job_stability_refund_2020"
    assert shown["standing"] == "in_force"
    assert shown["version"]["conditions"]
    assert any(doc["number"] == "国发〔2019〕28号" for doc in shown["documents"].values())


def test_a_policy_is_shown_for_a_city_with_its_counties(api: httpx.Client) -> None:
    address = "/api/v1/policies/job_stability_refund"
    shown = api.get(address, params={"on": "2020-06-01", "city": "苏州"}).json()
    assert set(shown["version"]["cities"]) == {"苏州市", "苏州工业园区", "张家港市"}


def test_search_finds_the_statement_with_its_document(api: httpx.Client) -> None:
    found = api.get("/api/v1/search", params={"q": "裁员率 30人以下", "k": 3}).json()
    assert len(found) == 3
    assert found[0]["policy"] == "job_stability_refund"
    assert found[0]["section"] == "conditions"
    assert found[0]["document"]
    assert [hit["score"] for hit in found] == sorted((h["score"] for h in found), reverse=True)


def test_search_for_nothing_we_know_finds_nothing(api: httpx.Client) -> None:
    assert api.get("/api/v1/search", params={"q": "🙂🙂"}).json() == []
