"""An officer turns something off beside the running product, and on again."""

import time
from collections.abc import Callable
from typing import Any

import httpx

from tests.conftest import Say
from tests.stack import Stack

BOOKING = "帮我约明天上午九点在南京办就业登记"


def until(holds: Callable[[], bool], seconds: float = 15) -> bool:
    deadline = time.monotonic() + seconds
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.2)
    return holds()


def test_booking_is_off_within_seconds_in_every_process_and_on_again(
    stack: Stack, api: httpx.Client, say: Say
) -> None:
    stack.officer("switch", "off", "booking", "--why", "号源出错")
    try:
        assert until(lambda: "booking" in _switches(api))
        assert until(lambda: say(BOOKING).json()["status"] == "turned_off")
        refused = say(BOOKING).json()
        asked = say("失业金要带什么材料").json()
        route = api.post(
            "/api/v1/bookings",
            json={
                "conversation": "off1",
                "office": "nowhere",
                "item": "unemployment_registration",
                "start": "2026-11-26T09:00",
            },
            headers={"Idempotency-Key": "off1"},
        )
    finally:
        stack.officer("switch", "on", "booking", "--why", "修好了")
    assert "约好的照样有效" in refused["messages"][0]["text"]
    assert asked["status"] == "answered"
    assert (route.status_code, "约好的照样有效" in route.json()["detail"]) == (503, True)
    assert until(lambda: say(BOOKING).json()["status"] != "turned_off")
    assert "号源出错" in stack.officer("switch", "log")
    assert "号源出错" not in stack.logs()


def test_the_channel_of_the_web_is_off_and_on_again(
    stack: Stack, api: httpx.Client, say: Say
) -> None:
    stack.officer("switch", "off", "web", "--why", "演练", "--words", "演练中，请打12333。")
    try:
        assert until(lambda: "web" in _switches(api))
        told: dict[str, Any] = say("你好").json()
    finally:
        stack.officer("switch", "on", "web", "--why", "演练完了")
    assert (told["status"], told["messages"][0]["text"]) == ("turned_off", "演练中，请打12333。")
    assert until(lambda: say("你好").json()["status"] == "chitchat")


def _switches(api: httpx.Client) -> str:
    detail: str = api.get("/readyz").json()["components"]["switches"]["detail"]
    return detail
