"""Asking where an application stands, and what may be known of it without knowing who asks."""

import pytest

from bot.cards import StatusCard
from bot.outcomes import Outcome
from tests.fakes import Fakes
from tests.unit.actions.personal_talking import APPLICATION, STATUS, PersonalTalk, titles


@pytest.fixture
def talk() -> PersonalTalk:
    return PersonalTalk(Fakes())


async def test_beside_the_question_who_it_is_stands_what_everybody_may_know(
    talk: PersonalTalk,
) -> None:
    reply = await talk.say("我的失业金办到哪了", STATUS)

    assert reply.status == Outcome.IDENTITY_NEEDED
    assert reply.topic.policies == ["unemployment_benefit"]
    assert titles(reply)[0] == "不查了"
    assert len(titles(reply)) > 1


async def test_whose_application_was_asked_about_is_told_once_it_was_proved(
    talk: PersonalTalk,
) -> None:
    await talk.say("我的失业金办到哪了", STATUS)
    await talk.say(APPLICATION)
    reply = await talk.say(talk.code)

    cards = [message.card for message in reply.messages]
    assert [card.item for card in cards if isinstance(card, StatusCard)] == [
        "unemployment_benefit_claim"
    ]


async def test_a_question_about_the_policy_may_follow(talk: PersonalTalk) -> None:
    await talk.say("我的失业金办到哪了", STATUS)
    reply = await talk.say("要带什么材料", "ask_materials")

    assert reply.topic.policies == ["unemployment_benefit"]
    assert talk.waits == "number"


async def test_without_a_policy_nothing_else_is_offered(talk: PersonalTalk) -> None:
    reply = await talk.say("我的申请到哪一步了", STATUS)

    assert titles(reply) == ["不查了"]
    assert reply.topic.policies == []
