"""Proving who one is through the API."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.fakes import Fakes
from tests.unit.gateway.personal_api import (
    APPLICATION,
    APPLICATIONS,
    ID_NUMBER,
    IDENTITY,
    NOBODY,
    PERSONAL,
    PHONE,
    assert_problem,
    post,
    prove,
)

WRONG = "999999"


def test_a_code_is_sent_and_until_when_it_holds_is_told(client: TestClient) -> None:
    answer = post(client, IDENTITY, number=APPLICATION)

    assert answer.status_code == 202
    assert datetime.fromisoformat(answer.json()["until"]).isoformat() == "2026-11-24T10:05:00+08:00"
    assert "如果这个号码登记过" in answer.json()["text"]
    assert "6位验证码" in answer.json()["text"]


def test_the_code_proves_it_for_a_quarter_of_an_hour(client: TestClient, fakes: Fakes) -> None:
    proved = prove(client, fakes, ID_NUMBER)

    assert proved.status_code == 200
    assert proved.json()["purpose"] == "person"
    until = datetime.fromisoformat(proved.json()["until"])
    assert until == fakes.now + timedelta(minutes=15)
    assert post(client, f"{APPLICATIONS}/mine").status_code == 200
    fakes.now += timedelta(minutes=16)
    assert_problem(post(client, f"{APPLICATIONS}/mine"), 403, "还没有核对身份")


def test_found_and_not_found_are_answered_alike_byte_for_byte(
    client: TestClient, fakes: Fakes
) -> None:
    found = post(client, IDENTITY, "ann", number=APPLICATION)
    not_found = post(client, IDENTITY, "bob", number=NOBODY)

    assert found.content == not_found.content
    assert (found.status_code, _headers(found)) == (not_found.status_code, _headers(not_found))
    wrong = [post(client, f"{IDENTITY}/code", who, code=WRONG) for who in ("ann", "bob")]
    assert wrong[0].content == wrong[1].content
    assert wrong[0].status_code == wrong[1].status_code == 403


def test_the_code_that_was_drawn_for_nobody_opens_nothing(client: TestClient, fakes: Fakes) -> None:
    assert_problem(prove(client, fakes, NOBODY), 403, "验证码不对、过期了")
    assert_problem(post(client, f"{APPLICATIONS}/mine"), 403, "还没有核对身份")


@pytest.mark.parametrize("code", [WRONG, "1", "abcdef", "１２３", "0" * 32])
def test_a_wrong_code_is_refused_and_the_right_one_still_taken(
    client: TestClient, fakes: Fakes, code: str
) -> None:
    post(client, IDENTITY, number=APPLICATION)
    assert_problem(post(client, f"{IDENTITY}/code", code=code), 403, "验证码不对")

    right = fakes.personal.codes[-1]
    assert post(client, f"{IDENTITY}/code", code=f"{right[:3]} {right[3:]}").status_code == 200
    assert_problem(post(client, f"{IDENTITY}/code", code=right), 403, "验证码不对")


def test_a_code_that_nobody_asked_for_is_refused(client: TestClient) -> None:
    assert_problem(post(client, f"{IDENTITY}/code", code=WRONG), 403, "验证码不对")


def test_after_too_many_it_is_told_when_to_come_back(client: TestClient, fakes: Fakes) -> None:
    post(client, IDENTITY, number=APPLICATION)
    answers = [post(client, f"{IDENTITY}/code", code=WRONG) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [403, 403, 403, 403, 429]
    assert answers[-1].headers["retry-after"] == "1800"
    assert_problem(answers[-1], 429, "10:30以后再试")

    fakes.now += timedelta(minutes=20)
    again = post(client, IDENTITY, number=APPLICATION)
    assert again.headers["retry-after"] == "600"
    # The number is locked for others, too, who would go on with it.
    assert post(client, IDENTITY, "bob", number=APPLICATION).status_code == 429
    fakes.now += timedelta(minutes=10)
    assert prove(client, fakes).status_code == 200


def test_a_fourth_code_within_the_hour_is_too_many(client: TestClient) -> None:
    answers = [post(client, IDENTITY, number=APPLICATION) for _ in range(4)]

    assert [answer.status_code for answer in answers] == [202, 202, 202, 429]
    assert answers[-1].headers["retry-after"] == "3600"


@pytest.mark.parametrize("number", ["12345", "张三", "320102199003070034", "2026-11-24", "-", "　"])
def test_what_is_no_number_is_refused_with_what_would_be(
    client: TestClient, fakes: Fakes, number: str
) -> None:
    assert_problem(post(client, IDENTITY, number=number), 422, "读不出这个号码")
    assert fakes.personal.codes == []


@pytest.mark.parametrize(
    ("address", "body"),
    [
        (IDENTITY, {}),
        (IDENTITY, {"number": ""}),
        (IDENTITY, {"number": 15400000001}),
        (IDENTITY, {"number": "1" * 65}),
        (IDENTITY, {"number": APPLICATION, "phone": PHONE}),
        (IDENTITY, {"number": APPLICATION, "conversation": "a b"}),
        (f"{IDENTITY}/code", {}),
        (f"{IDENTITY}/code", {"code": 123456}),
        (f"{IDENTITY}/code", {"code": "1" * 33}),
        (f"{IDENTITY}/end", {"sure": True}),
    ],
)
def test_a_body_of_another_shape_is_refused(
    client: TestClient, address: str, body: dict[str, Any]
) -> None:
    answer = client.post(address, json={"conversation": "ann", **body})

    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert not any(personal in answer.text for personal in PERSONAL)


def test_a_phone_proves_that_phone_and_no_person(client: TestClient, fakes: Fakes) -> None:
    sent = post(client, IDENTITY, number=PHONE)
    assert "如果" not in sent.json()["text"]
    proved = post(client, f"{IDENTITY}/code", code=fakes.personal.codes[-1])

    assert proved.json()["purpose"] == "phone"
    assert_problem(post(client, f"{APPLICATIONS}/mine"), 403, "还没有核对身份")
    assert_problem(post(client, "/api/v1/personal-data/export"), 403, "还没有核对身份")


def test_it_can_be_ended_and_twice_is_harmless(client: TestClient, fakes: Fakes) -> None:
    prove(client, fakes)
    for _ in range(2):
        ended = post(client, f"{IDENTITY}/end")
        assert (ended.status_code, "已经退出" in ended.json()["text"]) == (200, True)

    assert_problem(post(client, f"{APPLICATIONS}/mine"), 403, "还没有核对身份")


def test_ended_the_code_that_was_on_its_way_is_good_for_nothing(
    client: TestClient, fakes: Fakes
) -> None:
    post(client, IDENTITY, number=APPLICATION)
    post(client, f"{IDENTITY}/end")

    assert_problem(
        post(client, f"{IDENTITY}/code", code=fakes.personal.codes[-1]), 403, "验证码不对"
    )


def test_nothing_personal_is_in_any_answer_before_the_code(
    client: TestClient, fakes: Fakes
) -> None:
    answers = [
        post(client, IDENTITY, number=ID_NUMBER),
        post(client, f"{IDENTITY}/code", code=WRONG),
        post(client, f"{APPLICATIONS}/mine"),
        post(client, "/api/v1/personal-data/export"),
        post(client, "/api/v1/personal-data/erase", sure=True),
        post(client, IDENTITY, number="320102199003070034"),
    ]
    for answer in answers:
        for personal in (*PERSONAL, "320102199003070034", fakes.personal.codes[-1]):
            assert personal not in answer.text


def test_no_address_holds_a_number(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]

    assert {IDENTITY, f"{IDENTITY}/code", f"{IDENTITY}/end"} <= set(paths)
    for path, methods in paths.items():
        if path.startswith((IDENTITY, APPLICATIONS, "/api/v1/personal-data")):
            assert "{" not in path
            assert set(methods) == {"post"}
            assert not methods["post"].get("parameters")


def test_too_many_requests_are_told_so(client: TestClient, fakes: Fakes) -> None:
    fakes.limits.refuses = True

    assert_problem(post(client, IDENTITY, number=APPLICATION), 429, "7秒")
    assert fakes.personal.codes == []


def test_without_the_store_nothing_is_proved(client: TestClient, fakes: Fakes) -> None:
    fakes.personal.identity.down = True

    assert_problem(post(client, IDENTITY, number=APPLICATION), 503, "系统正忙")
    assert_problem(post(client, f"{APPLICATIONS}/mine"), 503, "系统正忙")


def _headers(answer: Any) -> dict[str, str]:
    return {name: value for name, value in answer.headers.items() if name != "date"}
