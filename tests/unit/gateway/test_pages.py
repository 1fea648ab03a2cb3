"""The demo page and the widget as they are served."""

import re

import pytest
from starlette.testclient import TestClient

from bot.config import ROOT
from bot.feedback.feedback import Reason
from bot.feedback.in_words import reason_in_words
from bot.outcomes import ANSWERS
from bot.words import Words


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


def test_the_widget_knows_what_is_an_answer_and_each_reason_by_its_words(
    client: TestClient,
) -> None:
    script = client.get("/widget.js").text
    says = Words.load(ROOT / "domain").say
    answers = re.search(r"const ANSWERS = \[(.*?)\];", script, re.DOTALL)
    reasons = re.search(r"const REASONS = \{(.*?)\};", script, re.DOTALL)

    assert answers
    assert set(re.findall(r"'(\w+)'", answers[1])) == ANSWERS
    assert reasons
    assert dict(re.findall(r"(\w+): '([^']+)'", reasons[1])) == {
        reason.value: reason_in_words(reason, says) for reason in Reason
    }
