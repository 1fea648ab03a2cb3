"""Where one can go, and what is free there."""

import httpx
import pytest
from starlette.testclient import TestClient

from tests.booking_data import moment
from tests.fakes import Fakes

OFFICE, ITEM = "demo_nanjing_one", "unemployment_registration"


def slots(client: TestClient, date: str, office: str = OFFICE, item: str = ITEM) -> httpx.Response:
    return client.get("/api/v1/slots", params={"office": office, "item": item, "date": date})


def test_offices_show_hours_items_and_that_they_are_demonstrations(client: TestClient) -> None:
    listed = client.get("/api/v1/offices").json()
    one = next(each for each in listed if each["id"] == OFFICE)

    assert (one["bookable"], one["demo"], one["region"]) == (True, True, "南京市")
    assert "演示数据" in one["notice"]
    assert {"id": ITEM, "name": "失业登记"} in one["items"]
    assert one["week"]["monday"] == ["08:30-12:00", "14:00-17:30"]
    assert one["week"]["sunday"] == []
    assert one["closed"] == {"2026-12-31": "年末结账（演示）"}
    assert "最晚在开始前2小时改约或取消。" in one["rules"]
    assert all("演示" in each["name"] for each in listed if each["demo"])


def test_an_office_that_a_source_names_is_listed_and_not_bookable(client: TestClient) -> None:
    listed = client.get("/api/v1/offices").json()
    real = next(each for each in listed if each["id"] == "liangxi_service_hall")

    assert (real["bookable"], real["demo"], real["week"]) == (False, False, {})


def test_no_office_shows_an_address_or_a_telephone(client: TestClient) -> None:
    for office in client.get("/api/v1/offices").json():
        assert not {"address", "phone", "telephone"} & office.keys()


def test_the_slots_of_a_day_say_how_many_places_are_free(client: TestClient) -> None:
    body = slots(client, "2026-11-25").json()

    assert (body["office_name"], body["item_name"]) == ("演示一号窗口", "失业登记")
    assert body["reason"] is None
    assert "演示数据" in body["notice"]
    assert len(body["slots"]) == 14
    assert body["slots"][0] == {
        "office": OFFICE,
        "office_name": "演示一号窗口",
        "region": "南京市",
        "demo": True,
        "start": "2026-11-25T08:30:00+08:00",
        "end": "2026-11-25T09:00:00+08:00",
        "free": 4,
    }


@pytest.mark.parametrize(
    ("today", "date", "reason"),
    [
        ("11-24 10:00", "2026-11-24", "太近"),
        ("11-24 10:00", "2020-01-01", "太近"),
        ("11-24 10:00", "2026-11-28", "不上班"),
        ("11-24 10:00", "2026-12-02", "太远"),
        ("11-24 10:00", "9999-12-31", "太远"),
        ("12-29 10:00", "2026-12-31", "不开放：年末结账"),
        ("09-29 10:00", "2026-10-01", "不上班"),
    ],
)
def test_why_there_are_no_slots_is_said(
    client: TestClient, fakes: Fakes, today: str, date: str, reason: str
) -> None:
    fakes.now = moment(today)
    body = slots(client, date).json()

    assert body["slots"] == []
    assert reason in body["reason"]


def test_a_swapped_saturday_is_open(client: TestClient, fakes: Fakes) -> None:
    fakes.now = moment("10-08 10:00")
    assert len(slots(client, "2026-10-10").json()["slots"]) == 14


def test_a_year_that_is_not_published_is_said_so(client: TestClient, fakes: Fakes) -> None:
    fakes.now = moment("12-31 10:00")
    answer = slots(client, "2027-01-04")
    assert answer.status_code == 422
    assert "2027年的节假日和调休安排还没有公布" in answer.json()["detail"]


def test_an_office_or_item_that_is_not_there_is_refused(client: TestClient) -> None:
    assert slots(client, "2026-11-25", office="nowhere").status_code == 404
    assert slots(client, "2026-11-25", item="nowhere").status_code == 422
    assert slots(client, "someday").status_code == 422
