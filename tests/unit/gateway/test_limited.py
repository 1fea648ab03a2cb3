"""Reading what is public, not too fast."""

from fastapi.testclient import TestClient

from bot.gateway.app import create_app
from tests.fakes import Fakes


def test_whoever_reads_too_fast_is_told_how_long_to_wait() -> None:
    fakes = Fakes()
    fakes.limits.refuses = True

    with TestClient(create_app(fakes.parts)) as client:
        answers = [client.get(f"/api/v1/{each}") for each in ("policies", "offices")]

    assert [answer.status_code for answer in answers] == [429, 429]
    assert answers[0].headers["Retry-After"] == "7"


def test_what_is_public_is_told_also_while_redis_does_not_answer() -> None:
    fakes = Fakes()
    fakes.limits.down = True

    with TestClient(create_app(fakes.parts)) as client:
        assert client.get("/api/v1/policies").status_code == 200


def test_whether_it_is_alive_may_be_asked_as_often_as_one_likes() -> None:
    fakes = Fakes()
    fakes.limits.refuses = True

    with TestClient(create_app(fakes.parts)) as client:
        assert client.get("/healthz").status_code == 200
