"""Without an account there is nothing at its address; without Redis that is said."""

import pytest
from fastapi.testclient import TestClient

from bot.gateway.app import create_app
from tests.fakes import Fakes


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_without_an_account_there_is_nothing(method: str) -> None:
    with TestClient(create_app(Fakes().parts)) as api:
        response = api.request(method, "/wechat")
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"
