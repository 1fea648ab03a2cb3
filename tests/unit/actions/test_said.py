"""What a message says, with the names in it."""

from rasa_sdk.interfaces import Tracker

from actions.said import Said
from bot.policies.store import Edition


def named(text: str, edition: Edition, **slots: str) -> list[str]:
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
