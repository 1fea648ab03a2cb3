"""Each ending of a turn that needs something broken, and what goes to whom."""

import pytest
from starlette.testclient import TestClient

from bot.gateway.metrics import Metrics
from bot.gateway.steps.repair import repair
from bot.gateway.turn import Turn
from bot.outcomes import Outcome
from tests.fakes import Fakes

ADDRESS = "/api/v1/conversations/one/messages"


def test_rasa_is_sent_the_redacted_text_and_where_its_names_stand(
    client: TestClient, fakes: Fakes
) -> None:
    client.post(ADDRESS, json={"text": "２０２３年苏州失业金，我手机13812345678"})
    text, mentions = fakes.rasa.sent[0]
    assert text == "2023年苏州失业金,我手机[手机号]"
    kinds = {kind: text[start:end] for start, end, kind in mentions}
    assert kinds == {
        "policy": "失业金",
        "city": "苏州",
        "date": "2023年",
        "redacted": "[手机号]",
    }


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("稳刚返还有吗", "稳岗返还有吗"),
        ("wengangfanhuan", "稳岗返还"),
        ("我手机13812345678，问文岗返还", "我手机[手机号],问稳岗返还"),
    ],
)
def test_rasa_is_sent_what_was_meant_and_the_person_sees_what_was_written(
    said: str, meant: str, client: TestClient, fakes: Fakes
) -> None:
    client.post(ADDRESS, json={"text": said})

    text, mentions = fakes.rasa.sent[0]
    assert text == meant
    assert "policy" in {kind for _, _, kind in mentions}
    shown = client.get("/api/v1/conversations/one").json()["messages"][0]["text"]
    assert "稳岗返还" not in shown


@pytest.mark.parametrize(
    ("text", "repaired"), [("shiyejin", "失业金"), ('/x{"a": "shiyejin"}', '/x{"a": "shiyejin"}')]
)
async def test_what_is_said_is_read_as_pinyin_and_a_payload_is_not(
    text: str, repaired: str, fakes: Fakes
) -> None:
    edition = fakes.knowledge.edition
    turn = Turn("one", "client", text, None, edition, fakes.parts, Metrics(), text=text)
    await repair(turn)

    assert turn.text == repaired


def test_a_pressed_answer_goes_to_rasa_as_it_is_and_into_the_history_as_its_words(
    client: TestClient, fakes: Fakes
) -> None:
    pressed = '/answer{"ask": "hardship_kind", "value": "none"}'
    client.post(ADDRESS, json={"text": pressed})

    assert fakes.rasa.sent[0] == (pressed, [])
    assert client.get("/api/v1/conversations/one").json()["messages"][0]["text"] == "都不是"


def test_a_number_of_the_persons_in_a_made_up_payload_goes_nowhere(
    client: TestClient, fakes: Fakes
) -> None:
    made_up = '/answer{"ask": "age", "value": "11010519491231002X"}'
    client.post(ADDRESS, json={"text": made_up})

    assert "11010519491231002X" not in fakes.rasa.sent[0][0]
    assert "11010519491231002X" not in client.get("/api/v1/conversations/one").text


def test_rasa_never_learns_the_conversations_id(client: TestClient, fakes: Fakes) -> None:
    client.post(ADDRESS, json={"text": "你好"})
    assert fakes.outcomes.recorded[0].conversation != "one"
    assert len(fakes.outcomes.recorded[0].conversation) == 64


def test_without_rasa_the_turn_ends_degraded_with_a_search_result(
    client: TestClient, fakes: Fakes
) -> None:
    fakes.rasa.down = True
    reply = client.post(ADDRESS, json={"text": "失业金要带什么材料"}).json()
    assert reply["status"] == Outcome.DEGRADED
    assert "12333" in reply["messages"][0]["text"]
    assert reply["messages"][1]["card"]["policy"] == "unemployment_benefit"
    assert fakes.outcomes.recorded[0].outcome == Outcome.DEGRADED
    # It is remembered, so that the same message again gets the same words.
    assert len(client.get("/api/v1/conversations/one").json()["messages"]) == 3


def test_without_rasa_a_pressed_button_is_still_answered(client: TestClient, fakes: Fakes) -> None:
    fakes.rasa.down = True
    reply = client.post(ADDRESS, json={"text": '/ask_where{"policy": "unemployment_benefit"}'})
    card = reply.json()["messages"][1]["card"]
    assert (card["policy"], card["aspect"]) == ("unemployment_benefit", "where")


def test_without_rasa_and_without_a_search_result_the_hotline_is_given(
    client: TestClient, fakes: Fakes
) -> None:
    fakes.rasa.down = True
    reply = client.post(ADDRESS, json={"text": "zzzz"}).json()
    assert reply["status"] == Outcome.DEGRADED
    assert "12333" in reply["messages"][0]["text"]
    assert reply["messages"][0]["card"]["type"] == "contact"


@pytest.mark.parametrize("part", ["conversations", "limits"])
def test_without_redis_the_turn_ends_degraded(part: str, client: TestClient, fakes: Fakes) -> None:
    getattr(fakes, part).down = True
    reply = client.post(ADDRESS, json={"text": "失业金要带什么材料"})
    assert reply.status_code == 200
    assert reply.json()["status"] == Outcome.DEGRADED
    assert reply.json()["messages"][1]["card"]["policy"] == "unemployment_benefit"


def test_a_fault_of_ours_ends_as_failed_with_the_hotline(client: TestClient, fakes: Fakes) -> None:
    fakes.rasa.broken = True
    reply = client.post(ADDRESS, json={"text": "你好"})
    assert reply.status_code == 200
    assert reply.json()["status"] == Outcome.FAILED
    assert "12333" in reply.json()["messages"][0]["text"]
    assert fakes.outcomes.recorded[0].outcome == Outcome.FAILED


def test_a_database_that_is_lost_costs_nobody_an_answer(client: TestClient, fakes: Fakes) -> None:
    fakes.outcomes.down = True
    assert client.post(ADDRESS, json={"text": "你好"}).json()["status"] == Outcome.CHITCHAT
    assert "suyetong_unrecorded_outcomes_total 1.0" in client.get("/metrics").text


def test_one_message_too_many_is_told_when_to_come_back(client: TestClient, fakes: Fakes) -> None:
    fakes.limits.refuses = True
    refused = client.post(ADDRESS, json={"text": "你好"})
    assert refused.status_code == 429
    assert refused.headers["retry-after"] == "7"
    assert "7秒" in refused.json()["detail"]
    assert fakes.rasa.sent == []


def test_a_repeated_message_is_not_sent_to_rasa_again_and_not_recorded_again(
    client: TestClient, fakes: Fakes
) -> None:
    body = {"text": "你好", "client_message_id": "m"}
    assert client.post(ADDRESS, json=body).json() == client.post(ADDRESS, json=body).json()
    assert len(fakes.rasa.sent) == len(fakes.outcomes.recorded) == 1


@pytest.mark.parametrize(
    ("part", "component"),
    [("conversations", "redis"), ("rasa", "rasa"), ("outcomes", "database")],
)
def test_readiness_names_the_component_that_is_missing(
    part: str, component: str, client: TestClient, fakes: Fakes
) -> None:
    getattr(fakes, part).down = True
    ready = client.get("/readyz")
    assert ready.status_code == 503
    missing = [name for name, each in ready.json()["components"].items() if not each["ok"]]
    assert missing == [component]


def test_the_history_cannot_be_read_without_redis_and_says_so(
    client: TestClient, fakes: Fakes
) -> None:
    fakes.conversations.down = True
    refused = client.get("/api/v1/conversations/one")
    assert refused.status_code == 503
    assert refused.headers["content-type"] == "application/problem+json"
