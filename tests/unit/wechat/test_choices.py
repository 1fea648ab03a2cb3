"""A reply as text, and the number that chooses."""

from datetime import date

import pytest

from bot.cards import Button, Message, Reply, Topic
from bot.wechat.choices import CONTINUED, MORE, asks_for_more, chosen, render


def reply(*messages: Message) -> Reply:
    topic = Topic(journey="policy_info")
    return Reply(messages=list(messages), status="answered", topic=topic, as_of=date(2026, 12, 1))


def buttons(*titles: str) -> list[Button]:
    return [Button(title=title, payload=f"/{title}") for title in titles]


TWO = reply(
    Message(text="第一段", buttons=buttons("条件", "材料")),
    Message(text="第二段"),
    Message(text="第三段", buttons=buttons("人工")),
)


def test_bubbles_stand_apart_and_choices_are_counted_over_all_of_them() -> None:
    rendered = render(TWO)
    assert rendered.text == ("第一段\n回复 1：条件\n回复 2：材料\n\n第二段\n\n第三段\n回复 3：人工")
    assert rendered.choices == {"1": "/条件", "2": "/材料", "3": "/人工"}


def test_a_question_that_is_answered_with_a_number_has_letters() -> None:
    rendered = render(reply(Message(text="几个月？", buttons=buttons("不知道"))), letters=True)
    assert rendered.text == "几个月？\n回复 A：不知道"
    assert chosen("1", rendered.choices) is None
    assert chosen("a", rendered.choices) == "/不知道"


def test_after_the_alphabet_letters_go_on_as_numbers() -> None:
    many = reply(Message(text="选", buttons=buttons(*map(str, range(28)))))
    assert list(render(many, letters=True).choices)[25:] == ["Z", "27", "28"]


def test_a_bubble_of_buttons_alone_and_an_empty_one_leave_no_gap() -> None:
    rendered = render(reply(Message(text=""), Message(text="", buttons=buttons("好"))))
    assert rendered.text == "回复 1：好"


@pytest.mark.parametrize(
    "said", ["2", "２", " 2 ", "②", "2。", "02", "回复2", "回复 2", "选2", "回复 2：材料", "按2"]
)
def test_the_number_chooses_however_it_is_written(said: str) -> None:
    assert chosen(said, render(TWO).choices) == "/材料"


@pytest.mark.parametrize(
    "said",
    ["", "0", "4", "2个月", "2:30", "2：30", "22", "第二段", "我选2号窗口", "-2", "2.5", "A"],
)
def test_other_words_choose_nothing(said: str) -> None:
    assert chosen(said, render(TWO).choices) is None


@pytest.mark.parametrize("said", [MORE, "“更多”", " 更多。"])
def test_the_word_that_continues_is_known(said: str) -> None:
    assert asks_for_more(said)


@pytest.mark.parametrize("said", ["", "更多政策", "还有吗"])
def test_other_words_do_not_continue(said: str) -> None:
    assert not asks_for_more(said)


def test_the_hint_names_the_word_that_continues() -> None:
    assert MORE in CONTINUED
