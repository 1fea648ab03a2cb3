from datetime import date

import pytest

from bot.outcomes import Outcome
from bot.policies.choices import Choice, read_choice
from bot.policies.dialogue import Answered, AskWhichPolicy, Memory, NotCollected
from bot.policies.model import Aspect
from bot.policies.replies import (
    aspect_buttons,
    candidates,
    memory_of,
    policy_buttons,
    read_memory,
    reply_to,
)

TODAY = date(2026, 11, 24)


@pytest.fixture
def reply(edition):
    def reply(decision, text="随便问问", today=TODAY):
        return reply_to(decision, text, edition, today)

    return reply


@pytest.fixture
def answered(knowledge):
    def answered(key, aspect, region=None, as_of=None, also=()):
        policy, version = knowledge.find(key)
        return Answered(policy, version or policy.versions[-1], aspect, region, as_of, also)

    return answered


def titles(reply):
    return [button.title for button in reply.messages[0].buttons]


# -- outcomes


@pytest.mark.parametrize(
    ("key", "aspect", "day", "outcome"),
    [
        ("demo_subsidy", Aspect.AMOUNT, TODAY, Outcome.ANSWERED),
        ("demo_loan", Aspect.AMOUNT, TODAY, Outcome.ANSWERED),
        ("demo_subsidy_2025", Aspect.AMOUNT, date(2025, 1, 1), Outcome.ANSWERED),
        ("demo_subsidy_2020", Aspect.AMOUNT, TODAY, Outcome.EXPIRED_POLICY),
        ("demo_subsidy_2022", Aspect.AMOUNT, TODAY, Outcome.EXPIRED_POLICY),
        ("demo_subsidy_2025", Aspect.AMOUNT, date(2027, 1, 1), Outcome.EXPIRED_POLICY),
        ("demo_subsidy_2020", Aspect.VALIDITY, TODAY, Outcome.EXPIRED_POLICY),
        ("demo_post", Aspect.CONTACT, TODAY, Outcome.ANSWERED),
        ("demo_post", Aspect.AMOUNT, TODAY, Outcome.NOT_IN_KNOWLEDGE),
        ("demo_subsidy_2020", Aspect.PROCEDURE, TODAY, Outcome.EXPIRED_POLICY),
    ],
)
def test_an_answer_ends_in_the_outcome_of_its_standing(reply, answered, key, aspect, day, outcome):
    result = reply(answered(key, aspect), today=day)

    assert result.status == outcome
    assert result.as_of == day


def test_a_city_without_data_ends_as_not_in_knowledge(reply, answered):
    result = reply(answered("demo_loan", Aspect.AMOUNT, "示戊市"))

    assert result.status == Outcome.NOT_IN_KNOWLEDGE


def test_an_answer_for_a_day_long_past_is_judged_by_today(reply, answered):
    decision = answered("demo_subsidy_2020", Aspect.AMOUNT, as_of=date(2020, 12, 31))

    assert reply(decision).status == Outcome.EXPIRED_POLICY


def test_an_answer_is_one_message_with_its_card_and_topic(reply, answered):
    result = reply(answered("demo_subsidy", Aspect.AMOUNT))

    (message,) = result.messages
    assert message.card.policy == "demo_subsidy"
    assert message.text.startswith("【示例补贴】给多少")
    assert result.topic.journey == "policy_info"
    assert (result.topic.aspect, result.topic.policies) == ("amount", ["demo_subsidy"])


# -- buttons of an answer


def test_an_old_version_offers_the_newest_first(reply, answered, knowledge):
    result = reply(answered("demo_subsidy_2020", Aspect.AMOUNT))
    first = result.messages[0].buttons[0]

    assert first.title == "2025年版"
    assert read_choice(first.payload, knowledge) == Choice(
        aspect=Aspect.AMOUNT, policy="demo_subsidy", version="demo_subsidy_2025"
    )


def test_the_version_of_today_offers_no_other(reply, answered):
    assert "2025年版" not in titles(reply(answered("demo_subsidy", Aspect.AMOUNT)))


def test_an_aspect_that_only_an_older_version_knows_offers_that_version(reply, answered, knowledge):
    result = reply(answered("demo_subsidy", Aspect.WHERE))
    first = result.messages[0].buttons[0]

    assert first.title == "2020年版"
    assert read_choice(first.payload, knowledge) == Choice(
        aspect=Aspect.WHERE, policy="demo_subsidy", version="demo_subsidy_2020"
    )


def test_an_aspect_that_no_version_knows_offers_no_version(reply, answered):
    offered = titles(reply(answered("demo_subsidy", Aspect.PROCEDURE)))

    assert not {"2020年版", "2022年版", "2025年版"} & set(offered)


def test_a_version_that_has_not_begun_is_not_offered(reply, answered):
    result = reply(answered("demo_subsidy_2022", Aspect.AMOUNT), today=date(2024, 1, 1))

    assert "2025年版" not in titles(result)


def test_the_other_policy_that_was_named_is_offered_and_mentioned(reply, answered, knowledge):
    result = reply(answered("demo_subsidy", Aspect.AMOUNT, also=("demo_loan",)))

    assert "您还提到“示例贷款”" in result.messages[0].text
    (button,) = [b for b in result.messages[0].buttons if b.title == "示例贷款"]
    assert read_choice(button.payload, knowledge).aspect is Aspect.AMOUNT
    assert result.topic.policies == ["demo_subsidy", "demo_loan"]


def test_places_that_were_not_told_are_offered(reply, answered, knowledge):
    result = reply(answered("demo_loan", Aspect.AMOUNT))
    choices = [read_choice(b.payload, knowledge) for b in result.messages[0].buttons]

    assert [choice.city for choice in choices if choice.city] == ["示丙市", "东示县"]


def test_no_places_are_offered_when_one_was_named(reply, answered, knowledge):
    result = reply(answered("demo_loan", Aspect.AMOUNT, "示甲市"))
    choices = [read_choice(b.payload, knowledge) for b in result.messages[0].buttons]

    assert [choice.city for choice in choices if choice.city] == []


def test_aspects_that_have_something_to_say_are_offered_next(reply, answered):
    assert titles(reply(answered("demo_subsidy", Aspect.AMOUNT))) == [
        "申请条件",
        "要带的材料",
        "现在还有效吗",
    ]


def test_the_aspect_that_was_answered_is_not_offered_again(reply, answered):
    for aspect in Aspect:
        result = reply(answered("demo_subsidy", aspect))
        assert result.messages[0].card.aspect_name not in titles(result)


def test_aspects_that_only_places_know_are_offered_too(reply, answered):
    assert titles(reply(answered("demo_loan", Aspect.VALIDITY))) == ["申请条件", "给多少"]


def test_every_button_of_every_answer_can_be_pressed(reply, answered, knowledge):
    for policy in knowledge.policies.values():
        for version in policy.versions:
            for aspect in Aspect:
                for region in (None, "示甲市", "示戊市", "东示县"):
                    result = reply(answered(version.id, aspect, region))
                    for button in result.messages[0].buttons:
                        choice = read_choice(button.payload, knowledge)
                        assert choice is not None
                        assert choice.policy == policy.id


# -- asking back


def test_an_ambiguous_name_is_asked_back_with_a_button_for_each_policy(reply, knowledge):
    memory = Memory(aspect="amount")
    result = reply(AskWhichPolicy(("demo_subsidy", "demo_loan"), "示例扶持", memory))

    assert result.status == Outcome.CLARIFY
    assert "“示例扶持”可能指几项政策" in result.messages[0].text
    assert titles(result) == ["示例补贴", "示例贷款"]
    assert result.topic.policies == ["demo_subsidy", "demo_loan"]
    choices = [read_choice(b.payload, knowledge) for b in result.messages[0].buttons]
    assert {choice.aspect for choice in choices} == {Aspect.AMOUNT}


def test_without_a_name_the_policies_that_fit_the_words_are_offered(reply):
    result = reply(AskWhichPolicy((), None, Memory()), text="岗位由谁设立")

    assert result.status == Outcome.CLARIFY
    assert "您问的是哪一项政策" in result.messages[0].text
    assert titles(result)[0] == "示例岗位"


def test_without_an_aspect_the_overview_is_offered(reply, knowledge):
    result = reply(AskWhichPolicy((), None, Memory()), text="岗位")

    choices = [read_choice(b.payload, knowledge) for b in result.messages[0].buttons]
    assert {choice.aspect for choice in choices} == {Aspect.OVERVIEW}


def test_words_that_fit_nothing_are_offered_the_first_policies(edition):
    assert [p.id for p in candidates("zzz", edition)] == ["demo_loan", "demo_post", "demo_subsidy"]


def test_not_more_than_three_policies_are_offered(real_edition):
    assert len(candidates("身份证", real_edition)) == 3
    assert len(candidates("zzz", real_edition)) == 3


def test_a_policy_that_is_not_collected_gets_the_hotlines_and_what_is_near(reply):
    result = reply(NotCollected("场租补贴", Memory(aspect="amount")), text="场租补贴多少")

    assert result.status == Outcome.NOT_IN_KNOWLEDGE
    assert "“场租补贴”我这里没有收录" in result.messages[0].text
    assert "00001" in result.messages[0].text
    assert [line.number for line in result.messages[0].card.lines] == ["00001", "00002"]
    assert titles(result)
    assert result.topic.policies == []


def test_buttons_carry_what_people_call_things(edition, subsidy, loan):
    aspects = aspect_buttons(subsidy, [Aspect.AMOUNT, Aspect.WHERE], edition.answerer)

    assert [button.title for button in aspects] == ["给多少", "在哪办"]
    assert [b.title for b in policy_buttons([subsidy, loan], Aspect.WHERE)] == [
        "示例补贴",
        "示例贷款",
    ]


# -- memory


@pytest.mark.parametrize(
    "memory",
    [
        Memory(),
        Memory("demo_subsidy", "demo_subsidy_2020", "amount", "示甲市", date(2020, 12, 31)),
        Memory("demo_subsidy", None, "amount", None, None),
    ],
)
def test_memory_survives_the_way_through_the_slots(memory):
    slots = memory_of(NotCollected("场租补贴", memory))

    assert read_memory(slots) == memory
    assert all(value is None or isinstance(value, str) for value in slots.values())


def test_the_memory_of_an_answer_is_what_was_answered(answered):
    slots = memory_of(answered("demo_subsidy_2020", Aspect.AMOUNT, "示甲市"))

    assert slots == {
        "policy": "demo_subsidy",
        "version": "demo_subsidy_2020",
        "aspect": "amount",
        "region": "示甲市",
        "as_of": None,
    }


def test_slots_of_a_new_conversation_hold_no_memory():
    assert read_memory({}) == Memory()
