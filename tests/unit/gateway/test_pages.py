"""The demo page and the widget as they are served."""

import pytest
from starlette.testclient import TestClient


@pytest.mark.parametrize(
    ("address", "kind"),
    [("/", "text/html"), ("/index.css", "text/css"), ("/widget.js", "text/javascript")],
)
def test_the_file_is_served_with_its_kind_and_a_strict_policy(
    address: str, kind: str, client: TestClient
) -> None:
    response = client.get(address)
    assert response.status_code == 200
    assert response.headers["content-type"] == f"{kind}; charset=utf-8"
    assert "default-src 'self'" in response.headers["content-security-policy"]
    assert response.headers["x-content-type-options"] == "nosniff"


def test_the_page_loads_nothing_from_elsewhere(client: TestClient) -> None:
    for address in ("/", "/index.css", "/widget.js"):
        text = client.get(address).text
        assert 'src="http' not in text
        assert "url(http" not in text
        assert "@import" not in text


def test_the_widget_never_writes_markup_from_data(client: TestClient) -> None:
    script = client.get("/widget.js").text
    for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
        assert way not in script
