"""Whether an answer helped, through the API."""

from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from bot.cards import Message, Reply, Topic
from bot.feedback.feedback import Channel, Reason
from bot.outcomes import Outcome
from tests.fakes import TODAY, Fakes
from tests.unit.gateway.personal_api import APPLICATION, assert_problem, post

ADDRESS = "/api/v1/conversations/one"
ID_NUMBER = "11010519491231002X"


@pytest.fixture
def fakes(fakes: Fakes) -> Fakes:
    """Rasa answers a question about a policy."""

    async def turn(*_: object) -> Reply:
        return Reply(
            messages=[Message(text="【失业保险金】给多少")],
            status=Outcome.ANSWERED,
            topic=Topic(journey="policy_info", aspect="amount", policies=["unemployment_benefit"]),
            as_of=TODAY,
        )

    fakes.rasa.turn = turn  # type: ignore[method-assign, assignment]
    return fakes


def ask(client: TestClient, text: str = "失业金给多少", message: str = "m1") -> dict[str, Any]:
    """The answer to it."""
    body = {"text": text, "client_message_id": message}
    reply: dict[str, Any] = client.post(f"{ADDRESS}/messages", json=body).json()
    return reply


def judge(client: TestClient, message: str = "m1", **more: Any) -> httpx.Response:
    """The answer to `more` about the answer to a message."""
    return client.post(f"{ADDRESS}/feedback", json={"message": message, **more})


def test_what_did_not_help_gets_a_number_and_is_kept_with_its_answer(
    client: TestClient, fakes: Fakes
) -> None:
    ask(client)
    taken = judge(client, helpful=False, reason="wrong_or_old", text="网上说的是另一个数")

    assert taken.status_code == 201, taken.text
    number = taken.json()["number"]
    assert f"{number[:4]}-{number[4:]}" in taken.json()["text"]
    record = fakes.personal.feedback.find(number)
    assert record
    said, about = record.said, record.said.about
    assert (said.channel, said.reason) == (Channel.WEB, Reason.WRONG_OR_OLD)
    assert said.words == ("网上说的是另一个数",)
    assert (about.question, about.outcome) == ("失业金给多少", "answered")
    assert (about.journey, about.aspect) == ("policy_info", "amount")
    assert (about.policies, about.as_of) == (("unemployment_benefit",), TODAY)
    assert said.conversation != "one"
    assert about.message not in (None, "m1")


def test_what_helped_is_thanked_for_without_a_number(client: TestClient, fakes: Fakes) -> None:
    ask(client)
    taken = judge(client, helpful=True, reason="other", text="很好")

    assert (taken.status_code, taken.json()["number"]) == (201, None)
    assert "谢谢" in taken.json()["text"]
    [record] = fakes.personal.feedback.kept.values()
    assert (record.said.words, record.said.reason) == ((), None)
    assert record.said.about.question is None


def test_the_id_that_the_answer_came_with_names_it_as_well(client: TestClient) -> None:
    name = ask(client)["id"]
    history = client.get(ADDRESS).json()["messages"]

    assert [(each["id"], each["status"]) for each in history] == [(name, None), (name, "answered")]
    first = judge(client, helpful=False).json()["number"]
    assert judge(client, name, helpful=False).json()["number"] == first


def test_again_for_the_same_answer_changes_it_and_counts_what_is_new_alone(
    client: TestClient, fakes: Fakes
) -> None:
    ask(client)
    for _ in range(2):
        first = judge(client, helpful=False, reason="unclear")
    second = judge(client, helpful=False, reason="other", text="说反了")
    judge(client, helpful=True)

    assert first.json()["number"] == second.json()["number"]
    [record] = fakes.personal.feedback.kept.values()
    assert record.said.helpful
    metrics = client.get("/metrics").text
    for helpful, reason in (("no", "unclear"), ("no", "other"), ("yes", "none")):
        labels = f'helpful="{helpful}",journey="policy_info",reason="{reason}"'
        assert f"suyetong_feedback_total{{{labels}}} 1.0" in metrics
    assert "说反了" not in metrics


def test_what_names_a_person_is_taken_out_before_it_is_kept(
    client: TestClient, fakes: Fakes
) -> None:
    ask(client, f"我身份证{ID_NUMBER}，失业金给多少")
    number = judge(client, helpful=False, text=f"我叫王小明，电话13812345678，{ID_NUMBER}").json()[
        "number"
    ]

    record = fakes.personal.feedback.find(number)
    assert record
    assert record.said.about.question == "我身份证[身份证号],失业金给多少"
    assert record.said.words == ("我叫[姓名],电话[手机号],[身份证号]",)


def test_a_code_that_is_awaited_is_taken_out_too(client: TestClient, fakes: Fakes) -> None:
    ask(client)
    assert post(client, "/api/v1/identity", "one", number=APPLICATION).status_code == 202
    number = judge(client, helpful=False, text="验证码是135790，收不到").json()["number"]

    record = fakes.personal.feedback.find(number)
    assert record
    assert "135790" not in record.said.words[0]


def test_a_text_without_anything_to_read_is_none(client: TestClient, fakes: Fakes) -> None:
    ask(client)
    number = judge(client, helpful=False, text=" \u200b ").json()["number"]

    record = fakes.personal.feedback.find(number)
    assert record
    assert record.said.words == ()


def test_an_answer_of_somebody_else_or_of_long_ago_is_not_there(client: TestClient) -> None:
    ask(client)
    elsewhere = client.post(
        "/api/v1/conversations/two/feedback", json={"message": "m1", "helpful": True}
    )

    assert_problem(elsewhere, 404, "没有这条回答")
    assert_problem(judge(client, "m2", helpful=True), 404, "没有这条回答")


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({"message": "m1"}, "helpful 缺少"),
        ({"message": "m1", "helpful": "yes"}, "helpful 要写成 true 或 false"),
        ({"message": "m 1", "helpful": True}, "message 只能用字母"),
        ({"message": "m1", "helpful": False, "reason": "bad"}, "reason 不在可选范围"),
        ({"message": "m1", "helpful": False, "text": "长" * 501}, "text 太长"),
        ({"message": "m1", "helpful": True, "number": "1"}, "number 没有这一项"),
    ],
)
def test_what_is_not_as_described_is_refused_in_words(
    client: TestClient, body: dict[str, Any], says: str
) -> None:
    ask(client)
    assert_problem(client.post(f"{ADDRESS}/feedback", json=body), 422, says)


def test_one_too_many_is_told_when_to_come_back(client: TestClient, fakes: Fakes) -> None:
    ask(client)
    fakes.limits.refuses = True
    refused = judge(client, helpful=True)

    assert_problem(refused, 429, "7秒")
    assert refused.headers["retry-after"] == "7"


def test_without_the_database_or_redis_it_is_said_so(client: TestClient, fakes: Fakes) -> None:
    ask(client)
    fakes.personal.feedback.down = True
    assert_problem(judge(client, helpful=False), 503, "系统正忙")
    fakes.personal.feedback.down = False
    fakes.conversations.down = True
    assert_problem(judge(client, helpful=False), 503, "系统正忙")


def test_it_is_part_of_what_is_kept_of_oneself_and_goes_with_it(
    client: TestClient, fakes: Fakes
) -> None:
    ask(client)
    judge(client, helpful=False, text="说反了")
    post(client, "/api/v1/identity", "one", number=APPLICATION)
    post(client, "/api/v1/identity/code", "one", code=fakes.personal.codes[-1])
    kept = post(client, "/api/v1/personal-data/export", "one").json()["data"]["feedback"]

    assert (kept["days"], [each["words"] for each in kept["items"]]) == (180, [["说反了"]])
    erased = post(client, "/api/v1/personal-data/erase", "one", sure=True).json()
    assert erased["deleted"]["feedback"] == 1
    assert fakes.personal.feedback.kept == {}
