"""What a message says, with the names in it."""

import pytest
from rasa_sdk.interfaces import Tracker

from actions.said import Said
from bot.policies.store import Edition
from tests.fakes import Fakes


@pytest.fixture(scope="module")
def edition() -> Edition:
    return Fakes().parts.core.knowledge.edition


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
