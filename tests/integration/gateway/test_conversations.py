"""Order, repeats and history of a conversation, through the real gateway."""

from concurrent.futures import ThreadPoolExecutor

import httpx

from tests.conftest import Say
from tests.stack import Stack


def test_the_same_message_id_gets_the_same_answer_and_is_done_once(
    say: Say, api: httpx.Client, conversation: str
) -> None:
    first = say("失业金要什么条件", client_message_id="m-1")
    again = say("失业金要什么条件", client_message_id="m-1")
    assert again.json() == first.json()
    history = api.get(f"/api/v1/conversations/{conversation}").json()["messages"]
    assert len(history) == 2


def test_the_same_message_sent_many_times_at_once_is_done_once(
    stack: Stack, conversation: str
) -> None:
    address = f"/api/v1/conversations/{conversation}/messages"
    with stack.client() as api, ThreadPoolExecutor(10) as pool:
        body = {"text": "失业金要什么条件", "client_message_id": "m-1"}
        replies = list(pool.map(lambda _: api.post(address, json=body).json(), range(10)))
        history = api.get(f"/api/v1/conversations/{conversation}").json()["messages"]
    assert all(reply == replies[0] for reply in replies)
    assert len(history) == 2


def test_messages_sent_at_once_are_answered_one_after_the_other(
    stack: Stack, conversation: str
) -> None:
    address = f"/api/v1/conversations/{conversation}/messages"
    texts = ["失业金要什么条件", "稳岗返还给多少", "公益性岗位怎么申请", "你好", "谢谢"] * 2
    with stack.client() as api, ThreadPoolExecutor(10) as pool:
        list(pool.map(lambda text: api.post(address, json={"text": text}), texts))
        history = api.get(f"/api/v1/conversations/{conversation}").json()["messages"]
    # Each question stands directly before its own answer.
    assert [entry["role"] for entry in history] == ["user", "bot"] * len(texts)
    for question, answer in zip(history[::2], history[1::2], strict=True):
        if question["text"] == "稳岗返还给多少":
            assert answer["card"]["policy"] == "job_stability_refund"
        if question["text"] == "失业金要什么条件":
            assert answer["card"]["policy"] == "unemployment_benefit"


def test_the_history_shows_a_button_as_its_meaning_and_numbers_as_redacted(
    say: Say, api: httpx.Client, conversation: str
) -> None:
    reply = say("失业金要什么条件").json()
    button = reply["messages"][0]["buttons"][0]
    say(button["payload"])
    say("我的身份证是11010519491231002X，手机13812345678")
    say("单位91110000600037341L，编号YS2026119999")
    texts = [
        entry["text"]
        for entry in api.get(f"/api/v1/conversations/{conversation}").json()["messages"]
        if entry["role"] == "user"
    ]
    assert texts[1] == f"失业保险金 {button['title']}"
    assert texts[2] == "我的身份证是[身份证号],手机[手机号]"
    assert texts[3] == "单位[信用代码],编号[申请编号]"


def test_conversations_do_not_see_each_other(say: Say, api: httpx.Client) -> None:
    say("失业金要什么条件")
    other = api.post("/api/v1/conversations/another-one/messages", json={"text": "那要带什么材料"})
    assert other.json()["status"] == "clarify"


def test_every_reply_has_the_shape_of_the_contract(say: Say) -> None:
    reply = say("失业金要什么条件").json()
    # The `id`, beside what the contract names, is for saying whether the answer helped.
    assert set(reply) == {"messages", "status", "topic", "as_of", "id"}
    assert reply["as_of"] == "2026-11-24"
    assert reply["topic"] == {
        "journey": "policy_info",
        "aspect": "conditions",
        "policies": ["unemployment_benefit"],
        "service_item": None,
    }
    for message in reply["messages"]:
        assert message["text"]
        assert all(set(button) == {"title", "payload"} for button in message["buttons"])
