"""Somebody at the API who proves who they are; the demonstration's first person."""

from typing import Any

import httpx
from starlette.testclient import TestClient

from tests.fakes import Fakes

IDENTITY, APPLICATIONS, DATA = "/api/v1/identity", "/api/v1/applications", "/api/v1/personal-data"
ID_NUMBER, APPLICATION, PHONE = "320000180001010012", "YS2026110001", "15400000001"
NAME = "演示甲"
NOBODY = "YS2026119999"
PERSONAL = (ID_NUMBER, APPLICATION, PHONE, NAME)


def post(client: TestClient, address: str, who: str = "ann", **more: Any) -> httpx.Response:
    """The answer to `who` at `address`."""
    return client.post(address, json={"conversation": who, **more})


def prove(
    client: TestClient, fakes: Fakes, number: str = APPLICATION, who: str = "ann"
) -> httpx.Response:
    """The answer to the right code."""
    assert post(client, IDENTITY, who, number=number).status_code == 202
    return post(client, f"{IDENTITY}/code", who, code=fakes.personal.codes[-1])


def assert_problem(answer: httpx.Response, status: int, says: str) -> None:
    """It is refused in a sentence for the person."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert says in answer.json()["detail"]
