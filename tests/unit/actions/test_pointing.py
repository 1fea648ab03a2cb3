"""Which questions are sent to the line of others."""

from typing import Any

import pytest
from rasa_sdk.interfaces import Tracker

from actions.pointing import of_others, pointed_reply, which_aspect
from actions.said import Said
from bot.bootstrap import Core
from bot.cards import Reply
from bot.policies.pointers import pointed
from bot.policies.store import Edition
from tests.fakes import TODAY

BENEFIT = "unemployment_benefit"


class Asked:
    """A message that is asked whether it belongs to others."""

    def __init__(self, core: Core, edition: Edition) -> None:
        self._core, self._edition = core, edition

    def __call__(self, text: str, intent: str = "ask_materials", **slots: Any) -> Reply | None:
        events = [{"event": "user", "text": text}]
        tracker = Tracker("one", slots, {"intent": {"name": intent}}, events, False, None, {}, None)
        said = Said.read(tracker, self._edition)
        return of_others(self._core, self._edition, tracker, said)


@pytest.fixture(scope="module")
def asked(core: Core, edition: Edition) -> Asked:
    return Asked(core, edition)


def lines(reply: Reply | None) -> list[str]:
    assert reply is not None
    return [line.number for line in reply.messages[0].card.lines]


@pytest.mark.parametrize(
    ("text", "intent", "line"),
    [
        ("医保卡丢了要带什么材料", "ask_materials", "12345"),
        ("公积金怎么提取", "ask_procedure", "12345"),
        ("要办公积金去哪里", "ask_where", "12345"),
        ("工伤认定要多久", "ask_deadline", "12333"),
        ("公积金办理要跑几趟", "one_visit", "12345"),
        ("公积金能贷多少", "loan_info", "12345"),
        ("我的医保办到哪一步了", "status_query", "12345"),
    ],
)
def test_a_first_question_about_a_matter_of_others_is_sent_to_its_line(
    asked: Asked, text: str, intent: str, line: str
) -> None:
    reply = asked(text, intent)

    assert reply is not None
    assert (reply.status, reply.topic.journey) == ("out_of_scope", "out_of_scope")
    assert reply.topic.policies == []
    assert reply.as_of == TODAY
    assert lines(reply) == [line]
    assert line in reply.messages[0].text


@pytest.mark.parametrize("slots", [{"policy": BENEFIT}, {"service_item": "archive_transfer"}])
def test_while_something_of_ours_is_talked_about_it_must_begin_with_the_matter(
    asked: Asked, slots: dict[str, str]
) -> None:
    assert lines(asked("医保卡丢了要带什么材料", **slots)) == ["12345"]
    assert lines(asked("那我想问一下公积金怎么提取", **slots)) == ["12345"]
    assert asked("领着它的时候医保要带什么材料", **slots) is None
    assert lines(asked("领着它的时候医保要带什么材料")) == ["12345"]


@pytest.mark.parametrize(
    "text",
    [
        "医保和失业金能一起领吗",
        "公积金断了还能办失业登记吗",
        "养老金领了还能领稳岗返还吗",
        # Written almost right: perhaps ours.
        "公积金和租房补贴要带什么材料",
    ],
)
@pytest.mark.parametrize("slots", [{}, {"policy": BENEFIT}])
def test_a_question_that_names_something_of_ours_stays_with_us(
    asked: Asked, text: str, slots: dict[str, str]
) -> None:
    assert asked(text, **slots) is None


@pytest.mark.parametrize(
    "intent",
    [
        "eligibility_check",
        "benefits_screen",
        "human",
        "complaint_feedback",
        "greet",
        "out_of_scope",
        "",
    ],
)
def test_what_only_we_are_asked_is_not_sent_away(asked: Asked, intent: str) -> None:
    assert asked("公积金交着，我能领什么", intent) is None


def test_a_question_that_names_nothing_of_others_stays_with_us(asked: Asked) -> None:
    assert asked("要带什么材料") is None
    assert asked("要带什么材料", policy=BENEFIT) is None


def test_what_cannot_wait_is_told_in_its_own_words_without_another_line(
    core: Core, edition: Edition, asked: Asked
) -> None:
    reply = asked("我不想活了，要什么条件", "ask_conditions")

    assert reply is not None
    found = pointed("我不想活了", edition.knowledge.pointers, edition.knowledge.contacts)
    assert found is not None
    assert reply == pointed_reply(core, edition, found)
    assert reply.messages[0].text == found.matter.note
    assert reply.messages[0].card is None


def test_every_matter_is_told_with_the_line_that_takes_it(core: Core, edition: Edition) -> None:
    knowledge = edition.knowledge
    for matter in knowledge.pointers.matters:
        found = pointed(matter.heard[0], knowledge.pointers, knowledge.contacts)
        assert found is not None
        reply = pointed_reply(core, edition, found)

        assert matter.note or lines(reply) == [matter.line]
        assert "{" not in reply.messages[0].text


def test_which_side_of_a_policy_is_meant_is_asked_with_a_button_each(
    core: Core, edition: Edition
) -> None:
    reply, slots = which_aspect(core, edition, edition.knowledge.policies[BENEFIT])
    [message] = reply.messages

    # “2022年的呢” may follow.
    assert slots["policy"] == BENEFIT

    assert (reply.status, reply.topic.policies) == ("clarify", [BENEFIT])
    assert "失业保险金" in message.text
    assert len({button.payload for button in message.buttons}) == len(message.buttons) >= 5
