"""A verdict as the person reads it, and as data."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from bot.cards import Reply, VerdictCard
from bot.outcomes import Outcome
from bot.policies.check import Check, Judge, go_on
from bot.policies.check_choices import StartScreen
from bot.policies.facts import CITY, Facts
from bot.policies.partial_date import PartialDate
from bot.policies.store import Edition
from bot.policies.verdict_replies import VerdictReplies
from bot.words import Words
from tests.unit.policies.conftest import Folder

TODAY = date(2026, 11, 24)
CITY_A = ("示甲市", "示例省", "示例国")
CITY_B = ("示乙市", "示例省", "示例国")
EVERYTHING = ("city", "age", "resident", "hardship", "disabled", "poor", "trade", "opened_on")
NO = {"resident": True, "age": Decimal(36), "disabled": False, "poor": False}
Say = Callable[..., str]


def judged(edition: Edition, policy: str, facts: Facts, today: date = TODAY) -> Reply:
    check = Check(mode="one", policy=policy, declined=EVERYTHING)
    step = go_on(check, facts, edition.knowledge, today)
    assert isinstance(step, Judge)
    return VerdictReplies(edition, today).judge(step, facts, [])


def lines(reply: Reply) -> list[str]:
    return reply.messages[0].text.split("\n")


def card(reply: Reply) -> VerdictCard:
    found = reply.messages[0].card
    assert isinstance(found, VerdictCard)
    return found


# -- yes


def test_a_yes_names_what_decides_with_the_fact_its_clause_and_the_document(
    edition: Edition, say: Say
) -> None:
    reply = judged(edition, "demo_post", {"resident": True, "age": Decimal(46)})
    text = lines(reply)

    assert (reply.status, card(reply).verdict) == (Outcome.VERDICT, "yes")
    assert text[0] == "【示例岗位】够不够条件（2024年办法）"
    assert text[1] == say("utter_verdict_yes_so_far")
    assert "✓ 住在示例省（您说：是）（第二条）" in text
    assert "✓ 年满40周岁（您说：46岁）" in text
    assert not [line for line in text if "有示例残疾" in line]
    assert "《示例岗位办法》（2024年1月10日）" in text[-1]


def test_what_a_person_has_to_read_follows_a_yes(edition: Edition, say: Say) -> None:
    text = lines(judged(edition, "demo_post", {"resident": True, "age": Decimal(46)}))

    at = text.index(say("utter_verdict_to_read"))
    assert text[at + 1] == "· 示例局认为合适。"


def test_a_yes_that_leaves_nothing_to_read_is_a_plain_yes(
    folder: Folder, words: Words, say: Say
) -> None:
    folder.replace(
        "policies/demo_post.yml",
        "      read:\n        - {text: 示例局认为合适。, source: post_page}\n",
        "",
    )
    edition = Edition.read(folder.path, words)
    reply = judged(edition, "demo_post", {"resident": True, "age": Decimal(46)})

    assert lines(reply)[1] == say("utter_verdict_yes")


def test_what_is_given_is_told_with_its_sum(edition: Edition) -> None:
    reply = judged(edition, "demo_post", {"resident": True, "age": Decimal(46)})

    assert "· 每月一百元。按您说的算：100元/月。" in lines(reply)
    (item,) = card(reply).benefit
    assert (item.amount, item.unit, item.months) == ("100", "元/月", 6)


def test_a_rule_that_rests_on_a_repost_says_so(folder: Folder, words: Words, say: Say) -> None:
    folder.replace("policies/demo_post.yml", "trust: A", "trust: C")
    edition = Edition.read(folder.path, words)

    yes = judged(edition, "demo_post", {"resident": True, "age": Decimal(46)})
    unknown = judged(edition, "demo_post", {"resident": True})

    assert say("utter_verdict_reposted") in lines(yes)
    assert say("utter_verdict_reposted") not in lines(unknown)


# -- no


def test_a_no_names_only_what_fails_and_what_would_turn_it(edition: Edition, say: Say) -> None:
    reply = judged(edition, "demo_post", NO)
    text = lines(reply)

    assert card(reply).verdict == "no"
    assert text[1] == say("utter_verdict_no")
    assert [line for line in text if line.startswith("✗")] == [
        "✗ 年满40周岁（您说：36岁）",
        "✗ 有示例残疾（您说：否）",
        "✗ 有示例困难（您说：否）",
    ]
    assert "· 年龄到40岁（还差4岁）" in text
    assert card(reply).would_change == ["年龄到40岁（还差4岁）"]


def test_a_no_gives_nothing(edition: Edition, say: Say) -> None:
    assert say("utter_verdict_benefit") not in lines(judged(edition, "demo_post", NO))


def test_a_change_after_which_more_is_open_says_so(edition: Edition, say: Say) -> None:
    reply = judged(edition, "demo_post", {"resident": False})

    assert card(reply).would_change == [
        say("utter_change_yes", name="住在示例省") + say("utter_change_then_more")
    ]


def test_a_wait_names_its_day(edition: Edition) -> None:
    facts = {CITY: CITY_A, "trade": "shop", "opened_on": PartialDate(2026, 3, 24)}
    reply = judged(edition, "demo_loan", facts)

    assert card(reply).would_change == ["等到2027年3月24日以后（开店的日子够了时间）"]


def test_another_trade_is_named_by_its_title(edition: Edition) -> None:
    facts = {CITY: CITY_A, "trade": "farm", "opened_on": PartialDate(2020, 3, 24)}

    assert card(judged(edition, "demo_loan", facts)).would_change == ["做哪一行是“开店”"]


def test_a_no_that_nobody_can_change_says_so(folder: Folder, words: Words, say: Say) -> None:
    folder.replace(
        "facts.yml", "    changes: by_waiting\n    question: 您多大？", "    question: 您多大？"
    )
    folder.replace("cases/demo_post.yml", "    turned_by: [age]\n", "")
    edition = Edition.read(folder.path, words)

    assert say("utter_verdict_no_changes") in lines(judged(edition, "demo_post", NO))


# -- not known


def test_what_is_not_decided_shows_every_condition_and_what_is_missing(
    edition: Edition, say: Say
) -> None:
    reply = judged(edition, "demo_post", {"resident": True, "poor": False})
    text = lines(reply)

    assert card(reply).verdict == "unknown"
    assert text[1] == say("utter_verdict_unknown")
    assert "✓ 住在示例省（您说：是）（第二条）" in text
    assert "？ 下面有一条就行（年满40周岁；有示例残疾；有示例困难）" in text
    assert say("utter_verdict_missing", names="年龄、示例残疾") in text
    assert "· 年龄：按身份证算。" in text
    assert card(reply).missing == ["年龄", "示例残疾"]


def test_a_place_without_a_rule_is_told_which_ones_have_one(edition: Edition, say: Say) -> None:
    reply = judged(edition, "demo_loan", {CITY: CITY_B})

    assert lines(reply)[1] == say("utter_verdict_no_rule_here", region="示乙市", regions="示甲市")
    assert (card(reply).verdict, card(reply).rule_known) == ("unknown", False)
    assert "00001" in lines(reply)[1]


def test_where_no_rule_is_held_at_all_that_is_said(edition: Edition, say: Say) -> None:
    reply = judged(edition, "demo_subsidy", {})

    assert lines(reply)[1] == say("utter_verdict_no_rule_anywhere")


# -- places, versions and days


@pytest.mark.parametrize(
    ("opened_on", "sentence"),
    [
        (PartialDate(2025, 11, 24), "utter_verdict_local_yes"),
        (PartialDate(2025, 11, 25), "utter_verdict_local_no"),
    ],
)
def test_a_places_own_rule_is_always_said_to_be_the_places(
    opened_on: PartialDate, sentence: str, edition: Edition, say: Say
) -> None:
    facts = {CITY: CITY_A, "trade": "shop", "opened_on": opened_on}
    reply = judged(edition, "demo_loan", facts)

    assert lines(reply)[1] == say(sentence, region="示甲市")
    assert card(reply).rule_region == "示甲市"
    # “请以当地为准” is said once, not again as a repost.
    assert say("utter_verdict_reposted") not in lines(reply)


def test_a_version_that_has_ended_gives_nothing_whatever_is_true(real_edition: Edition) -> None:
    facts = {
        "layoff_rate": Decimal(0),
        "headcount": Decimal(20),
        "firm_insured_months": Decimal(24),
    }
    reply = judged(real_edition, "job_stability_refund", facts)
    text = lines(reply)

    assert text[1] == "❌ 现在不能再按这一版办。"
    assert "按当时的条件看：" in text
    assert "怎样就行了：" not in text
    assert "符合的话：" not in text
    assert (card(reply).verdict, card(reply).standing) == ("no", "ended")


def test_a_version_that_has_not_begun_says_from_when(edition: Edition, say: Say) -> None:
    facts = {"resident": True, "age": Decimal(46)}
    reply = judged(edition, "demo_post", facts, today=date(2024, 1, 31))
    text = lines(reply)

    assert text[1] == say("utter_verdict_no_not_yet")
    assert say("utter_verdict_coming_conditions") in text
    assert "✓ 住在示例省（您说：是）（第二条）" in text
    assert "· 等到2024年2月1日再申请" in text
    assert say("utter_verdict_benefit") not in text


def test_a_verdict_names_its_day_and_the_facts_that_it_used(edition: Edition) -> None:
    facts = {"resident": True, "age": Decimal(46), "trade": "farm"}
    found = card(judged(edition, "demo_post", facts))

    assert found.as_of == TODAY
    assert found.checked_on == "2026-11-24"
    assert [known.fact for known in found.known] == ["age", "resident"]


def test_the_card_holds_the_tree_of_conditions_with_where_each_is_from(edition: Edition) -> None:
    found = card(judged(edition, "demo_post", {"resident": True, "age": Decimal(46)}))

    assert [(line.kind, line.depth, line.result) for line in found.conditions] == [
        ("fact", 0, "yes"),
        ("any", 0, "yes"),
        ("fact", 1, "yes"),
        ("fact", 1, "unknown"),
        ("fact", 1, "unknown"),
    ]
    first = found.conditions[0]
    assert (first.document, first.clause, first.trust) == ("示例岗位办法", "第二条", "A")


def test_a_verdict_goes_on_to_all_that_may_be_had(edition: Edition) -> None:
    reply = judged(edition, "demo_post", {"resident": False})

    assert reply.messages[0].buttons[-1].payload == StartScreen().payload


def test_lines_that_come_before_stay_before(edition: Edition) -> None:
    step = go_on(
        Check(mode="one", policy="demo_post"), {"resident": False}, edition.knowledge, TODAY
    )
    assert isinstance(step, Judge)

    reply = VerdictReplies(edition, TODAY).judge(step, {"resident": False}, ["记下了。"])

    assert lines(reply)[0] == "记下了。"
