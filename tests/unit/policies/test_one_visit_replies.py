from datetime import date

import pytest

from bot.outcomes import Outcome
from bot.policies.checklist_choices import ChecklistChoice, ItemChoice, read_item_choice
from bot.policies.choices import Choice, read_choice
from bot.policies.model import Aspect
from bot.policies.one_visit_replies import Meant, ask_which_item, meant, reply_about_item

TODAY = date(2026, 11, 24)


@pytest.fixture
def items(edition):
    return edition.knowledge.service_items


@pytest.fixture
def about(edition, items):
    def about(item, aspect=Aspect.OVERVIEW, region=None, today=TODAY):
        return reply_about_item(items[item], aspect, region, edition, today)

    return about


@pytest.fixture
def understood(edition):
    def understood(text, **slots):
        found = meant(edition.linker.link(text), slots, edition)
        return [item.id for item in found.items]

    return understood


def choices(reply, edition):
    held = edition.knowledge
    return [
        read_item_choice(b.payload, held) or read_choice(b.payload, held)
        for b in reply.messages[0].buttons
    ]


def test_the_item_that_is_named_is_meant(understood):
    assert understood("示登记要跑几次", service_item="demo_subsidy_claim") == ["demo_registration"]


def test_the_item_that_serves_a_named_policy_is_meant(understood):
    assert understood("示例扶持") == ["demo_subsidy_claim"]
    assert understood("示例补贴要跑几次") == ["demo_subsidy_claim"]


def test_without_a_name_what_was_talked_about_is_meant(understood):
    assert understood("跑几次", service_item="demo_registration") == ["demo_registration"]
    assert understood("跑几次", policy="demo_subsidy") == ["demo_subsidy_claim"]
    assert understood("跑几次") == []
    assert understood("跑几次", service_item="nowhere", policy="demo_loan") == []


def test_a_policy_that_no_item_serves_means_none(understood):
    assert understood("示例岗位要跑几次") == []


@pytest.mark.parametrize(
    ("aspect", "today", "outcome"),
    [
        (Aspect.OVERVIEW, TODAY, Outcome.ANSWERED),
        (Aspect.CONDITIONS, TODAY, Outcome.NOT_IN_KNOWLEDGE),
        (Aspect.OVERVIEW, date(2027, 1, 1), Outcome.EXPIRED_POLICY),
    ],
)
def test_an_answer_ends_in_the_outcome_of_what_is_known(about, aspect, today, outcome):
    assert about("demo_subsidy_claim", aspect, today=today).status == outcome


def test_the_check_is_offered_first_and_for_the_same_place(about, edition):
    first = choices(about("demo_registration", region="示甲市"), edition)[0]

    assert first == ChecklistChoice(item="demo_registration", city="示甲市")


def test_other_sides_are_offered_where_something_is_known(about, edition):
    found = choices(about("demo_registration", Aspect.WHERE), edition)
    sides = [each.aspect for each in found if isinstance(each, ItemChoice)]

    assert sides == [Aspect.OVERVIEW, Aspect.MATERIALS, Aspect.DEADLINE, Aspect.CONDITIONS]


def test_places_and_the_policy_are_offered_beside(about, edition):
    found = choices(about("demo_subsidy_claim", Aspect.WHERE), edition)

    assert ItemChoice(item="demo_subsidy_claim", aspect=Aspect.WHERE, city="示甲市") in found
    assert found[-1] == Choice(aspect=Aspect.OVERVIEW, policy="demo_subsidy")


def test_the_topic_names_item_and_policy(about):
    topic = about("demo_subsidy_claim").topic

    assert (topic.journey, topic.service_item, topic.policies) == (
        "one_visit",
        "demo_subsidy_claim",
        ["demo_subsidy"],
    )


def test_where_none_is_meant_the_likeliest_are_offered(edition):
    reply = ask_which_item(Meant(()), "示例执照", edition, TODAY)

    assert reply.status == Outcome.CLARIFY
    assert choices(reply, edition)[0] == ItemChoice(item="demo_subsidy_claim")


def test_for_a_check_the_buttons_begin_it(edition):
    reply = ask_which_item(Meant(()), "示例执照", edition, TODAY, check=True)

    assert choices(reply, edition)[0] == ChecklistChoice(item="demo_subsidy_claim")


def test_an_ambiguous_name_offers_what_it_may_mean(edition, items, say):
    both = Meant(tuple(items.values()), "示例")
    reply = ask_which_item(both, "示例", edition, TODAY)

    assert both.item is None
    assert reply.messages[0].text == say("utter_which_item_of_name", name="示例")
    assert [each.item for each in choices(reply, edition)] == list(items)
