"""A list that begins by telling what is there."""

import pytest

from bot.cards import Reply
from tests.unit.actions.talking import Talk

REGISTRATION, BENEFIT = "失业登记要带什么", "失业金要带什么"


def marks(reply: Reply) -> list[bool | None]:
    return [entry.have for entry in reply.messages[0].card.entries]


async def test_what_is_told_of_the_materials_after_an_answer_on_them_opens_the_list(
    talk: Talk,
) -> None:
    await talk.say(REGISTRATION, "ask_materials")
    reply = await talk.say("身份证带了，社保卡丢了")

    assert reply.status == "checklist_open"
    assert reply.topic.service_item == "unemployment_registration"
    assert marks(reply) == [True, None, None]


async def test_after_an_answer_on_a_policy_the_list_of_its_item_is_opened(talk: Talk) -> None:
    await talk.say(BENEFIT, "ask_materials")
    reply = await talk.say("社保卡丢了")

    assert (reply.status, reply.topic.service_item) == (
        "checklist_missing",
        "unemployment_benefit_claim",
    )
    assert marks(reply) == [False]


async def test_the_list_that_was_begun_goes_on(talk: Talk) -> None:
    await talk.say(REGISTRATION, "ask_materials")
    await talk.say("身份证带了")

    assert (await talk.say("其他都有")).status == "checklist_complete"


@pytest.mark.parametrize("text", ["稳岗返还的身份证带了", "身份证带了，公益性岗位呢"])
async def test_another_policy_that_is_named_opens_no_list(talk: Talk, text: str) -> None:
    await talk.say(REGISTRATION, "ask_materials")
    await talk.say(text, "inform")

    assert not talk.slots.get("checklist")


@pytest.mark.parametrize("text", ["都带了", "身份证要带吗", "登记表", "电费单带了"])
async def test_what_names_nothing_of_the_list_or_marks_nothing_opens_none(
    talk: Talk, text: str
) -> None:
    await talk.say(REGISTRATION, "ask_materials")
    await talk.say(text)

    assert not talk.slots.get("checklist")


@pytest.mark.parametrize("first", [("失业登记在哪办", "ask_where"), ("失业金给多少", "ask_amount")])
async def test_after_an_answer_on_something_else_it_opens_none(
    talk: Talk, first: tuple[str, str]
) -> None:
    await talk.say(*first)
    await talk.say("身份证带了，社保卡丢了")

    assert not talk.slots.get("checklist")


async def test_where_nothing_was_answered_it_opens_none(talk: Talk) -> None:
    await talk.say("身份证带了，社保卡丢了")

    assert not talk.slots.get("checklist")
