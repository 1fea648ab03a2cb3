"""The small form under the last answer of the page without JavaScript."""

import re

import pytest
from starlette.testclient import TestClient

from bot.feedback.feedback import Channel, Reason
from tests.fakes import Fakes

FIELD = re.compile(r'name="(conversation|message)" value="([^"]+)"')


@pytest.fixture
def fakes(fakes: Fakes) -> Fakes:
    """Degraded answers are answers, too."""
    fakes.rasa.down = True
    return fakes


def asked(client: TestClient, text: str = "失业金要什么条件") -> str:
    """The page with the answer."""
    fields = dict(FIELD.findall(client.get("/plain").text))
    return client.post("/plain", data={**fields, "text": text}).text


def opinion(page: str) -> dict[str, str]:
    """The hidden fields of the small form."""
    _, form = page.split('action="/plain/feedback#opinion"')
    return dict(FIELD.findall(form))


def test_an_answer_has_the_form_and_the_first_page_has_not(client: TestClient) -> None:
    assert "/plain/feedback" not in client.get("/plain").text
    page = asked(client)
    assert page.count('action="/plain/feedback#opinion"') == 1
    assert all(f'value="{reason}"' in page for reason in Reason)


def test_what_is_no_answer_has_none(client: TestClient, fakes: Fakes) -> None:
    fakes.rasa.down = False
    assert "/plain/feedback" not in asked(client, "你好")


def test_what_did_not_help_is_noted_and_the_conversation_stays_on_the_page(
    client: TestClient, fakes: Fakes
) -> None:
    page = asked(client)
    more = {"helpful": "no", "reason": "unclear", "words": "太长，我叫王小明"}
    taken = client.post("/plain/feedback", data={**opinion(page), **more})

    [record] = fakes.personal.feedback.kept.values()
    assert record.number
    assert taken.status_code == 200
    assert f"{record.number[:4]}-{record.number[4:]}" in taken.text
    assert (record.said.channel, record.said.reason) == (Channel.PLAIN, Reason.UNCLEAR)
    assert record.said.words == ("太长,我叫[姓名]",)
    assert record.said.about.question == "失业金要什么条件"
    # The same bubbles with the same buttons, and no second form.
    for part in ('class="said"', 'class="answer"', 'name="press"'):
        assert taken.text.count(part) == page.count(part)
    assert "/plain/feedback" not in taken.text
    assert taken.headers["cache-control"] == "no-store"


def test_what_helped_is_thanked_for(client: TestClient, fakes: Fakes) -> None:
    taken = client.post("/plain/feedback", data={**opinion(asked(client)), "helpful": "yes"})

    assert "谢谢" in taken.text
    assert [each.said.helpful for each in fakes.personal.feedback.kept.values()] == [True]


def test_the_page_read_anew_changes_nothing(client: TestClient, fakes: Fakes) -> None:
    form = {**opinion(asked(client)), "helpful": "no", "reason": "made up", "words": "不对"}
    for _ in range(2):
        client.post("/plain/feedback", data=form)

    [record] = fakes.personal.feedback.kept.values()
    assert (record.said.reason, record.said.words) == (None, ("不对",))


def test_markup_is_text(client: TestClient) -> None:
    form = {**opinion(asked(client)), "helpful": "no", "words": "<script>alert(1)</script>"}
    assert "<script" not in client.post("/plain/feedback", data=form).text


def test_what_goes_wrong_is_said_on_the_page(client: TestClient, fakes: Fakes) -> None:
    form = {**opinion(asked(client)), "helpful": "no"}
    unknown = client.post("/plain/feedback", data={**form, "message": "x"})
    assert (unknown.status_code, "没有这条回答" in unknown.text) == (404, True)
    fakes.personal.feedback.down = True
    lost = client.post("/plain/feedback", data=form)
    assert (lost.status_code, "没有记下来" in lost.text) == (503, True)
    fakes.limits.refuses = True
    fast = client.post("/plain/feedback", data=form)
    assert (fast.status_code, "等7秒" in fast.text) == (429, True)
    bad = client.post("/plain/feedback", data={"helpful": "no"})
    assert (bad.status_code, "页面过期了" in bad.text) == (422, True)
