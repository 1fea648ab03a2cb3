"""The service items through the API, and a name of one on its way to Rasa."""

import pytest
from starlette.testclient import TestClient

from tests.fakes import Fakes


def test_the_list_names_every_item(client: TestClient, fakes: Fakes) -> None:
    listed = client.get("/api/v1/service-items").json()

    assert [item["id"] for item in listed] == list(fakes.knowledge.edition.knowledge.service_items)
    registration = next(item for item in listed if item["name"] == "失业登记")
    assert registration["policy"] is None
    assert registration["checked_on"] == "2026-11-24"


def test_an_item_shows_materials_channels_visits_and_time_limit(client: TestClient) -> None:
    item = client.get("/api/v1/service-items/unemployment_registration").json()

    assert [material["item"] for material in item["materials"]] == [
        "有效身份证件",
        "《失业人员登记表》",
        "真实性书面承诺",
    ]
    assert item["not_to_be_asked"]
    assert item["where"]
    assert item["online"]
    assert item["time_limit"][0]["text"] == "全国口径：3个工作日内办结。"
    assert item["visits"] == []
    assert {"section": "visits", "text": "江苏要到现场几次"} in item["unknown"]
    assert item["complete_by"] is None
    for statement in item["materials"] + item["where"]:
        assert statement["source"] in item["sources"]


def test_an_item_may_be_asked_for_by_name(client: TestClient) -> None:
    assert client.get("/api/v1/service-items/就业创业证").json()["id"] == "employment_certificate"


@pytest.mark.parametrize(
    ("city", "places", "offices"),
    [
        ("", {"无锡市", "梁溪区", "南京市", "昆山市"}, ["liangxi_service_hall"]),
        ("无锡", {"无锡市", "梁溪区"}, ["liangxi_service_hall"]),
        ("梁溪", {"无锡市", "梁溪区"}, ["liangxi_service_hall"]),
        ("昆山", {"昆山市"}, []),
        ("徐州", set(), []),
    ],
)
def test_an_item_is_shown_for_a_place(
    client: TestClient, city: str, places: set[str], offices: list[str]
) -> None:
    address = "/api/v1/service-items/unemployment_benefit_claim"
    item = client.get(address, params={"city": city} if city else {}).json()

    assert set(item["cities"]) == places
    assert [office["id"] for office in item["offices"]] == offices


def test_an_unknown_item_is_a_problem_in_words(client: TestClient) -> None:
    refused = client.get("/api/v1/service-items/nowhere")

    assert refused.status_code == 404
    assert refused.headers["content-type"] == "application/problem+json"
    assert "/api/v1/service-items" in refused.json()["detail"]


def test_an_unknown_place_is_a_problem_in_words(client: TestClient) -> None:
    address = "/api/v1/service-items/unemployment_registration"

    assert client.get(address, params={"city": "无此市"}).status_code == 404


def test_the_name_of_an_item_is_hidden_from_the_classifier_once(
    client: TestClient, fakes: Fakes
) -> None:
    for text in ("失业登记要跑几趟", "失业保险金申领要跑几趟"):
        client.post("/api/v1/conversations/one/messages", json={"text": text})

    assert [mentions for _, mentions in fakes.rasa.sent] == [
        [(0, 4, "policy")],
        [(0, 7, "policy")],
    ]


@pytest.mark.parametrize(
    "text", ["失业登记要带什么", '/checklist{"item": "unemployment_registration"}']
)
def test_without_rasa_a_named_item_is_still_answered(
    client: TestClient, fakes: Fakes, text: str
) -> None:
    fakes.rasa.down = True
    reply = client.post("/api/v1/conversations/one/messages", json={"text": text}).json()

    assert reply["status"] == "degraded"
    assert reply["topic"]["service_item"] == "unemployment_registration"
    assert reply["messages"][1]["card"]["item"] == "unemployment_registration"


def test_a_button_of_an_item_goes_to_rasa_as_it_is_and_reads_as_words(
    client: TestClient, fakes: Fakes
) -> None:
    payload = '/tick{"item": "unemployment_registration", "entry": "有效身份证件", "have": true}'
    client.post("/api/v1/conversations/one/messages", json={"text": payload})

    assert fakes.rasa.sent == [(payload, [])]
    shown = client.get("/api/v1/conversations/one").json()["messages"][0]["text"]
    assert shown == "失业登记 有：有效身份证件"
