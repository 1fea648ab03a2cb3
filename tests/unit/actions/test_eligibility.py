"""A check of conditions over several turns, with the classifier's verdict given."""

from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Tracker

from actions.chitchat import ActionChitchat
from actions.eligibility import ActionEligibility
from actions.policy_info import ActionPolicyInfo
from actions.turn import TopicAction
from actions.unclear import ActionUnclear
from bot.bootstrap import Core
from bot.cards import Message, QuestionCard, Reply, ScreeningCard, VerdictCard
from bot.config import ROOT
from bot.policies.check_choices import GiveAnswer, StartCheck, StartScreen
from bot.policies.store import KnowledgeStore
from bot.words import Words
from tests.fakes import TODAY, Fakes


class Talk:
    """A conversation with our actions; slots and events are kept as Rasa keeps them."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self.slots: dict[str, Any] = {}
        self._events: list[dict[str, Any]] = []

    async def say(
        self,
        text: str,
        intent: str = "eligibility_check",
        action: type[TopicAction] = ActionEligibility,
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

    async def press(self, ask: str, value: str) -> Reply:
        """Press a button of a question."""
        return await self.say(GiveAnswer(ask=ask, value=value).payload, "answer")

    async def ask(self, text: str, aspect: str) -> Reply:
        """Ask for one of the nine aspects."""
        return await self.say(text, f"ask_{aspect}", ActionPolicyInfo)


@pytest.fixture(scope="module")
def invented() -> Core:
    words = Words.load(ROOT / "domain")
    folder = ROOT / "tests" / "fixtures" / "kb_good"
    return Core(KnowledgeStore(folder, words), words, lambda: TODAY, Fakes().switchboard)


@pytest.fixture(scope="module")
def real() -> Core:
    return Fakes().parts.core


@pytest.fixture
def talk(invented: Core) -> Talk:
    """About the invented knowledge base."""
    return Talk(invented)


@pytest.fixture
def real_talk(real: Core) -> Talk:
    """About the knowledge base in use."""
    return Talk(real)


POST = StartCheck(policy="demo_post").payload
LOAN = StartCheck(policy="demo_loan").payload


def last(reply: Reply) -> Message:
    return reply.messages[-1]


def asked(reply: Reply) -> str:
    assert reply.status == "ask_fact", reply.messages[0].text
    card = last(reply).card
    assert isinstance(card, QuestionCard)
    return card.fact


def judged(reply: Reply) -> str:
    assert reply.status == "verdict", reply.messages[0].text
    card = last(reply).card
    assert isinstance(card, VerdictCard)
    return card.verdict


def titles(reply: Reply) -> list[str]:
    return [button.title for button in last(reply).buttons]


# -- one policy


async def test_a_named_policy_is_checked_one_question_at_a_time(talk: Talk) -> None:
    first = await talk.say("我够不够条件申请示例岗位")
    assert (asked(first), titles(first)) == ("resident", ["是", "不是", "不清楚"])
    assert first.topic.policies == ["demo_post"]
    assert last(first).text.count("？") == 1

    second = await talk.unclear("是的")
    assert asked(second) in ("age", "hardship")
    assert last(second).text.count("？") == 1


async def test_a_verdict_comes_as_soon_as_nothing_can_change_it(talk: Talk) -> None:
    await talk.say(POST)

    assert judged(await talk.unclear("不是")) == "no"


async def test_buttons_answer_as_words_do(talk: Talk) -> None:
    await talk.say(POST)
    await talk.press("resident", "yes")

    assert judged(await talk.press("hardship", "poor")) == "yes"


async def test_none_of_these_leaves_what_is_no_part_of_the_question_open(talk: Talk) -> None:
    await talk.say(POST)
    await talk.press("resident", "yes")
    reply = await talk.press("hardship", "none")

    assert asked(reply) == "age"
    assert talk.slots["facts"] == {"resident": True, "disabled": False, "poor": False}
    assert judged(await talk.unclear("39")) == "no"


async def test_what_the_person_does_not_know_is_passed_over_and_stays_unknown(talk: Talk) -> None:
    await talk.say(POST)
    reply = await talk.unclear("不清楚")
    seen = ["resident"]
    while reply.status == "ask_fact":
        seen.append(asked(reply))
        reply = await talk.press(asked(reply), "?")

    assert sorted(seen) == ["age", "hardship", "resident"]
    assert judged(reply) == "unknown"
    assert "还差这些才能断定" in last(reply).text
    assert talk.slots["facts"] == {}


async def test_what_a_question_means_is_explained_and_asked_again(talk: Talk) -> None:
    await talk.say(POST)
    await talk.press("resident", "yes")
    reply = await talk.unclear("什么意思")

    assert asked(reply) == "age"
    assert last(reply).text == "按身份证算。\n您多大？"


async def test_a_question_without_an_explanation_says_that_there_is_none(talk: Talk) -> None:
    await talk.say(POST)
    reply = await talk.unclear("什么意思")

    assert asked(reply) == "resident"
    assert "没有更多解释" in last(reply).text


async def test_a_check_is_ended_by_a_word_and_what_was_told_stays_told(talk: Talk) -> None:
    await talk.say(POST)
    await talk.press("resident", "yes")
    assert (await talk.unclear("算了")).status == "check_stopped"
    assert talk.slots["check"] is None

    assert asked(await talk.say("我够不够条件")) != "resident"


async def test_a_button_of_a_check_that_was_ended_changes_nothing(talk: Talk) -> None:
    await talk.say(POST)
    await talk.unclear("算了")
    reply = await talk.press("resident", "yes")

    assert reply.status == "clarify"
    assert "已经过去了" in last(reply).text
    assert talk.slots["facts"] == {}


async def test_an_inexact_answer_is_asked_for_again(talk: Talk) -> None:
    await talk.say(POST)
    await talk.press("resident", "yes")
    await talk.press("hardship", "none")

    for text in ("四十来岁", "460岁"):
        reply = await talk.unclear(text)
        assert asked(reply) == "age"
        assert "准数" in last(reply).text
    assert "age" not in talk.slots["facts"]


async def test_what_is_not_understood_is_asked_twice_again_and_then_passed_over(
    talk: Talk,
) -> None:
    await talk.say(POST)
    for _ in range(2):
        reply = await talk.unclear("嗯呐哦豁")
        assert asked(reply) == "resident"
        assert "没听明白" in last(reply).text
    assert "住在" not in last(reply).text
    assert "00001" in last(reply).text

    assert asked(await talk.unclear("嗯呐哦豁")) != "resident"
    assert talk.slots["facts"] == {}


async def test_an_answer_that_is_understood_ends_the_counting(talk: Talk) -> None:
    await talk.say(POST)
    await talk.unclear("嗯呐哦豁")
    await talk.unclear("嗯呐哦豁")
    await talk.unclear("是的")
    reply = await talk.unclear("嗯呐哦豁")

    assert "没听明白" in last(reply).text


# -- facts in a message


async def test_nothing_that_was_said_is_asked_again(real_talk: Talk) -> None:
    reply = await real_talk.say("我46岁女的，去年底就下岗了，在盐城，没再交社保，能办就业困难不")

    assert asked(reply) == "registered_unemployed"
    for told in ("年龄：46岁", "性别：女", "盐城市"):
        assert told in last(reply).text

    verdict = await real_talk.unclear("登记过了")
    assert judged(verdict) == "yes"
    assert "女40周岁以上、男50周岁以上（您说：46岁）" in last(verdict).text
    assert "苏人社规〔2020〕2号" in last(verdict).text


async def test_a_fact_told_beside_the_answer_is_noted(talk: Talk) -> None:
    await talk.say(POST)
    reply = await talk.unclear("是的，我36岁")

    assert asked(reply) == "hardship"
    assert "年龄：36岁" in last(reply).text


async def test_a_fact_told_of_oneself_before_the_check_is_not_asked_for(talk: Talk) -> None:
    await talk.ask("我46岁，示例岗位给多少", "amount")
    await talk.say(POST)

    assert judged(await talk.unclear("是的")) == "yes"


async def test_a_fact_that_is_told_of_nobody_is_not_kept(talk: Talk) -> None:
    await talk.ask("46岁示例岗位给多少", "amount")

    assert not talk.slots.get("facts")


# -- corrections


async def test_a_correction_before_the_verdict_is_noted_and_the_check_goes_on(talk: Talk) -> None:
    await talk.say("我46岁，够不够条件申请示例岗位")
    reply = await talk.unclear("不对，是36岁")

    assert asked(reply) == "resident"
    assert "年龄：36岁" in last(reply).text
    assert talk.slots["facts"]["age"] == "36"


async def test_a_correction_after_the_verdict_is_judged_anew(talk: Talk) -> None:
    await talk.say("我46岁，够不够条件申请示例岗位")
    assert judged(await talk.unclear("是的")) == "yes"

    assert asked(await talk.unclear("不对，是36岁")) == "hardship"
    assert judged(await talk.unclear("都不是")) == "no"


async def test_a_bare_correction_is_of_the_question_before(talk: Talk) -> None:
    await talk.say(POST)
    await talk.press("resident", "yes")
    await talk.press("hardship", "none")
    assert judged(await talk.unclear("36")) == "no"

    assert judged(await talk.unclear("不对，是46")) == "yes"


async def test_a_bare_figure_corrects_a_number_that_was_told_unasked(talk: Talk) -> None:
    # The age was never asked for.
    await talk.say("我36岁，够不够条件申请示例岗位")
    await talk.unclear("是的")
    assert judged(await talk.unclear("都不是")) == "no"

    assert judged(await talk.unclear("不对，是46")) == "yes"


async def test_what_is_told_after_the_verdict_is_judged_whatever_it_was_taken_for(
    talk: Talk,
) -> None:
    await talk.say("我36岁，够不够条件申请示例岗位")
    await talk.unclear("是的")
    assert judged(await talk.unclear("都不是")) == "no"

    assert judged(await talk.ask("我46岁了", "amount")) == "yes"


async def test_what_only_tells_while_a_question_is_open_answers_it_or_is_not_understood(
    talk: Talk,
) -> None:
    await talk.say("我46岁，够不够条件申请示例岗位")
    reply = await talk.ask("店里的事忙得很", "where")

    assert asked(reply) == "resident"
    assert reply.topic.journey == "eligibility_check"


async def test_a_check_that_was_left_is_taken_up_with_what_is_told(talk: Talk) -> None:
    await talk.say("我46岁，够不够条件申请示例岗位")
    for _ in range(4):
        await talk.ask("示例补贴要什么材料", "materials")
    reply = await talk.ask("继续说示例岗位，我今年47岁", "overview")

    assert asked(reply) == "resident"
    assert talk.slots["facts"]["age"] == "47"


async def test_a_new_figure_in_a_question_about_something_else_is_no_correction(
    talk: Talk,
) -> None:
    await talk.say("我46岁，够不够条件申请示例岗位")
    await talk.unclear("是的")
    await talk.ask("36岁能申请示例补贴吗，要什么条件", "conditions")

    assert talk.slots["facts"]["age"] == "46"
    await talk.ask("我36岁能申请示例补贴吗，要什么条件", "conditions")
    assert talk.slots["facts"]["age"] == "36"


async def test_a_place_asked_about_in_between_is_not_taken_for_where_the_person_is(
    talk: Talk,
) -> None:
    await talk.say("我在示甲，够不够条件申请示例贷款")
    await talk.ask("示例贷款示乙给多少", "amount")
    assert talk.slots["facts"] == {"city": "示甲市"}


# -- asides


async def test_a_question_in_between_is_answered_and_the_open_one_asked_again(talk: Talk) -> None:
    await talk.say(POST)
    reply = await talk.ask("示例岗位是什么", "overview")

    assert (reply.status, len(reply.messages)) == ("answered", 2)
    assert reply.messages[0].card.type == "policy_answer"
    assert last(reply).text == "接着刚才的：您住在示例省吗？"
    assert titles(reply) == ["是", "不是", "不清楚"]
    assert asked(await talk.unclear("是的")) != "resident"


async def test_an_answer_and_a_question_in_one_message_are_both_heard(talk: Talk) -> None:
    await talk.say(POST)
    reply = await talk.ask("是的，那是什么岗位？", "overview")

    assert reply.messages[0].card.type == "policy_answer"
    assert talk.slots["facts"] == {"resident": True}


async def test_thanks_in_between_do_not_end_the_check(talk: Talk) -> None:
    await talk.say(POST)
    reply = await talk.say("谢谢", "thank", ActionChitchat)

    assert reply.status == "chitchat"
    assert last(reply).text.startswith("接着刚才的")


async def test_after_the_verdict_nothing_is_asked_again(talk: Talk) -> None:
    await talk.say(POST)
    await talk.press("resident", "no")
    reply = await talk.ask("示例岗位是什么", "overview")

    assert len(reply.messages) == 1


async def test_another_policy_that_is_named_is_checked_instead(talk: Talk) -> None:
    await talk.say(POST)
    reply = await talk.say("那我够不够条件申请示例贷款")

    assert asked(reply) == "city"
    assert reply.topic.policies == ["demo_loan"]
    assert talk.slots["check"]["policy"] == "demo_loan"


async def test_a_place_is_heard_as_the_city(talk: Talk) -> None:
    await talk.say(LOAN)
    reply = await talk.say("示甲", "inform", ActionPolicyInfo)

    assert asked(reply) in ("trade", "opened_on")
    assert talk.slots["facts"] == {"city": "示甲市"}


# -- where nothing can be judged


async def test_a_place_without_a_rule_is_told_so_at_once(talk: Talk) -> None:
    reply = await talk.say("我在示乙，够不够条件申请示例贷款")

    assert judged(reply) == "unknown"
    assert "示乙市的条件资料里没有见到" in last(reply).text
    assert "收录了条件的地方：示甲市" in last(reply).text


async def test_a_policy_without_a_rule_shows_its_conditions(talk: Talk) -> None:
    reply = await talk.say("我够不够条件申请示例补贴")

    assert (reply.status, reply.topic.policies) == ("answered", ["demo_subsidy"])
    assert "在示例省经营满一年" in last(reply).text
    assert not talk.slots.get("check")


async def test_a_version_that_has_ended_is_judged_without_a_question(real_talk: Talk) -> None:
    reply = await real_talk.say("我们公司能申请稳岗返还吗，50个人，裁员率3%")

    assert judged(reply) == "no"
    assert "不能再按这一版办" in last(reply).text
    assert "2025年12月31日" in last(reply).text


async def test_without_a_name_it_is_asked_which_policy_is_meant(talk: Talk) -> None:
    reply = await talk.say("我够条件吗")

    assert reply.status == "clarify"
    assert reply.topic.policies == []
    assert last(reply).buttons[-1].payload == StartScreen().payload


async def test_a_name_of_several_policies_is_asked_back(talk: Talk) -> None:
    reply = await talk.say("我够不够条件申请示例扶持")

    assert (reply.status, reply.topic.policies) == ("clarify", ["demo_loan", "demo_subsidy"])


# -- every policy


async def test_a_screening_asks_who_is_meant_and_goes_on_for_them(talk: Talk) -> None:
    reply = await talk.say("能享受哪些政策", "benefits_screen")
    assert asked(reply) == "audience"

    assert asked(await talk.unclear("我自己")) == "city"
    assert talk.slots["check"]["audience"] == "personal"


@pytest.mark.parametrize(
    ("text", "audience"),
    [("我能领什么补贴", "personal"), ("我们公司能申请哪些补贴", "enterprise")],
)
async def test_who_is_meant_is_not_asked_when_it_was_said(
    text: str, audience: str, talk: Talk
) -> None:
    await talk.say(text, "benefits_screen")

    assert talk.slots["check"]["audience"] == audience


async def test_a_firm_is_not_asked_what_concerns_a_person(real_talk: Talk) -> None:
    await real_talk.say("我们公司能申请哪些补贴", "benefits_screen")
    facts = real_talk._core.knowledge.edition.knowledge.facts
    reply = await real_talk.say("南京", "inform", ActionPolicyInfo)
    for _ in range(4):
        unit = asked(reply)
        members = facts.groups[unit].facts if unit in facts.groups else [unit]
        assert not {"age", "sex", "registered_unemployed", "disabled"} & set(members)
        reply = await real_talk.press(unit, "?")


async def test_the_results_are_shown_when_they_are_asked_for(talk: Talk) -> None:
    await talk.say("我能领什么补贴", "benefits_screen")
    await talk.press("city", "示乙市")
    reply = await talk.unclear("先看结果")

    card = last(reply).card
    assert reply.status == "screened"
    assert isinstance(card, ScreeningCard)
    assert [(known.name, known.value) for known in card.known] == [("所在城市", "示乙市")]


async def test_the_button_for_the_results_shows_them_too(talk: Talk) -> None:
    await talk.say("我能领什么补贴", "benefits_screen")
    payload = StartScreen(audience="personal", results=True).payload

    assert (await talk.say(payload, "benefits_screen")).status == "screened"


async def test_a_screening_comes_to_its_results_by_itself(talk: Talk) -> None:
    reply = await talk.say("我能领什么补贴", "benefits_screen")
    for _ in range(10):
        if reply.status != "ask_fact":
            break
        reply = await talk.press(asked(reply), "?")

    assert reply.status == "screened"


async def test_a_policy_of_the_results_is_looked_at_with_what_was_told(talk: Talk) -> None:
    await talk.say("我能领什么补贴", "benefits_screen")
    await talk.press("resident", "no")

    assert judged(await talk.say(POST)) == "no"


async def test_a_screening_is_ended_by_a_word(talk: Talk) -> None:
    await talk.say("我能领什么补贴", "benefits_screen")
    reply = await talk.unclear("算了")

    assert (reply.status, reply.topic.journey) == ("check_stopped", "benefits_screen")


# -- what no button of ours sends


@pytest.mark.parametrize(
    "text",
    [
        '/answer{"ask": "age", "value": "46"}',
        '/answer{"ask": "shoe_size", "value": "42"}',
        '/answer{"ask": "resident", "value": "110101199003070011"}',
        '/answer{"ask": "resident"}',
        '/answer["resident", "yes"]',
        '/answer{"ask": "resident", "value": "' + "x" * 5_000 + '"}',
        '/eligibility_check{"policy": "nowhere"}',
    ],
)
async def test_a_payload_that_no_button_sends_tells_nothing(text: str, talk: Talk) -> None:
    await talk.say(POST)
    reply = await talk.say(text, "answer")

    assert not talk.slots["facts"]
    assert talk.slots["check"]["asked"] == "resident"
    assert "110101199003070011" not in reply.model_dump_json()
