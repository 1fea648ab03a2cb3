import json

import httpx
import pytest

from bot.errors import BadEvaluationFile, GatewayRefused
from bot.evaluation.conversations import Conversation, play, read_conversations
from bot.evaluation.sent_codes import NoCodeSent

ONE = "- name: 一段\n  turns:\n    - say: 你好\n"


@pytest.fixture
def write(tmp_path):
    def write(text, name="one.yml"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path / name

    return write


@pytest.fixture
def played(gateway, reply):
    """Play `turns` against `replies`; what was sent is in `played.sent`."""

    def played(turns, *replies, codes=None):
        left = list(replies)

        def answer(request):
            played.sent.append((request.url.path, json.loads(request.content)["text"]))
            one = left.pop(0)
            if isinstance(one, httpx.Response):
                return one
            return httpx.Response(200, json=reply(**one).model_dump(mode="json"))

        conversation = Conversation(name="一段", turns=turns)
        return list(play(conversation, gateway(answer), codes))

    played.sent = []
    return played


# -- reading


def test_a_file_holds_conversations_in_their_order(write):
    text = ONE + "- name: 两段\n  turns:\n    - press: 更多\n      expect: {status: answered}\n"
    first, second = read_conversations(write(text))

    assert (first.name, first.turns[0].done) == ("一段", "你好")
    assert (second.turns[0].done, second.turns[0].expect.status) == ("［更多］", "answered")


def test_a_folder_holds_the_conversations_of_its_files_in_the_order_of_their_names(write):
    write(ONE.replace("一段", "后"), "b.yml")
    write("不是对话", "notes.txt")
    folder = write(ONE.replace("一段", "先"), "a.yml").parent

    assert [each.name for each in read_conversations(folder)] == ["先", "后"]


@pytest.mark.parametrize("text", ["", "[]", "name: 一段", "只是文字"])
def test_a_file_that_is_no_list_of_conversations_is_refused_by_its_name(write, text):
    path = write(text)

    with pytest.raises(BadEvaluationFile) as refused:
        read_conversations(path)
    assert str(refused.value).startswith(f"{path}: ")


def test_a_file_that_is_no_yaml_is_refused_by_file_and_line(write):
    path = write("- name: 一段\n  turns: [\n")

    with pytest.raises(BadEvaluationFile, match="line 3") as refused:
        read_conversations(path)
    assert str(refused.value).startswith(f"{path}: ")


def test_a_folder_without_conversations_is_refused_by_its_name(tmp_path):
    with pytest.raises(BadEvaluationFile) as refused:
        read_conversations(tmp_path)
    assert str(refused.value).startswith(f"{tmp_path}: ")


def test_a_file_that_is_not_there_is_refused_by_its_name(tmp_path):
    with pytest.raises(BadEvaluationFile, match=r"nowhere\.yml: "):
        read_conversations(tmp_path / "nowhere.yml")


@pytest.mark.parametrize(
    ("turn", "where"),
    [
        ("{say: 你好, press: 更多}", "turns.0"),
        ("{expect: {status: answered}}", "turns.0"),
        ("{say: 你好, expects: {}}", "turns.0.expects"),
        ("{say: 你好, expect: {state: answered}}", "turns.0.expect.state"),
        ("{say: 你好, expect: {says: 好}}", "turns.0.expect.says"),
    ],
)
def test_a_step_that_cannot_be_taken_is_named_by_file_conversation_and_key(write, turn, where):
    path = write(f"{ONE}- name: 两段\n  turns:\n    - {turn}\n")

    with pytest.raises(BadEvaluationFile) as refused:
        read_conversations(path)
    assert str(refused.value).startswith(f"{path}: 第 2 段: {where}: ")


# -- playing


def test_what_is_said_is_sent_in_one_conversation(played):
    played([{"say": "你好"}, {"say": "再见"}], {}, {})

    assert [text for _, text in played.sent] == ["你好", "再见"]
    assert len({path for path, _ in played.sent}) == 1


def test_two_plays_are_two_conversations(played):
    played([{"say": "你好"}], {})
    played([{"say": "你好"}], {})

    assert len({path for path, _ in played.sent}) == 2


def test_a_button_is_pressed_by_its_title_and_sends_its_payload(played):
    found = played([{"say": "你好"}, {"press": "更多"}], {"buttons": {"更多": "/more"}}, {})

    assert [text for _, text in played.sent] == ["你好", "/more"]
    assert [each.faults for each in found] == [[], []]


def test_a_button_that_is_not_offered_is_a_fault_and_ends_the_conversation(played):
    turns = [{"say": "你好"}, {"press": "没有"}, {"say": "再见"}]
    found = played(turns, {"buttons": {"更多": "/more", "返回": "/back"}})

    assert len(found) == 2
    assert found[1].faults == ["没有这个按钮，只有 更多、返回"]
    assert len(played.sent) == 1


def test_a_button_of_an_earlier_turn_is_offered_no_more(played):
    turns = [{"say": "一"}, {"say": "二"}, {"press": "更多"}]
    found = played(turns, {"buttons": {"更多": "/more"}}, {})

    assert found[2].faults == ["没有这个按钮，只有 （无）"]


# -- codes


def test_the_code_that_was_sent_is_said_in_its_place_and_not_shown(played):
    sent = iter(["123456", "654321"])
    turns = [{"say": "验证码 {验证码}"}, {"say": "你好"}, {"say": "{验证码}"}]
    found = played(turns, {}, {}, {}, codes=lambda: next(sent))

    assert [text for _, text in played.sent] == ["验证码 123456", "你好", "654321"]
    assert [each.step.done for each in found] == ["验证码 {验证码}", "你好", "{验证码}"]


def test_where_short_messages_cannot_be_read_a_code_is_a_fault_and_ends_the_conversation(played):
    found = played([{"say": "{验证码}"}, {"say": "再见"}])

    assert [each.faults for each in found] == [["这里读不到短信，拿不到验证码"]]
    assert played.sent == []


def test_a_code_that_does_not_come_is_a_fault_and_ends_the_conversation(played):
    def codes():
        raise NoCodeSent("短信里没有新的验证码")

    found = played([{"say": "{验证码}"}, {"say": "再见"}], codes=codes)

    assert [each.faults for each in found] == [["短信里没有新的验证码"]]
    assert played.sent == []


# -- turns that go wrong


@pytest.mark.parametrize(
    ("response", "fault"),
    [
        (httpx.Response(429, json={"detail": "太快了"}), "HTTP 429 太快了"),
        (httpx.Response(503), "HTTP 503 "),
    ],
)
def test_a_turn_that_is_refused_is_a_fault_and_ends_the_conversation(played, response, fault):
    found = played([{"say": "你好"}, {"say": "再见"}], response)

    assert [each.faults for each in found] == [[fault]]


def test_a_gateway_that_does_not_answer_is_named_with_the_step(gateway):
    def unreachable(request):
        raise httpx.ConnectError("no", request=request)

    conversation = Conversation(name="一段", turns=[{"say": "你好"}])
    for answer in (unreachable, lambda _: httpx.Response(502, text="<html>")):
        with pytest.raises(GatewayRefused, match="你好: "):
            list(play(conversation, gateway(answer)))


SHOWN = {
    "text": "可以领12个月。",
    "status": "answered",
    "journey": "policy_info",
    "aspect": "amount",
    "policies": ["a", "b"],
    "service_item": "counter",
    "card": True,
    "buttons": {"更多": "/more"},
}


@pytest.mark.parametrize(
    "expected",
    [
        {},
        {"status": "answered"},
        {"status": ["answered", "unknown"]},
        {"journey": "policy_info", "aspect": ["where", "amount"]},
        {"policies": ["a", "b"]},
        {"service_item": "counter"},
        {"card": "contact"},
        {"says": ["12个月", "可以"], "never": ["13个月"]},
        {"buttons": ["更多"]},
    ],
)
def test_a_turn_that_goes_as_expected_has_no_fault(played, expected):
    (found,) = played([{"say": "你好", "expect": expected}], SHOWN)

    assert found.faults == []


@pytest.mark.parametrize(
    ("expected", "fault"),
    [
        ({"status": "unknown"}, "status 是 answered，应为 unknown"),
        ({"journey": ["a", "b"]}, "journey 是 policy_info，应为 ['a', 'b']"),
        ({"aspect": "where"}, "aspect 是 amount，应为 where"),
        ({"policies": ["b", "a"]}, "policies 是 ['a', 'b']，应为 ['b', 'a']"),
        ({"policies": ["a"]}, "policies 是 ['a', 'b']，应为 ['a']"),
        ({"policies": []}, "policies 是 ['a', 'b']，应为 []"),
        ({"service_item": "desk"}, "service_item 是 counter，应为 desk"),
        ({"card": "verdict"}, "card 是 contact，应为 verdict"),
        ({"says": ["可以", "13个月"]}, "没有说“13个月”"),
        ({"never": ["12个月"]}, "不该说“12个月”"),
        ({"buttons": ["返回"]}, "没有按钮“返回”"),
    ],
)
def test_what_is_not_as_expected_is_a_fault_of_its_own(played, expected, fault):
    (found,) = played([{"say": "你好", "expect": expected}], SHOWN)

    assert found.faults == [fault]


def test_after_a_turn_that_went_wrong_the_conversation_goes_on(played):
    turns = [{"say": "一", "expect": {"status": "unknown"}}, {"say": "二"}]

    assert [bool(each.faults) for each in played(turns, {}, {})] == [True, False]


def test_what_was_shown_is_told_with_the_text(played):
    (found,) = played([{"say": "你好"}], SHOWN)

    assert found.text == "可以领12个月。"
    assert found.shown == {
        "status": "answered",
        "journey": "policy_info",
        "aspect": "amount",
        "policies": ["a", "b"],
        "service_item": "counter",
        "card": "contact",
    }
