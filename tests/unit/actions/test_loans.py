"""A loan talked about over several turns, with the classifier's verdict given."""

from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Tracker

from actions.loans import ActionLoans
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
        self, text: str, intent: str = "loan_calc", action: type[TopicAction] = ActionLoans
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


@pytest.fixture(scope="module")
def fakes() -> Fakes:
    return Fakes()


@pytest.fixture
def talk(fakes: Fakes) -> Talk:
    return Talk(fakes)


async def test_all_in_one_sentence_is_reckoned_at_once(talk: Talk) -> None:
    reply = await talk.say("富民创业贷在盐城贷20万三年,年利率4.35%,等额本息每月还多少")
    card = reply.messages[0].card
    assert reply.status == "quoted"
    assert (card.principal, card.months, card.region) == (200000, 36, "盐城市")
    assert "每月还5935.99元" in reply.messages[0].text


async def test_what_is_missing_is_asked_for_one_by_one(talk: Talk) -> None:
    statuses = [(await talk.say("帮我算算利息")).status]
    statuses += [(await talk.unclear(text)).status for text in ("20万", "三年", "4.35")]
    assert statuses == ["ask_fact", "ask_fact", "ask_fact", "quoted"]


async def test_a_rate_that_is_not_known_leads_to_what_is(talk: Talk) -> None:
    await talk.say("贷20万三年每月还多少")
    reply = await talk.unclear("不知道")
    assert reply.status == "answered"
    assert reply.messages[0].card.schedule is None


async def test_buttons_go_on_where_the_talk_is(talk: Talk) -> None:
    await talk.say("贷20万")
    asked = await talk.say('/loan_calc{"months": 36}')
    assert "年利率" in asked.messages[0].text
    reply = await talk.say('/loan_calc{"no_rate": true}')
    assert reply.messages[0].card.months == 36


async def test_a_figure_of_the_last_quote_may_be_changed(talk: Talk) -> None:
    await talk.say("贷20万三年,年利率4.35%")
    cards = [
        (await talk.unclear(text)).messages[0].card
        for text in ("那两年呢", "换成先息后本", "盐城呢", "利率3.1呢")
    ]
    assert [card.months for card in cards] == [24] * 4
    assert cards[1].repayment == "interest_only"
    assert cards[2].region == "盐城市"
    assert cards[2].subsidy is not None
    assert str(cards[3].rates[0].percent) == "3.1"


async def test_an_inexact_answer_is_asked_for_again(talk: Talk) -> None:
    await talk.say("帮我算算月供")
    reply = await talk.unclear("三五万")
    assert reply.status == "ask_fact"
    assert "准数" in reply.messages[0].text


async def test_a_figure_that_cannot_be_reckoned_with_is_asked_for_again(talk: Talk) -> None:
    reply = await talk.say("贷20万五十年,利率4%")
    assert reply.status == "ask_fact"
    assert reply.messages[0].text.startswith("贷款期限要在1到360个月之间")
    assert (await talk.unclear("3年")).status == "quoted"


async def test_a_number_after_many_other_matters_is_no_answer(talk: Talk) -> None:
    await talk.say("贷20万")
    for _ in range(3):
        assert (await talk.unclear("嗯嗯嗯哼")).status == "clarify"
    assert (await talk.unclear("三年")).status == "clarify"


async def test_a_question_about_something_else_is_not_taken_for_an_answer(talk: Talk) -> None:
    await talk.say("贷20万")
    assert (await talk.unclear("我失业3年了能领失业金吗")).status == "clarify"


async def test_what_is_known_may_be_asked_in_between(talk: Talk) -> None:
    await talk.say("贷20万三年")
    info = await talk.say("贴息怎么贴", "loan_info")
    assert (info.status, info.topic.journey) == ("answered", "loan_info")
    assert (await talk.unclear("4.35")).status == "quoted"


async def test_what_is_known_is_told_for_the_place_that_is_named(talk: Talk) -> None:
    text = (await talk.say("连云港最长贷几年", "loan_info")).messages[0].text
    assert "个人贷款期限最长3年" in text
    assert "财政按实际利率的50%贴息" not in text


async def test_security_is_told_with_how_to_apply(talk: Talk) -> None:
    reply = await talk.say("要不要担保人", "loan_info")
    assert reply.topic.aspect == "procedure"


async def test_the_loan_s_own_name_is_no_question_about_security(talk: Talk) -> None:
    assert (await talk.say("富民创业担保贷款利率多少", "loan_info")).topic.journey == "loan_info"


async def test_another_policy_that_is_named_is_answered_itself(talk: Talk) -> None:
    reply = await talk.say("稳岗返还怎么算")
    assert reply.topic.policies == ["job_stability_refund"]


async def test_a_day_in_the_past_is_reckoned_by_its_version(talk: Talk) -> None:
    reply = await talk.say("2020年贷20万三年,年利率4%")
    assert reply.messages[0].card.version == "fumin_startup_loan_2018"
    assert "旧版" in reply.messages[0].text


async def test_a_new_sum_long_after_the_last_one_starts_afresh(talk: Talk) -> None:
    await talk.say("贷20万三年,年利率4%")
    await talk.unclear("嗯嗯嗯哼")
    assert (await talk.say("帮我算算利息")).status == "ask_fact"
