"""Booking, changing, cancelling and listing through the API."""

from typing import Any
from uuid import uuid4

import httpx
import pytest
from starlette.testclient import TestClient

from bot.bookings.plan import SHANGHAI
from tests.booking_data import moment
from tests.fakes import Fakes

BOOKINGS = "/api/v1/bookings"
OFFICE, ITEM = "demo_wuxi", "unemployment_registration"
# This office takes one person a slot.
NINE = "2026-11-25T09:00:00+08:00"
PLACE = {"office": OFFICE, "item": ITEM, "start": NINE}


def fresh() -> dict[str, str]:
    return {"Idempotency-Key": uuid4().hex}


def book(client: TestClient, who: str = "ann", **more: Any) -> httpx.Response:
    headers = more.pop("headers", fresh())
    return client.post(BOOKINGS, json={**PLACE, "conversation": who, **more}, headers=headers)


def mine(client: TestClient, who: str = "ann") -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = client.post(
        f"{BOOKINGS}/mine", json={"conversation": who}
    ).json()
    return listed


def assert_problem(answer: httpx.Response, status: int, says: str) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = answer.json()
    assert says in body["detail"]
    return body


def test_a_booking_is_told_with_names_a_spoken_reference_and_that_it_is_a_demonstration(
    client: TestClient,
) -> None:
    answer = book(client)
    assert answer.status_code == 201
    body = answer.json()
    reference = body["reference"]
    assert body == {
        "reference": reference,
        "spoken": f"{' '.join(reference[:4])}，{' '.join(reference[4:])}",
        "office": OFFICE,
        "office_name": "演示四号窗口",
        "item": ITEM,
        "item_name": "失业登记",
        "start": NINE,
        "end": "2026-11-25T09:30:00+08:00",
        "state": "booked",
        "held_until": None,
        "offered": False,
        "demo": True,
        "notice": "⚠️ 演示数据：不是真的窗口，不能凭它去办事。",
    }
    assert mine(client) == [body]
    assert mine(client, "bob") == []


@pytest.mark.parametrize(
    "start", ["2026-11-25T09:00", "2026-11-25T01:00:00Z", "2026-11-25T02:00+01:00"]
)
def test_a_start_without_a_zone_is_shanghai_s(client: TestClient, start: str) -> None:
    assert book(client, start=start).json()["start"] == NINE


def test_the_same_key_books_once(client: TestClient) -> None:
    headers = fresh()
    first, again = book(client, headers=headers), book(client, headers=headers)

    assert (again.status_code, again.json()) == (201, first.json())
    other = book(client, headers=headers, start="2026-11-25T10:00")
    assert_problem(other, 422, "Idempotency-Key")


@pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": ""}, {"Idempotency-Key": "a b"}])
def test_without_a_key_nothing_is_written(client: TestClient, headers: dict[str, str]) -> None:
    assert_problem(book(client, headers=headers), 422, "Idempotency-Key")
    one = f"{BOOKINGS}/K7QF29MX"
    assert client.patch(one, json={"conversation": "ann", "start": NINE}).status_code == 422
    assert client.request("DELETE", one, json={"conversation": "ann"}).status_code == 422
    assert mine(client) == []


def test_a_full_slot_is_answered_with_what_is_free_near_by(client: TestClient) -> None:
    book(client)
    body = assert_problem(book(client, "bob"), 409, "已经约满")

    near = body["alternatives"]
    assert [each["start"][11:16] for each in near[:3]] == ["08:30", "09:30", "10:00"]
    assert all(each["office"] == OFFICE for each in near[:3])
    assert near[3]["office"] != OFFICE
    assert near[3]["start"][:10] == "2026-11-25"
    assert all(each["free"] and each["demo"] and "演示" in each["office_name"] for each in near)


@pytest.mark.parametrize(
    ("change", "status", "says"),
    [
        ({"office": "nowhere"}, 404, "没有这个可以预约的窗口"),
        ({"item": "startup_loan_application"}, 422, "不办这个事项"),
        ({"start": "2026-11-25T09:10"}, 422, "这个时间不办理"),
        ({"start": "2026-11-24T14:00"}, 422, "太近"),
        ({"start": "2026-12-09T09:00"}, 422, "太远"),
        ({"start": "明天上午"}, 422, "start 要写成日期和时间"),
        ({"start": 1764032400}, 422, "start 要写成日期和时间"),
        ({"start": "0001-01-01T00:00:00+14:00"}, 422, "start 要写成日期和时间"),
        ({"conversation": "a b"}, 422, "conversation"),
        ({"name": "张三"}, 422, "name 没有这一项"),
    ],
)
def test_what_cannot_be_booked_is_refused_in_words(
    client: TestClient, change: dict[str, Any], status: int, says: str
) -> None:
    assert_problem(book(client, **change), status, says)


def test_a_year_whose_holidays_are_not_known_is_said_so(client: TestClient, fakes: Fakes) -> None:
    fakes.now = moment("12-31 10:00")
    assert_problem(book(client, start="2027-01-04T09:00"), 422, "2027年的节假日")


def test_one_a_day_is_said_so(client: TestClient) -> None:
    book(client)
    assert_problem(book(client, start="2026-11-25T10:00"), 409, "这一天已经有预约")


def test_a_hold_is_confirmed_in_its_time(client: TestClient, fakes: Fakes) -> None:
    held = book(client, hold=True).json()
    assert (held["state"], held["held_until"]) == ("held", "2026-11-24T10:05:00+08:00")

    address = f"{BOOKINGS}/{held['reference']}/confirm"
    done = client.post(address, json={"conversation": "ann"}, headers=fresh()).json()
    assert done["state"] == "booked"

    late = book(client, "bob", hold=True, start="2026-11-25T10:00").json()
    fakes.now = moment("11-24 10:06")
    address = f"{BOOKINGS}/{late['reference']}/confirm"
    answer = client.post(address, json={"conversation": "bob"}, headers=fresh())
    assert_problem(answer, 409, "保留的时间已过")


def test_a_change_keeps_the_reference(client: TestClient) -> None:
    made = book(client).json()
    body = {"conversation": "ann", "start": "2026-11-26T10:00"}
    moved = client.patch(f"{BOOKINGS}/{made['reference']}", json=body, headers=fresh())

    assert moved.status_code == 200
    assert moved.json()["start"] == "2026-11-26T10:00:00+08:00"
    assert [each["reference"] for each in mine(client)] == [made["reference"]]


def test_a_change_may_go_to_another_office_and_may_find_it_full(client: TestClient) -> None:
    made = book(client, office="demo_suzhou", start="2026-11-25T08:30").json()
    book(client, "bob", start="2026-11-26T09:00")
    body = {"conversation": "ann", "office": OFFICE, "start": "2026-11-26T09:00"}
    address = f"{BOOKINGS}/{made['reference']}"

    full = client.patch(address, json=body, headers=fresh())
    assert assert_problem(full, 409, "已经约满")["alternatives"]
    moved = client.patch(address, json={**body, "start": "2026-11-26T09:30"}, headers=fresh())
    assert moved.json()["office"] == OFFICE


@pytest.mark.parametrize("by", ["body", "header"])
def test_a_booking_is_cancelled_by_whoever_knows_the_conversation(
    client: TestClient, by: str
) -> None:
    address = f"{BOOKINGS}/{book(client).json()['reference']}"
    proof: dict[str, Any] = (
        {"json": {"conversation": "ann"}, "headers": fresh()}
        if by == "body"
        else {"headers": {"Conversation": "ann", **fresh()}}
    )
    done = client.request("DELETE", address, **proof)

    assert (done.status_code, done.json()["state"]) == (200, "cancelled")
    assert mine(client) == []


def test_not_there_and_not_yours_are_answered_alike(client: TestClient) -> None:
    made = book(client).json()["reference"]
    answers = []
    for reference, proof in (
        (made, {"Conversation": "bob"}),
        (made, {}),
        ("K7QF29MX", {"Conversation": "bob"}),
        ("nonsense", {"Conversation": "bob"}),
    ):
        address = f"{BOOKINGS}/{reference}"
        answers.append(client.delete(address, headers={**proof, **fresh()}))
    change = {"conversation": "bob", "start": "2026-11-26T10:00"}
    answers.append(client.patch(f"{BOOKINGS}/{made}", json=change, headers=fresh()))
    for paper in ("calendar.ics", "qr.svg"):
        asked = {"conversation": "bob"}
        answers.append(client.post(f"{BOOKINGS}/{made}/{paper}", json=asked))

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
    assert len(mine(client)) == 1


def test_too_late_to_cancel_is_said_so(client: TestClient, fakes: Fakes) -> None:
    address = f"{BOOKINGS}/{book(client).json()['reference']}"
    fakes.now = moment("11-25 07:01")
    answer = client.delete(address, headers={"Conversation": "ann", **fresh()})
    assert_problem(answer, 409, "不能再改约或取消")


def test_a_full_slot_can_be_waited_for_and_the_freed_place_is_seen(client: TestClient) -> None:
    made = book(client).json()
    waiting = f"{BOOKINGS}/waiting"
    joined = client.post(waiting, json={**PLACE, "conversation": "bob"}, headers=fresh())
    assert joined.status_code == 201
    assert "30分钟" in joined.json()["text"]

    client.delete(f"{BOOKINGS}/{made['reference']}", headers={"Conversation": "ann", **fresh()})

    (offer,) = mine(client, "bob")
    assert (offer["state"], offer["offered"]) == ("held", True)
    free = client.post(
        waiting,
        json={**PLACE, "start": "2026-11-26T09:00", "conversation": "cid"},
        headers=fresh(),
    )
    assert_problem(free, 409, "还有名额")


def test_a_waiting_list_is_seen_and_left(client: TestClient) -> None:
    made = book(client).json()
    waiting = f"{BOOKINGS}/waiting"
    client.post(waiting, json={**PLACE, "conversation": "bob"}, headers=fresh())
    seen = client.post(f"{waiting}/mine", json={"conversation": "bob"}).json()
    assert [(each["start"], each["state"]) for each in seen] == [(NINE, "waiting")]
    assert client.post(f"{waiting}/mine", json={"conversation": "cid"}).json() == []

    key = fresh()
    body = {"conversation": "bob", "office": OFFICE, "start": NINE}
    for _ in range(2):
        left = client.request("DELETE", waiting, json=body, headers=key)
        assert (left.status_code, left.json()["state"]) == (200, "ended")
    again = client.request("DELETE", waiting, json=body, headers=fresh())
    assert_problem(again, 404, "没有在候补")
    client.delete(f"{BOOKINGS}/{made['reference']}", headers={"Conversation": "ann", **fresh()})
    assert mine(client, "bob") == []


def test_what_the_api_refuses_is_said_in_the_words_of_the_conversation(
    client: TestClient, fakes: Fakes
) -> None:
    book(client)
    body = assert_problem(book(client, start="2026-11-25T10:00"), 409, "同一人每天1次")
    says = fakes.knowledge.edition.answerer.says

    rule = "同一人每天1次。"
    assert body["detail"] == says("utter_booking_refused_TooManyThatDay", rule=rule)


def test_too_many_requests_and_a_lost_database_are_said_so(
    client: TestClient, fakes: Fakes
) -> None:
    fakes.bookings.down = True
    assert_problem(book(client), 503, "系统正忙")
    fakes.limits.refuses = True
    assert_problem(book(client), 429, "7秒")


def test_nothing_personal_is_kept(client: TestClient, fakes: Fakes) -> None:
    book(client, "secret-conversation")
    assert "secret-conversation" not in repr(vars(fakes.bookings))
    assert fakes.now.tzinfo is SHANGHAI


def test_a_wrong_method_is_told_every_right_one(client: TestClient) -> None:
    answer = client.get(f"{BOOKINGS}/K7QF29MX")
    assert_problem(answer, 405, "不支持")
    assert answer.headers["allow"] == "DELETE, PATCH"


def test_a_change_that_is_sent_again_after_later_ones_is_answered_as_before(
    client: TestClient,
) -> None:
    address = f"{BOOKINGS}/{book(client).json()['reference']}"
    headers = fresh()
    first = {"conversation": "ann", "start": "2026-11-26T10:00"}
    done = client.patch(address, json=first, headers=headers)
    later = {**first, "office": "demo_suzhou", "start": "2026-11-26T08:30"}
    assert client.patch(address, json=later, headers=fresh()).status_code == 200

    assert client.patch(address, json=first, headers=headers).json() == done.json()
    assert mine(client)[0]["office"] == "demo_suzhou"
