"""Channels and features that are turned off, at the door."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from bot.errors import RateLimited
from bot.switches.switch import Switch
from tests.fake_switches import off
from tests.fakes import Fakes

ASKING = {"conversation": "one"}
PLACE = ASKING | {
    "office": "demo_nanjing_1",
    "item": "unemployment_registration",
    "start": "2026-11-26T09:00",
}
KEY = {"Idempotency-Key": "k1"}
NEEDS: list[tuple[Switch, str, str, dict[str, Any]]] = [
    (Switch.BOOKING, "POST", "/bookings", PLACE),
    (Switch.BOOKING, "POST", "/bookings/waiting", PLACE),
    (Switch.BOOKING, "POST", "/bookings/AAAA2222/confirm", ASKING),
    (Switch.BOOKING, "PATCH", "/bookings/AAAA2222", ASKING | {"start": "2026-11-26T09:00"}),
    (Switch.STATUS, "POST", "/identity", ASKING | {"number": "SY2026000001"}),
    (Switch.STATUS, "POST", "/identity/code", ASKING | {"code": "123456"}),
    (Switch.STATUS, "POST", "/applications/mine", ASKING),
    (Switch.ELIGIBILITY, "POST", "/eligibility", {"policy": "unemployment_benefit", "facts": {}}),
    (Switch.ELIGIBILITY, "POST", "/eligibility/screen", {"facts": {}}),
    (Switch.LOANS, "POST", "/loans/quote", {"principal": 100000, "months": 24}),
    (
        Switch.FEEDBACK,
        "POST",
        "/conversations/one/feedback",
        {"message": "m1", "helpful": True},
    ),
]
STILL: list[tuple[str, str, dict[str, Any] | None]] = [
    ("POST", "/bookings/mine", ASKING),
    ("DELETE", "/bookings/AAAA2222", ASKING),
    ("DELETE", "/bookings/waiting", PLACE),
    ("POST", "/identity/end", ASKING),
    ("GET", "/eligibility/facts", None),
    ("GET", "/policies", None),
]


def turn_off(fakes: Fakes, *switches: Switch, **more: object) -> None:
    for switch in switches:
        fakes.switches.add(off(switch, **more))
    fakes.switchboard.read()


def call(client: TestClient, method: str, path: str, body: dict[str, Any] | None) -> Any:
    return client.request(method, f"/api/v1{path}", json=body, headers=KEY)


@pytest.mark.parametrize(("switch", "method", "path", "body"), NEEDS)
def test_a_route_of_what_is_off_says_what_still_works(
    client: TestClient, fakes: Fakes, switch: Switch, method: str, path: str, body: dict[str, Any]
) -> None:
    assert call(client, method, path, body).status_code != 503
    turn_off(fakes, switch)
    answer = call(client, method, path, body)

    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["retry-after"] == "300"
    assert "12333" in answer.json()["detail"]


def test_with_every_feature_off_the_rest_goes_on(client: TestClient, fakes: Fakes) -> None:
    turn_off(fakes, *(set(Switch) - {Switch.WEB}))
    for method, path, body in STILL:
        assert call(client, method, path, body).status_code != 503, path


def test_a_channel_that_is_off_answers_with_prepared_words_and_asks_nobody(
    client: TestClient, fakes: Fakes
) -> None:
    turn_off(fakes, Switch.WEB)
    reply = client.post("/api/v1/conversations/one/messages", json={"text": "失业金"}).json()

    assert reply["status"] == "turned_off"
    assert "网页上的自动问答现在停用" in reply["messages"][0]["text"]
    assert "12333" in reply["messages"][0]["text"]
    assert fakes.rasa.sent == []
    assert [each.outcome for each in fakes.outcomes.recorded] == ["turned_off"]


def test_the_same_message_is_answered_once_the_channel_is_on_again(
    client: TestClient, fakes: Fakes
) -> None:
    said = {"text": "你好", "client_message_id": "m1"}
    turn_off(fakes, Switch.WEB)
    first = client.post("/api/v1/conversations/one/messages", json=said).json()
    turn_off(fakes, Switch.WEB, off=False)
    second = client.post("/api/v1/conversations/one/messages", json=said).json()

    assert (first["status"], second["status"]) == ("turned_off", "chitchat")


def test_the_page_without_javascript_has_a_switch_of_its_own(
    client: TestClient, fakes: Fakes
) -> None:
    form = {"conversation": "one", "message": "m1", "text": "你好"}
    turn_off(fakes, Switch.PLAIN, words="本页在修，请用电话。")
    page = client.post("/plain", data=form)
    said = client.post("/api/v1/conversations/one/messages", json={"text": "你好"}).json()

    assert "本页在修，请用电话。" in page.text
    assert said["status"] == "chitchat"


def test_too_many_messages_are_refused_also_while_the_channel_is_off(
    client: TestClient, fakes: Fakes
) -> None:
    turn_off(fakes, Switch.WEB)
    fakes.limits.refuses = True
    answer = client.post("/api/v1/conversations/one/messages", json={"text": "你好"})

    assert answer.status_code == 429
    assert RateLimited.__name__ in client.get("/metrics").text


def test_what_is_off_stands_in_readiness_and_figures(client: TestClient, fakes: Fakes) -> None:
    assert 'suyetong_turned_off{switch="booking"} 0.0' in client.get("/metrics").text
    turn_off(fakes, Switch.BOOKING, Switch.WECHAT)

    assert client.get("/readyz").json()["components"]["switches"] == {
        "ok": True,
        "detail": "off: wechat, booking",
    }
    figures = client.get("/metrics").text
    assert 'suyetong_turned_off{switch="booking"} 1.0' in figures
    assert 'suyetong_turned_off{switch="loans"} 0.0' in figures


def test_a_complaint_opens_no_record_while_feedback_is_off(
    client: TestClient, fakes: Fakes
) -> None:
    fakes.rasa.journey = "complaint_feedback"
    turn_off(fakes, Switch.FEEDBACK)
    said = {"text": "我要投诉"}
    client.post("/api/v1/conversations/one/messages", json=said)
    assert fakes.personal.feedback.kept == {}

    turn_off(fakes, Switch.FEEDBACK, off=False)
    client.post("/api/v1/conversations/one/messages", json=said)
    assert len(fakes.personal.feedback.kept) == 1
