"""A complaint in the chat, and the record that it opens."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from bot.cards import Message, Reply, Topic
from bot.feedback.feedback import Channel, Record
from bot.gateway.metrics import Metrics
from bot.gateway.wechat_talk import talk as wechat
from bot.outcomes import Outcome
from bot.storage.wechat_shown import Shown
from tests.fakes import TODAY, Fakes

ADDRESS = "/api/v1/conversations/one"


class Talk:
    """A conversation in which whatever is no complaint is answered."""

    def __init__(self, client: TestClient, fakes: Fakes) -> None:
        self._client, self._fakes, self._said = client, fakes, 0
        complaints = {"你答得不对", "我要投诉", "我叫[姓名],[手机号],投诉你们"}

        async def turn(_: str, text: str, *__: object) -> Reply:
            complains, greets = text in complaints, text == "你好"
            journey = "complaint_feedback" if complains else "policy_info"
            status = Outcome.CONTACT_GIVEN if complains else Outcome.ANSWERED
            return Reply(
                messages=[Message(text="请打12345" if complains else "【失业保险金】")],
                status=Outcome.CHITCHAT if greets else status,
                topic=Topic(journey="chitchat" if greets else journey),
                as_of=TODAY,
            )

        fakes.rasa.turn = turn  # type: ignore[method-assign, assignment]

    def say(self, text: str, message: str | None = None) -> str:
        """The first bubble of the answer."""
        self._said += 1
        body = {"text": text, "client_message_id": message or f"m{self._said}"}
        reply: dict[str, Any] = self._client.post(f"{ADDRESS}/messages", json=body).json()
        text = reply["messages"][0]["text"]
        return text

    @property
    def records(self) -> list[Record]:
        return list(self._fakes.personal.feedback.kept.values())


@pytest.fixture
def talk(client: TestClient, fakes: Fakes) -> Talk:
    return Talk(client, fakes)


def number_in(told: str, record: Record) -> bool:
    number = record.number or ""
    return f"{number[:4]}-{number[4:]}" in told


def test_it_is_noted_with_the_answer_before_it_and_the_hotline_stays(talk: Talk) -> None:
    talk.say("失业金给多少")
    talk.say("你好")
    told = talk.say("你答得不对")

    [record] = talk.records
    assert number_in(told, record)
    assert told.endswith("\n请打12345")
    assert record.said.words == ("你答得不对",)
    assert record.said.about.question == "失业金给多少"
    assert record.said.about.journey == "policy_info"
    assert not record.said.helpful


def test_the_same_again_is_not_noted_twice_and_something_new_is_added(talk: Talk) -> None:
    talk.say("失业金给多少")
    first, same, new = (talk.say(each) for each in ("你答得不对", "你答得不对", "我要投诉"))

    [record] = talk.records
    assert all(number_in(told, record) for told in (first, same, new))
    assert record.said.words == ("你答得不对", "我要投诉")
    assert "已经记着" in same
    assert "您新说的也记下了" in new


def test_of_another_answer_it_is_another_record(talk: Talk) -> None:
    talk.say("失业金给多少")
    talk.say("你答得不对")
    talk.say("失业金要什么材料")
    talk.say("你答得不对")

    questions = [each.said.about.question for each in talk.records]
    assert questions == ["失业金给多少", "失业金要什么材料"]
    assert len({each.number for each in talk.records}) == 2


def test_about_no_answer_there_is_one_record_a_day(talk: Talk, fakes: Fakes) -> None:
    talk.say("我要投诉")
    talk.say("我要投诉")
    [record] = talk.records
    assert (record.said.about.message, record.said.about.question) == (None, None)
    assert record.said.about.journey == "complaint_feedback"

    fakes.now = fakes.now.replace(day=25)
    talk.say("我要投诉")
    assert len(talk.records) == 2


def test_the_same_message_again_does_nothing_twice(talk: Talk, client: TestClient) -> None:
    assert talk.say("我要投诉", "m1") == talk.say("我要投诉", "m1")
    assert len(talk.records) == 1
    assert 'journey="complaint_feedback",reason="none"} 1.0' in client.get("/metrics").text


def test_what_names_a_person_is_not_in_it(talk: Talk) -> None:
    talk.say("我叫王小明，13812345678，投诉你们")
    [record] = talk.records
    assert record.said.words == ("我叫[姓名],[手机号],投诉你们",)


def test_without_the_database_it_is_said_that_it_was_not_noted(talk: Talk, fakes: Fakes) -> None:
    fakes.personal.feedback.down = True
    told = talk.say("我要投诉")

    assert "没有记下来" in told
    assert told.endswith("\n请打12345")
    assert talk.records == []


def test_what_is_no_complaint_is_left_as_it_is(talk: Talk) -> None:
    assert talk.say("失业金给多少") == "【失业保险金】"
    assert talk.records == []


async def test_in_wechat_it_is_noted_as_well(talk: Talk, fakes: Fakes) -> None:
    metrics, shown = Metrics(), Shown({}, ())
    for name, text in (("n1", "失业金给多少"), ("n2", "我要投诉")):
        said = await wechat(fakes.parts, metrics, "w" * 64, text, name, shown)

    [record] = talk.records
    assert record.said.channel is Channel.WECHAT
    assert record.said.about.question == "失业金给多少"
    assert number_in(said.text, record)
