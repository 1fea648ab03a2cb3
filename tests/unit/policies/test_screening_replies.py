"""The results of a screening as the person reads them."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from bot.cards import Reply, ScreeningCard
from bot.outcomes import Outcome
from bot.policies.check import Check, show
from bot.policies.check_choices import StartCheck
from bot.policies.facts import CITY, Facts
from bot.policies.screening import Audience
from bot.policies.screening_replies import ScreeningReplies
from bot.policies.store import Edition

TODAY = date(2026, 11, 24)
CITY_A = ("示甲市", "示例省", "示例国")
CITY_B = ("示乙市", "示例省", "示例国")
Say = Callable[..., str]
Screen = Callable[..., Reply]


@pytest.fixture(scope="module")
def screened(edition: Edition) -> Screen:
    def screened(facts: Facts, audience: Audience | None = "personal") -> Reply:
        step = show(Check(mode="screen", audience=audience), facts, edition.knowledge, TODAY)
        return ScreeningReplies(edition, TODAY).show(step, facts, [])

    return screened


def text(reply: Reply) -> str:
    return reply.messages[0].text


def card(reply: Reply) -> ScreeningCard:
    found = reply.messages[0].card
    assert isinstance(found, ScreeningCard)
    return found


def test_yes_no_and_unknown_are_told_apart_with_the_day_and_what_was_told(
    screened: Screen, say: Say
) -> None:
    reply = screened({"resident": True, "age": Decimal(46)})

    assert (reply.status, reply.topic.journey) == (Outcome.SCREENED, "benefits_screen")
    assert reply.topic.policies == ["demo_post"]
    assert text(reply).split("\n") == [
        "照您说的（年龄：46岁、住在示例省：是），截至2026年11月24日：",
        say("utter_screen_yes", count=1),
        "· 示例岗位（2024年办法）",
        say("utter_screen_unknown", count=1),
        "· 示例贷款：还要知道所在城市、做哪一行、开店的日子",
        say("utter_screen_note"),
    ]


def test_nothing_told_is_said_so(screened: Screen) -> None:
    assert text(screened({})).startswith("您还没有说任何情况，截至2026年11月24日：")


def test_a_no_is_named(screened: Screen) -> None:
    assert "❌ 不符合或已到期的1项：示例岗位。" in text(screened({"resident": False}))


def test_a_place_without_a_rule_is_told_that_nothing_is_known_of_it(
    screened: Screen, say: Say
) -> None:
    reply = screened({CITY: CITY_B})

    assert say("utter_screen_unknown_line_local", name="示例贷款") in text(reply)


def test_what_could_not_be_judged_is_counted_and_not_called_a_no(
    screened: Screen, say: Say
) -> None:
    reply = screened({}, "enterprise")

    assert say("utter_screen_unjudged", count=1) in text(reply)
    assert card(reply).unjudged == ["示例补贴"]
    assert "demo_subsidy" not in {each.policy for each in card(reply).results}


def test_the_card_holds_every_result(screened: Screen) -> None:
    found = card(screened({"resident": True, "age": Decimal(46), CITY: CITY_A, "trade": "farm"}))

    assert [(each.policy, each.verdict, each.missing) for each in found.results] == [
        ("demo_loan", "no", []),
        ("demo_post", "yes", []),
    ]
    assert found.as_of == TODAY


def test_what_may_be_had_is_offered_for_a_closer_look(screened: Screen) -> None:
    buttons = screened({"resident": True, "age": Decimal(46)}).messages[0].buttons

    assert [button.payload for button in buttons] == [
        StartCheck(policy="demo_post").payload,
        StartCheck(policy="demo_loan").payload,
    ]


def test_a_long_list_is_cut_and_says_so(real_edition: Edition) -> None:
    step = show(Check(mode="screen", audience="personal"), {}, real_edition.knowledge, TODAY)
    reply = ScreeningReplies(real_edition, TODAY).show(step, {}, [])
    undecided = [each for each in card(reply).results if each.verdict == "unknown"]

    assert len(undecided) > 8
    assert len([line for line in text(reply).split("\n") if line.startswith("· ")]) == 8
    assert f"等{len(undecided)}项" in text(reply)
    assert len(reply.messages[0].buttons) == 3
