"""A trip talked about over several turns, with the classifier's verdict given."""

from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Tracker

from actions.chitchat import ActionChitchat
from actions.one_visit import ActionOneVisit
from actions.policy_info import ActionPolicyInfo
from actions.turn import TopicAction
from actions.unclear import ActionUnclear
from bot.cards import Reply
from tests.fakes import Fakes


class Talk:
    """A conversation with our actions; slots and events are kept as Rasa keeps them."""

    def __init__(self, fakes: Fakes) -> None:
        self._core = fakes.parts.core
        self.slots: dict[str, Any] = {}
        self._events: list[dict[str, Any]] = []

    async def say(
        self, text: str, intent: str = "one_visit", action: type[TopicAction] = ActionOneVisit
    ) -> Reply:
        self._events.append({"event": "user", "text": text, "timestamp": float(len(self._events))})
        tracker = Tracker(
            "one", self.slots, {"intent": {"name": intent}}, self._events, False, None, {}, None
        )
        dispatcher = CollectingDispatcher()
        events = await action(self._core).run(dispatcher, tracker, {})
        self.slots |= {event["name"]: event["value"] for event in events}
        return Reply.model_validate(dispatcher.messages[0]["custom"])

    async def unclear(self, text: str) -> Reply:
        """Say what the classifier makes nothing of."""
        return await self.say(text, "nlu_fallback", ActionUnclear)

    async def ask(self, text: str, aspect: str) -> Reply:
        """Ask for one of the nine aspects."""
        return await self.say(text, f"ask_{aspect}", ActionPolicyInfo)


@pytest.fixture(scope="module")
def fakes() -> Fakes:
    return Fakes()


@pytest.fixture
def talk(fakes: Fakes) -> Talk:
    return Talk(fakes)


def answered(reply: Reply) -> tuple[str | None, str | None]:
    return reply.topic.service_item, reply.topic.aspect


async def test_a_named_item_is_answered_with_all_that_matters_before_the_trip(talk: Talk) -> None:
    reply = await talk.say("失业登记要跑几趟")

    assert (reply.status, reply.topic.journey) == ("not_in_knowledge", "one_visit")
    assert answered(reply) == ("unemployment_registration", "overview")
    assert "不得索要解除或终止劳动关系证明" in reply.messages[0].text


async def test_a_name_of_both_is_the_item_before_a_trip_and_the_policy_otherwise(
    talk: Talk,
) -> None:
    assert answered(await talk.say("失业保险金申领要跑几趟"))[0] == "unemployment_benefit_claim"

    policy = await talk.ask("失业保险金申领要带什么", "materials")
    assert policy.messages[0].card.type == "policy_answer"
    assert talk.slots["service_item"] is None


async def test_an_item_that_no_policy_stands_for_answers_every_aspect_by_itself(
    talk: Talk,
) -> None:
    materials = await talk.ask("失业登记要带什么", "materials")
    assert answered(materials) == ("unemployment_registration", "materials")
    assert materials.topic.journey == "policy_info"

    assert answered(await talk.ask("在哪办", "where")) == ("unemployment_registration", "where")
    place = await talk.say("南京呢", "inform", ActionPolicyInfo)
    assert answered(place) == ("unemployment_registration", "where")
    assert place.messages[0].card.region == "南京市"


async def test_a_policys_own_name_still_answers_as_the_policy(talk: Talk) -> None:
    reply = await talk.ask("灵活就业社保补贴给多少", "amount")

    assert reply.messages[0].card.type == "policy_answer"


async def test_a_word_of_administration_explains_itself(talk: Talk) -> None:
    reply = await talk.say("最多跑一次是什么意思")

    assert reply.messages[0].card.policy == "one_visit_at_most"


async def test_a_word_of_administration_beside_an_item_is_about_the_item(talk: Talk) -> None:
    assert answered(await talk.say("失业登记能最多跑一次吗"))[0] == "unemployment_registration"


async def test_without_an_item_it_is_asked_which(talk: Talk) -> None:
    reply = await talk.say("出门前帮我核对一下材料")

    assert reply.status == "clarify"
    assert all(button.payload.startswith("/checklist") for button in reply.messages[0].buttons)


async def test_what_is_not_held_is_not_taken_for_what_was_talked_about(talk: Talk) -> None:
    await talk.say("失业登记要跑几趟")
    reply = await talk.say("高龄津贴要跑几趟")

    assert reply.status == "out_of_scope"
    assert reply.topic.service_item is None


# -- the check


CHECK = '/checklist{"item": "unemployment_registration"}'


async def test_a_check_goes_from_open_over_missing_to_complete(talk: Talk) -> None:
    statuses = [(await talk.say(CHECK)).status]
    statuses += [
        (await talk.unclear(text)).status
        for text in ("身份证有，登记表没有", "承诺书也写好了", "登记表有了")
    ]

    assert statuses == [
        "checklist_open",
        "checklist_open",
        "checklist_missing",
        "checklist_complete",
    ]


async def test_what_is_missing_is_told_exactly(talk: Talk) -> None:
    await talk.say(CHECK)
    reply = await talk.unclear("都有，就差登记表")

    assert reply.messages[0].card.missing == ["《失业人员登记表》"]
    assert "❌ 还差：《失业人员登记表》。" in reply.messages[0].text


async def test_buttons_tick_one_entry_or_all_the_rest(talk: Talk) -> None:
    await talk.say(CHECK)
    form = (
        '/tick{"item": "unemployment_registration", "entry": "《失业人员登记表》", "have": false}'
    )
    assert (await talk.say(form, "tick")).status == "checklist_open"
    rest = await talk.say('/tick{"item": "unemployment_registration", "have": true}', "tick")

    assert rest.status == "checklist_missing"
    assert rest.messages[0].card.missing == ["《失业人员登记表》"]


async def test_what_was_brought_may_be_said_with_the_first_word(talk: Talk) -> None:
    reply = await talk.say("失业登记我带了身份证和登记表，够不够")

    assert reply.status == "checklist_open"
    assert [entry.have for entry in reply.messages[0].card.entries] == [True, True, None]


async def test_a_question_in_between_is_answered_and_the_list_waits(talk: Talk) -> None:
    await talk.say(CHECK)
    await talk.unclear("身份证有")
    where = await talk.ask("登记表在哪里领", "where")
    assert where.messages[0].card.type == "service_item"

    # “都有” may now speak of anything; a noun of the list does not.
    assert (await talk.unclear("都有")).status == "clarify"
    reply = await talk.unclear("登记表有了，承诺书也有")
    assert reply.status == "checklist_complete"


async def test_thanks_are_no_tick(talk: Talk) -> None:
    await talk.say(CHECK)

    assert (await talk.say("谢谢", "thank", ActionChitchat)).status == "chitchat"


async def test_a_place_said_during_the_check_adds_its_entries_and_keeps_what_was_said(
    talk: Talk,
) -> None:
    await talk.say("帮我核对就业困难人员认定的材料")
    await talk.unclear("身份证有")
    reply = await talk.say("我在镇江办", "inform", ActionPolicyInfo)

    card = reply.messages[0].card
    assert card.region == "镇江市"
    assert [(entry.have, entry.region) for entry in card.entries] == [
        (True, None),
        (None, None),
        (None, "镇江市"),
        (None, "镇江市"),
    ]


async def test_a_person_whom_an_entry_does_not_concern_says_so(talk: Talk) -> None:
    await talk.say('/checklist{"item": "difficulty_certification", "city": "镇江市"}')
    await talk.unclear("身份证有，社保卡有")
    await talk.unclear("我不是特困职工")
    reply = await talk.unclear("不是退役人员")

    assert reply.status == "checklist_complete"
    assert [entry.needed for entry in reply.messages[0].card.entries] == [True, True, False, False]


async def test_another_places_list_is_asked_for_and_never_taken(talk: Talk) -> None:
    asked = await talk.say('/checklist{"item": "social_insurance_subsidy_claim"}')
    assert asked.status == "clarify"
    assert "申请表" not in asked.messages[0].text

    nanjing = await talk.say("南京", "inform", ActionPolicyInfo)
    assert nanjing.status == "not_in_knowledge"
    assert "12333" in nanjing.messages[0].text


async def test_naming_a_policy_ends_the_list_for_this_turn(talk: Talk) -> None:
    await talk.say(CHECK)
    reply = await talk.ask("失业金有了社保卡给多少", "amount")

    assert reply.messages[0].card.type == "policy_answer"
    assert talk.slots["checklist"]["paused"]
