"""What a reply about bookings is of, for whoever counts or goes on from it."""

import pytest

from tests.fakes import Fakes
from tests.unit.actions.talking import Talk


@pytest.fixture
def talk() -> Talk:
    return Talk(Fakes().parts.core)


async def test_what_is_booked_is_what_it_is_about(talk: Talk) -> None:
    reply = await talk.say("帮我约后天上午九点在无锡办失业登记", "booking_create")

    assert reply.topic.journey == "booking_create"
    assert reply.topic.service_item == "unemployment_registration"


async def test_what_was_named_and_cannot_be_booked_is_what_it_is_about_too(talk: Talk) -> None:
    reply = await talk.say("帮我预约技能提升补贴申领", "booking_create")

    assert reply.status == "booking_asked"
    assert reply.topic.service_item == "skill_subsidy_claim"


async def test_where_nothing_is_named_it_is_about_no_item(talk: Talk) -> None:
    reply = await talk.say("我要预约", "booking_create")

    assert reply.topic.service_item is None
    assert reply.topic.policies == []


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("我约了什么", "booking_query"),
        ("取消预约", "booking_cancel"),
        ("改预约", "booking_change"),
    ],
)
async def test_a_reply_is_of_the_journey_that_was_meant(talk: Talk, text: str, intent: str) -> None:
    reply = await talk.say(text, intent)

    assert (reply.status, reply.topic.journey) == ("bookings_listed", intent)
