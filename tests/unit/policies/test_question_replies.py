"""A check's questions with their buttons, and its turns that end without a verdict."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bot.cards import Message, QuestionCard, Reply
from bot.outcomes import Outcome
from bot.policies.check import AUDIENCE, Ask, Check
from bot.policies.check_choices import (
    GiveAnswer,
    StartCheck,
    StartScreen,
    read_check_choice,
)
from bot.policies.facts import FactsFile
from bot.policies.knowledge import KnowledgeBase
from bot.policies.model import Policy
from bot.policies.question_replies import QuestionReplies
from bot.policies.store import Edition

TODAY = date(2026, 11, 24)
POST = Check(mode="one", policy="demo_post", asked="age", count=2)
LOAN = Check(mode="one", policy="demo_loan", asked="city", count=2)
ALL = Check(mode="screen", audience="personal", asked="age", count=2)
Say = Callable[..., str]


@pytest.fixture(scope="module")
def replies(edition: Edition) -> QuestionReplies:
    return QuestionReplies(edition, TODAY)


def titles(message: Message) -> list[str]:
    return [button.title for button in message.buttons]


def card(reply: Reply) -> QuestionCard:
    found = reply.messages[0].card
    assert isinstance(found, QuestionCard)
    return found


# -- questions


def test_a_question_is_a_card_and_its_text(replies: QuestionReplies) -> None:
    facts = {"resident": True, "age": Decimal(46)}
    reply = replies.ask(Ask(LOAN, "trade", ("trade",)), facts, [])

    assert (reply.status, reply.topic.journey) == (Outcome.ASK_FACT, "eligibility_check")
    assert reply.topic.policies == ["demo_loan"]
    assert reply.messages[0].text == "您做哪一行？"
    assert (card(reply).fact, card(reply).question) == ("trade", "您做哪一行？")
    assert [(known.name, known.value) for known in card(reply).known] == [
        ("年龄", "46岁"),
        ("住在示例省", "是"),
    ]


def test_the_first_question_of_a_check_says_what_begins(replies: QuestionReplies, say: Say) -> None:
    first = Ask(replace(POST, count=1), "age", ("age",), again=False)
    intro = say("utter_check_intro", name="示例岗位")

    assert replies.ask(first, {}, []).messages[0].text == f"{intro}\n您多大？"
    assert intro not in replies.ask(replace(first, again=True), {}, []).messages[0].text
    second = Ask(POST, "age", ("age",), again=False)
    assert intro not in replies.ask(second, {}, []).messages[0].text


def test_the_first_question_of_a_screening_says_what_begins(
    replies: QuestionReplies, say: Say
) -> None:
    first = Ask(replace(ALL, count=1), "age", ("age",), again=False)
    reply = replies.ask(first, {}, [])

    assert reply.messages[0].text.startswith(say("utter_screen_intro"))
    assert (reply.topic.journey, reply.topic.policies) == ("benefits_screen", [])


def test_what_was_noted_stands_before_the_question(replies: QuestionReplies, say: Say) -> None:
    noted = replies.noted({"age": Decimal(46), "resident": True})
    reply = replies.ask(Ask(POST, "poor", ("poor",)), {}, noted)

    lines = reply.messages[0].text.split("\n")
    assert lines == [
        say("utter_check_noted", facts="年龄：46岁、住在示例省：是"),
        "您有示例困难吗？",
    ]


def test_nothing_heard_is_nothing_noted(replies: QuestionReplies) -> None:
    assert replies.noted({}) == []


@pytest.mark.parametrize(
    ("unit", "members", "expected"),
    [
        ("resident", ("resident",), ["是", "不是", "不清楚"]),
        ("trade", ("trade",), ["开店", "种地", "不清楚"]),
        ("age", ("age",), ["不清楚"]),
        ("opened_on", ("opened_on",), ["不清楚"]),
        ("city", ("city",), ["示甲市", "不清楚"]),
        ("hardship", ("disabled", "poor"), ["示例残疾", "示例困难", "都不是", "不清楚"]),
        ("hardship", ("poor",), ["示例困难", "都不是", "不清楚"]),
    ],
)
def test_a_question_offers_its_answers_as_buttons(
    unit: str, members: tuple[str, ...], expected: list[str], replies: QuestionReplies
) -> None:
    assert titles(replies.question(Ask(LOAN, unit, members), {})) == expected


def test_every_button_is_read_as_an_answer_to_its_question(
    replies: QuestionReplies, knowledge: KnowledgeBase
) -> None:
    units = {name: (name,) for name in knowledge.facts.facts} | {"hardship": ("disabled", "poor")}
    for unit, members in units.items():
        for button in replies.question(Ask(LOAN, unit, members), {}).buttons:
            choice = read_check_choice(button.payload, knowledge)
            assert isinstance(choice, GiveAnswer)
            assert choice.ask == unit


def test_what_belongs_together_may_be_affirmed_at_once(edition: Edition) -> None:
    catalogue = edition.knowledge.facts
    together = catalogue.groups["hardship"].model_copy(update={"together": True})
    facts = FactsFile(facts=catalogue.facts, groups={"hardship": together})
    knowledge = replace(edition.knowledge, facts=facts)
    replies = QuestionReplies(replace(edition, knowledge=knowledge), TODAY)
    message = replies.question(Ask(POST, "hardship", ("disabled", "poor")), {})

    assert titles(message) == ["示例残疾", "示例困难", "都是", "都不是", "不清楚"]
    assert read_check_choice(message.buttons[2].payload, knowledge) == GiveAnswer(
        ask="hardship", value="all"
    )


def test_a_place_that_is_not_the_city_may_lie_outside(real_edition: Edition) -> None:
    replies = QuestionReplies(real_edition, TODAY)
    step = Ask(ALL, "hukou", ("hukou",))

    button = replies.question(step, {}).buttons[0]
    assert button.title == "不在江苏"
    choice = read_check_choice(button.payload, real_edition.knowledge)
    assert choice == GiveAnswer(ask="hukou", value=real_edition.knowledge.outside()[0])


def test_who_is_meant_is_asked_with_two_buttons(
    replies: QuestionReplies, knowledge: KnowledgeBase
) -> None:
    message = replies.question(Ask(ALL, AUDIENCE), {})

    assert [read_check_choice(button.payload, knowledge) for button in message.buttons] == [
        StartScreen(audience="personal"),
        StartScreen(audience="enterprise"),
    ]


@pytest.mark.parametrize(("count", "offered"), [(3, False), (4, True)])
def test_after_three_questions_of_a_screening_its_results_are_offered(
    count: int, offered: bool, replies: QuestionReplies
) -> None:
    step = Ask(replace(ALL, count=count), "age", ("age",))

    assert ("先看结果" in titles(replies.question(step, {}))) is offered


def test_the_results_are_not_offered_in_the_check_of_one_policy(replies: QuestionReplies) -> None:
    step = Ask(replace(POST, count=9), "age", ("age",))

    assert titles(replies.question(step, {})) == ["不清楚"]


@pytest.mark.parametrize(
    ("unit", "texts"),
    [
        ("age", ("您多大？", "按身份证算。")),
        ("resident", ("您住在示例省吗？", None)),
    ],
)
def test_a_question_has_an_explanation_where_the_file_gives_one(
    unit: str, texts: tuple[str, str | None], replies: QuestionReplies
) -> None:
    assert replies.texts(unit) == texts


def test_a_group_without_an_explanation_says_that_several_may_be_named(
    replies: QuestionReplies, say: Say
) -> None:
    assert replies.texts("hardship") == ("下面哪一种是您？", say("utter_check_more"))


# -- turns without a verdict


def test_which_policy_is_meant_is_asked_with_a_button_each(
    replies: QuestionReplies, knowledge: KnowledgeBase, loan: Policy, post: Policy, say: Say
) -> None:
    reply = replies.which_policy([loan, post], "示例")

    assert reply.status == Outcome.CLARIFY
    assert reply.messages[0].text == say("utter_check_which_of_name", name="示例")
    assert reply.topic.policies == ["demo_loan", "demo_post"]
    assert [
        read_check_choice(button.payload, knowledge) for button in reply.messages[0].buttons
    ] == [
        StartCheck(policy="demo_loan"),
        StartCheck(policy="demo_post"),
        StartScreen(),
    ]


def test_a_guess_at_the_policy_is_no_topic(replies: QuestionReplies, post: Policy) -> None:
    assert replies.which_policy([post], None).topic.policies == []


@pytest.mark.parametrize(
    ("open_before", "sentence"),
    [(True, "utter_check_stopped"), (False, "utter_check_nothing_to_stop")],
)
def test_a_check_that_is_ended_says_so(
    open_before: bool, sentence: str, replies: QuestionReplies, say: Say
) -> None:
    reply = replies.stopped(open_before, "benefits_screen")

    assert (reply.status, reply.topic.journey) == (Outcome.CHECK_STOPPED, "benefits_screen")
    assert reply.messages[0].text == say(sentence)


def test_a_button_of_a_check_that_is_over_says_so(replies: QuestionReplies, say: Say) -> None:
    reply = replies.asked_gone()

    assert (reply.status, reply.messages[0].text) == (
        Outcome.CLARIFY,
        say("utter_check_asked_gone"),
    )


def test_conditions_that_no_machine_can_judge_are_listed(
    replies: QuestionReplies, subsidy: Policy, say: Say
) -> None:
    reply = replies.no_rule(subsidy, subsidy.versions[-1], None)

    assert (reply.status, reply.topic.policies) == (Outcome.ANSWERED, ["demo_subsidy"])
    assert reply.messages[0].text.startswith(say("utter_check_no_rule", name="示例补贴"))
    assert "在示例省经营满一年" in reply.messages[0].text


def test_where_no_condition_is_known_either_that_is_said(
    replies: QuestionReplies, subsidy: Policy
) -> None:
    reply = replies.no_rule(subsidy, subsidy.versions[0], None)

    assert reply.status == Outcome.NOT_IN_KNOWLEDGE
    assert "00001" in reply.messages[0].text
