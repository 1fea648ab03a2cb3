"""A booking to take along."""

from typing import Any

import pytest
from icalendar import Calendar
from starlette.testclient import TestClient

BOOKING = {
    "office": "demo_wuxi",
    "item": "unemployment_registration",
    "start": "2026-11-25T09:00",
    "conversation": "ann",
}


@pytest.fixture
def reference(client: TestClient) -> str:
    made = client.post("/api/v1/bookings", json=BOOKING, headers={"Idempotency-Key": "k"})
    return str(made.json()["reference"])


def paper(client: TestClient, reference: str, kind: str) -> Any:
    address = f"/api/v1/bookings/{reference}/{kind}"
    return client.post(address, json={"conversation": "ann"})


def test_the_calendar_file_is_marked_as_a_demonstration(client: TestClient, reference: str) -> None:
    answer = paper(client, reference, "calendar.ics")
    assert answer.headers["content-type"].startswith("text/calendar")
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert "失业登记" in event["summary"]
    assert "演示数据" in event["description"]


def test_the_qr_code_is_an_image(client: TestClient, reference: str) -> None:
    answer = paper(client, reference, "qr.svg")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert b"<svg" in answer.content


@pytest.mark.parametrize("kind", ["calendar.ics", "qr.svg"])
def test_nothing_is_given_for_a_reference_alone(
    client: TestClient, reference: str, kind: str
) -> None:
    assert client.get(f"/api/v1/bookings/{reference}/{kind}").status_code == 405
