"""What is kept of a turn: nothing private for whoever reads the history later."""

import pytest
from starlette.testclient import TestClient

from bot.cards import Button, ContactCard, HotlineLine, Message, Reply, Topic
from bot.outcomes import PRIVATE, Outcome
from tests.fakes import TODAY, Fakes

ADDRESS = "/api/v1/conversations/one"
SECRET = "【失业登记】现在到：受理"
CARD = ContactCard(lines=[HotlineLine(number="12333", name="人社热线", note="工作日")])
BUTTON = Button(title="退出查询", payload='/status_query{"do": "end"}')


def answering(fakes: Fakes, status: Outcome, bubbles: int = 1) -> None:
    """Rasa answers so."""
    message = Message(text=SECRET, card=CARD, buttons=[BUTTON])

    async def turn(*_: object) -> Reply:
        topic = Topic(journey="status_query")
        return Reply(messages=[message] * bubbles, status=status, topic=topic, as_of=TODAY)

    fakes.rasa.turn = turn  # type: ignore[method-assign, assignment]


@pytest.mark.parametrize("status", sorted(PRIVATE))
def test_what_is_private_is_told_and_not_kept_in_the_history(
    client: TestClient, fakes: Fakes, status: Outcome
) -> None:
    answering(fakes, status, bubbles=2)
    reply = client.post(f"{ADDRESS}/messages", json={"text": "查进度"}).json()
    assert [message["text"] for message in reply["messages"]] == [SECRET, SECRET]

    history = client.get(ADDRESS)
    assert SECRET not in history.text
    asked, *told = history.json()["messages"]
    assert asked["text"] == "查进度"
    assert [each["card"] for each in told] == [None, None]
    assert all("办理进度不留在记录里" in each["text"] for each in told)
    # A button that is named in words still works.
    assert all(each["buttons"] == [BUTTON.model_dump()] for each in told)


@pytest.mark.parametrize("status", sorted(PRIVATE))
def test_the_same_message_again_still_gets_the_same_answer(
    client: TestClient, fakes: Fakes, status: Outcome
) -> None:
    answering(fakes, status)
    body = {"text": "查进度", "client_message_id": "m1"}
    first = client.post(f"{ADDRESS}/messages", json=body)
    answering(fakes, Outcome.FAILED)
    again = client.post(f"{ADDRESS}/messages", json=body)

    assert SECRET in again.text
    assert again.content == first.content


@pytest.mark.parametrize("status", sorted(set(Outcome) - PRIVATE))
def test_everything_else_is_kept_as_it_was_told(
    client: TestClient, fakes: Fakes, status: Outcome
) -> None:
    answering(fakes, status)
    client.post(f"{ADDRESS}/messages", json={"text": "你好"})

    (_, told) = client.get(ADDRESS).json()["messages"]
    assert (told["text"], told["card"]) == (SECRET, CARD.model_dump())


def test_the_person_s_bubble_holds_tokens(client: TestClient, fakes: Fakes) -> None:
    answering(fakes, Outcome.IDENTITY_NEEDED)
    client.post(f"{ADDRESS}/messages", json={"text": "我的编号是YS2026110001"})

    assert client.get(ADDRESS).json()["messages"][0]["text"] == "我的编号是[申请编号]"
