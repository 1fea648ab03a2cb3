"""The page without JavaScript, and pages packed for the way."""

import re

from starlette.testclient import TestClient


def _fields(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="(conversation|message)" value="([^"]+)"', page))


def test_the_form_carries_an_id_that_nobody_guesses(client: TestClient) -> None:
    first, second = (_fields(client.get("/plain").text) for _ in range(2))
    assert len(first["conversation"]) == 32
    assert first["conversation"] != second["conversation"]
    assert first["message"] != second["message"]


def test_what_was_said_is_answered_below_it(client: TestClient) -> None:
    form = {**_fields(client.get("/plain").text), "text": "失业金要什么条件"}
    answer = client.post("/plain", data=form)
    assert answer.status_code == 200
    assert "失业金要什么条件" in answer.text
    assert 'class="answer"' in answer.text
    assert _fields(answer.text)["conversation"] == form["conversation"]
    assert _fields(answer.text)["message"] != form["message"]
    assert answer.headers["cache-control"] == "no-store"
    assert "form-action 'self'" in answer.headers["content-security-policy"]


def test_the_same_form_again_is_shown_once(client: TestClient) -> None:
    form = {**_fields(client.get("/plain").text), "text": "失业金要什么条件"}
    first, again = client.post("/plain", data=form), client.post("/plain", data=form)
    assert first.text.count('class="said"') == again.text.count('class="said"') == 1
    assert first.text.count('class="answer"') == again.text.count('class="answer"')


def test_other_words_on_an_older_page_are_something_new(client: TestClient) -> None:
    form = _fields(client.get("/plain").text)
    client.post("/plain", data={**form, "text": "失业金要什么条件"})
    second = client.post("/plain", data={**form, "text": "稳岗返还要什么条件"})
    assert second.text.count('class="said"') == 2


def test_markup_is_text(client: TestClient) -> None:
    form = {**_fields(client.get("/plain").text), "text": '"><script>alert(1)</script>'}
    assert "<script" not in client.post("/plain", data=form).text


def test_nothing_and_too_much_are_answered_in_words(client: TestClient) -> None:
    form = _fields(client.get("/plain").text)
    nothing = client.post("/plain", data={**form, "text": " "})
    assert (nothing.status_code, "没有看到文字" in nothing.text) == (422, True)
    much = client.post("/plain", data={**form, "text": "长" * 5000})
    assert (much.status_code, "一次最多说" in much.text) == (413, True)


def test_a_form_that_is_not_ours_begins_afresh(client: TestClient) -> None:
    for body in ("", "conversation=a%20b&message=x", "&".join(f"a{n}=1" for n in range(99))):
        answer = client.post("/plain", content=body)
        assert (answer.status_code, "页面过期了" in answer.text) == (422, True)


def test_a_page_is_packed_for_who_takes_it_and_not_sent_twice(client: TestClient) -> None:
    packed = client.get("/widget.js", headers={"Accept-Encoding": "gzip"})
    plain = client.get("/widget.js", headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.content == plain.content
    assert int(packed.headers["content-length"]) < 40_000
    assert packed.headers["etag"] != plain.headers["etag"]
    again = client.get(
        "/widget.js",
        headers={"If-None-Match": plain.headers["etag"], "Accept-Encoding": "identity"},
    )
    assert (again.status_code, again.content) == (304, b"")
