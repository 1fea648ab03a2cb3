"""Health, readiness and figures of the running product."""

import httpx

from tests.conftest import Say
from tests.stack import Stack


def test_the_gateway_is_alive_and_every_component_is_ready(api: httpx.Client) -> None:
    assert api.get("/healthz").json() == {"status": "alive"}
    ready = api.get("/readyz")
    assert ready.status_code == 200
    assert ready.json()["status"] == "ready"
    assert set(ready.json()["components"]) == {
        *("redis", "rasa", "database", "knowledge", "switches"),
    }


def test_the_figures_count_turns_by_journey_and_outcome(api: httpx.Client, say: Say) -> None:
    say("你好")
    figures = api.get("/metrics").text
    assert 'suyetong_turns_total{journey="chitchat",outcome="chitchat"}' in figures
    assert "suyetong_knowledge_refused 0.0" in figures


def test_nothing_that_a_person_wrote_is_in_logs_figures_or_the_database(
    stack: Stack, api: httpx.Client, say: Say
) -> None:
    texts = [
        "我叫欧阳翠花身份证11010519491231002X手机13812345678失业金怎么领",
        "阿巴阿巴欧阳翠花",
        "住房公积金欧阳翠花",
    ]
    for text in texts:
        assert say(text).status_code == 200
    database = b"".join(path.read_bytes() for path in stack.var.glob("suyetong.db*"))
    written = stack.logs() + api.get("/metrics").text + database.decode("utf-8", "replace")
    redis = b"".join(
        path.read_bytes() for path in (stack.var / "redis").rglob("*") if path.is_file()
    )
    for secret in ("11010519491231002X", "13812345678"):
        assert secret not in written
        assert secret.encode() not in redis
    assert "欧阳翠花" not in written


def test_every_turn_is_recorded_once_without_its_text(stack: Stack, say: Say) -> None:
    import sqlite3

    say("失业金要什么条件", client_message_id="r-1")
    say("失业金要什么条件", client_message_id="r-1")
    with sqlite3.connect(stack.var / "suyetong.db") as database:
        columns = [row[1] for row in database.execute("pragma table_info(turn_outcomes)")]
        rows = database.execute(
            "select journey, aspect, policy, outcome, latency_ms, length(conversation) "
            "from turn_outcomes order by id desc limit 2"
        ).fetchall()
    assert columns == [
        "id",
        "at",
        "conversation",
        "journey",
        "aspect",
        "policy",
        "outcome",
        "latency_ms",
    ]
    assert rows[0][:4] == ("policy_info", "conditions", "unemployment_benefit", "answered")
    assert rows[0][4] > 0
    assert rows[0][5] == 64
    assert rows[1] != rows[0]
