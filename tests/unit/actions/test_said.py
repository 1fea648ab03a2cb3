"""What a message says, with the names in it."""

from typing import Any

import pytest
from rasa_sdk.interfaces import Tracker

from actions.said import Said
from bot.policies.linking import Links
from bot.policies.store import Edition


def named(text: str, edition: Edition, **slots: Any) -> list[str]:
    events = [{"event": "user", "text": text}]
    tracker = Tracker("one", slots, {}, events, False, None, {}, None)
    links = Said.read(tracker, edition).links
    return [policy for mention in links.policies for policy in mention.policies]


def test_what_is_asked_about_counts_not_what_is_only_told_of(edition: Edition) -> None:
    told = "我灵活就业，公益性岗位干过了，失业金我能领吗"

    assert named(told, edition) == ["unemployment_benefit"]


def test_two_that_are_asked_about_together_stay(edition: Edition) -> None:
    both = named("公益性岗位和失业金有什么区别", edition)

    assert both == ["public_welfare_post", "unemployment_benefit"]


def test_where_no_clause_with_a_name_asks_all_names_stay(edition: Edition) -> None:
    both = named("公益性岗位，失业金，怎么办", edition)

    assert both == ["public_welfare_post", "unemployment_benefit"]


def test_an_ambiguous_name_means_what_is_talked_about(edition: Edition) -> None:
    asked = "实名制登记怎么办"

    assert len(named(asked, edition)) > 1
    kept = named(asked, edition, policy="graduate_real_name_registration")
    assert kept == ["graduate_real_name_registration"]


def test_whose_a_policy_is_is_said_by_the_name_before(edition: Edition) -> None:
    meant = named("苏州就业困难人员的一次性创业补贴给多少", edition)

    assert meant == ["startup_onetime_subsidy"]


def described(text: str, edition: Edition, intent: str, **slots: str) -> list[str]:
    events = [{"event": "user", "text": text}]
    latest = {"intent": {"name": intent}}
    tracker = Tracker("one", slots, latest, events, False, None, {}, None)
    links = Said.read(tracker, edition).links
    return [policy for mention in links.policies for policy in mention.policies]


def test_a_policy_that_is_described_is_meant(edition: Edition) -> None:
    text = "去苏北乡镇上班退学费，是谁去都给退还是有讲究的"

    assert described(text, edition, "ask_conditions") == ["graduate_tuition_compensation"]
    # What is talked of is meant rather than what is only described.
    assert described(text, edition, "ask_conditions", policy="public_welfare_post") == []
    assert described(text, edition, "benefits_screen") == []


def test_nothing_is_guessed_at_where_no_policy_is_clearly_described(edition: Edition) -> None:
    assert described("要带什么材料", edition, "ask_materials") == []
    assert described("智能手机怎么恢复出厂设置", edition, "out_of_scope") == []


OFFERED = [
    "ssi_subsidy_2025_key_groups",
    "ssi_subsidy_employer_difficult",
    "ssi_subsidy_flexible",
    "ssi_subsidy_graduate_smallfirm",
]


@pytest.mark.parametrize(
    ("text", "policy"),
    [
        ("灵活就业的，补几成", "ssi_subsidy_flexible"),
        ("小微企业的", "ssi_subsidy_graduate_smallfirm"),
        ("重点群体的那个", "ssi_subsidy_2025_key_groups"),
    ],
)
def test_one_of_those_that_were_offered_is_chosen_by_its_words(
    text: str, policy: str, edition: Edition
) -> None:
    assert named(text, edition, offered=OFFERED) == [policy]
    assert named(text, edition) == []


@pytest.mark.parametrize("text", ["补几成", "不知道", "毕业生的", '/choose{"policy": "x"}'])
def test_words_that_tell_none_of_them_apart_choose_none(text: str, edition: Edition) -> None:
    assert named(text, edition, offered=OFFERED) == []


def test_what_is_named_counts_whatever_was_offered(edition: Edition) -> None:
    assert named("失业金，不是灵活就业的", edition, offered=OFFERED) == ["unemployment_benefit"]


def test_what_was_offered_and_is_no_longer_held_is_not_chosen(edition: Edition) -> None:
    assert named("灵活就业的", edition, offered=["gone", "ssi_subsidy_flexible"]) == []


@pytest.mark.parametrize(
    "text", ["一边领失业金一边拿这个行不行", "这笔和失业金冲突吗", "领失业金影响它吗"]
)
def test_what_is_named_beside_this_is_not_asked_about(text: str, edition: Edition) -> None:
    assert named(text, edition, policy="public_welfare_post") == []


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        # Nothing is talked of, or the same; nothing says that both are meant together.
        ("一边领失业金一边拿这个行不行", {}),
        ("一边领失业金一边拿这个行不行", {"policy": "unemployment_benefit"}),
        ("这个不问了，失业金要什么条件", {"policy": "public_welfare_post"}),
        ("失业金和别的能一起领吗", {"policy": "public_welfare_post"}),
    ],
)
def test_otherwise_what_is_named_is_asked_about(
    text: str, slots: dict[str, str], edition: Edition
) -> None:
    assert named(text, edition, **slots) == ["unemployment_benefit"]


@pytest.mark.parametrize(
    ("ranking", "sure"),
    [
        ([("ask_amount", 0.75)], True),
        ([("out_of_scope", 0.2), ("ask_where", 0.8)], True),
        ([("ask_amount", 0.74)], False),
        ([("inform", 0.9)], False),
        ([], False),
    ],
)
def test_a_side_is_sure_where_the_classifier_has_hardly_a_doubt(
    ranking: list[tuple[str, float]], sure: bool
) -> None:
    assert Said("", "", Links(), ranking=tuple(ranking)).is_sure is sure
