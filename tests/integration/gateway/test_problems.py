"""Malformed requests get a clear problem and leave the conversation usable."""

import json
from typing import Any

import httpx
import pytest

from tests.conftest import Say

JSON = {"Content-Type": "application/json"}
MESSAGES = "/api/v1/conversations/{id}/messages"

MALFORMED: dict[str, tuple[int, bytes, dict[str, str]]] = {
    "no JSON at all": (400, b"hello", JSON),
    "JSON that breaks off": (400, b'{"text": "x', JSON),
    "not UTF-8": (400, b'{"text": "\xff\xfe"}', JSON),
    "one megabyte of text": (413, json.dumps({"text": "长" * 350_000}).encode(), JSON),
    "more text than one message may have": (413, json.dumps({"text": "长" * 501}).encode(), JSON),
    "nothing but control characters": (422, json.dumps({"text": "\x00\x07\u200b"}).encode(), JSON),
    "an empty text": (422, b'{"text": ""}', JSON),
    "text that is a number": (422, b'{"text": 12}', JSON),
    "text that is null": (422, b'{"text": null}', JSON),
    "no text": (422, b"{}", JSON),
    "a list instead of an object": (422, b'["text"]', JSON),
    "a message id with spaces": (422, b'{"text": "x", "client_message_id": "a b"}', JSON),
    "a message id of a thousand characters": (
        422,
        json.dumps({"text": "x", "client_message_id": "a" * 1000}).encode(),
        JSON,
    ),
    "a lone surrogate only": (422, b'{"text": "\\ud800"}', JSON),
    "no content type": (422, b"text=hello", {"Content-Type": "text/plain"}),
    "deeply nested JSON": (422, b'{"text": ' + b"[" * 900 + b"]" * 900 + b"}", JSON),
}


def assert_problem(response: httpx.Response, status: int) -> dict[str, Any]:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = response.json()
    assert body["status"] == status
    assert body["title"]
    assert any("\u4e00" <= char <= "\u9fff" for char in body["detail"])
    return body


@pytest.mark.parametrize("name", MALFORMED)
def test_a_malformed_message_gets_a_clear_problem(
    name: str, api: httpx.Client, conversation: str
) -> None:
    status, body, headers = MALFORMED[name]
    response = api.post(MESSAGES.format(id=conversation), content=body, headers=headers)
    assert_problem(response, status)


def test_the_conversation_goes_on_after_every_malformed_message(
    api: httpx.Client, conversation: str, say: Say
) -> None:
    assert say("失业金要什么条件").json()["status"] == "answered"
    for status, body, headers in MALFORMED.values():
        response = api.post(MESSAGES.format(id=conversation), content=body, headers=headers)
        assert_problem(response, status)
    after = say("那要带什么材料").json()
    assert after["topic"]["policies"] == ["unemployment_benefit"]
    assert after["topic"]["aspect"] == "materials"
    history = api.get(f"/api/v1/conversations/{conversation}").json()["messages"]
    assert [entry["role"] for entry in history] == ["user", "bot", "user", "bot"]


def test_a_body_without_a_declared_length_is_measured_as_it_comes(
    api: httpx.Client, conversation: str
) -> None:
    chunks = (b"x" * 1024 for _ in range(200))
    response = api.post(MESSAGES.format(id=conversation), content=chunks, headers=JSON)
    assert_problem(response, 413)


def test_control_characters_inside_a_question_do_no_harm(say: Say) -> None:
    reply = say("失业\u200b金\x00要带\u202e什么材料\ufeff").json()
    assert reply["topic"]["policies"] == ["unemployment_benefit"]
    assert reply["topic"]["aspect"] == "materials"


@pytest.mark.parametrize("identifier", ["a b", "%2e%2e%2fetc", "x" * 65, "名字", "a%00b"])
def test_a_conversation_id_that_is_none_is_refused(identifier: str, api: httpx.Client) -> None:
    response = api.post(MESSAGES.format(id=identifier), json={"text": "你好"})
    assert response.status_code in (404, 422)
    assert_problem(response, response.status_code)


def test_an_unknown_conversation_has_no_history(api: httpx.Client, conversation: str) -> None:
    assert_problem(api.get(f"/api/v1/conversations/{conversation}"), 404)


def test_an_unknown_policy_is_named_as_unknown(api: httpx.Client) -> None:
    assert "没有收录" in assert_problem(api.get("/api/v1/policies/nothing"), 404)["detail"]


def test_an_unknown_city_is_named_as_unknown(api: httpx.Client) -> None:
    response = api.get("/api/v1/policies/unemployment_benefit", params={"city": "东京"})
    assert "地方" in assert_problem(response, 404)["detail"]


@pytest.mark.parametrize("day", ["2025-13-40", "yesterday", "31.12.2025"])
def test_a_day_that_is_none_is_refused(day: str, api: httpx.Client) -> None:
    response = api.get("/api/v1/policies/unemployment_benefit", params={"on": day})
    assert "on" in assert_problem(response, 422)["detail"]


@pytest.mark.parametrize("query", [{}, {"q": ""}, {"q": "x", "k": "0"}, {"q": "x", "k": "many"}])
def test_a_search_that_asks_for_nothing_is_refused(
    query: dict[str, str], api: httpx.Client
) -> None:
    assert_problem(api.get("/api/v1/search", params=query), 422)


def test_an_unknown_address_and_a_wrong_method_are_problems_too(api: httpx.Client) -> None:
    assert_problem(api.get("/api/v1/nothing"), 404)
    assert_problem(api.delete("/api/v1/policies"), 405)


@pytest.mark.parametrize(
    "text",
    [
        "/restart",
        "/session_start",
        '／ask_amount{"policy": "nothing"}',
        '/ask_amount{"policy": "unemployment_benefit", "version": "job_stability_refund_2020"}',
        '/ask_amount{"policy": ["unemployment_benefit"]}',
        "/EXTERNAL: x",
        "<script>alert(1)</script>",
        "' OR 1=1 --",
        "${jndi:ldap://x}",
    ],
)
def test_hostile_text_is_just_text(text: str, say: Say) -> None:
    say("失业金要什么条件")
    reply = say(text)
    assert reply.status_code == 200
    assert reply.json()["status"] in {
        "clarify",
        "out_of_scope",
        "chitchat",
        "answered",
        "not_offered",
    }
    # The conversation was not restarted.
    assert say("那要带什么材料").json()["topic"]["policies"] == ["unemployment_benefit"]
