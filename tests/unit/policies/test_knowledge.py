from datetime import date

import pytest

from bot.config import ROOT
from bot.errors import UnknownPolicy, UnknownRegion, UnknownServiceItem
from bot.policies.knowledge import Names
from bot.policies.loader import load_knowledge
from bot.policies.versions import Standing, standing_on, version_on


@pytest.mark.parametrize(
    ("day", "version"),
    [
        (date(2019, 12, 31), "demo_subsidy_2020"),
        (date(2020, 1, 1), "demo_subsidy_2020"),
        (date(2020, 12, 31), "demo_subsidy_2020"),
        (date(2021, 1, 1), "demo_subsidy_2020"),
        (date(2022, 2, 28), "demo_subsidy_2020"),
        (date(2022, 3, 1), "demo_subsidy_2022"),
        (date(2022, 3, 2), "demo_subsidy_2022"),
        (date(2025, 6, 14), "demo_subsidy_2022"),
        (date(2025, 6, 15), "demo_subsidy_2025"),
        (date(2025, 6, 16), "demo_subsidy_2025"),
        (date(2027, 1, 1), "demo_subsidy_2025"),
    ],
)
def test_the_version_of_a_day_is_the_latest_that_had_begun(subsidy, day, version):
    assert version_on(subsidy, day).id == version


def test_a_version_without_a_start_answers_for_every_day(loan):
    assert version_on(loan, date(1990, 1, 1)).id == "demo_loan_cities"
    assert version_on(loan, date(2090, 1, 1)).id == "demo_loan_cities"


@pytest.mark.parametrize(
    ("version", "day", "standing"),
    [
        ("demo_subsidy_2020", date(2019, 12, 31), Standing.NOT_YET),
        ("demo_subsidy_2020", date(2020, 1, 1), Standing.IN_FORCE),
        ("demo_subsidy_2020", date(2020, 12, 31), Standing.IN_FORCE),
        ("demo_subsidy_2020", date(2021, 1, 1), Standing.ENDED),
        ("demo_subsidy_2020", date(2026, 11, 24), Standing.ENDED),
        ("demo_subsidy_2022", date(2022, 2, 28), Standing.NOT_YET),
        ("demo_subsidy_2022", date(2022, 3, 1), Standing.IN_FORCE),
        ("demo_subsidy_2022", date(2025, 6, 14), Standing.IN_FORCE),
        ("demo_subsidy_2022", date(2025, 6, 15), Standing.SUPERSEDED),
        ("demo_subsidy_2022", date(2025, 6, 16), Standing.SUPERSEDED),
        ("demo_subsidy_2025", date(2025, 6, 14), Standing.NOT_YET),
        ("demo_subsidy_2025", date(2025, 6, 15), Standing.IN_FORCE),
        ("demo_subsidy_2025", date(2026, 12, 31), Standing.IN_FORCE),
        ("demo_subsidy_2025", date(2027, 1, 1), Standing.ENDED),
        ("demo_loan_cities", date(1990, 1, 1), Standing.UNCONFIRMED),
        ("demo_post_2024", date(2024, 1, 31), Standing.NOT_YET),
        ("demo_post_2024", date(2024, 2, 1), Standing.IN_FORCE),
    ],
)
def test_a_version_stands_as_its_period_says_around_each_change(knowledge, version, day, standing):
    policy, found = knowledge.find(version)

    assert standing_on(policy, found, day) is standing


def test_a_policy_is_found_by_id_and_by_name(knowledge, subsidy):
    assert knowledge.find("demo_subsidy") == (subsidy, None)
    assert knowledge.find("示例补贴") == (subsidy, None)


def test_a_version_is_found_by_its_id_with_its_policy(knowledge, subsidy):
    policy, version = knowledge.find("demo_subsidy_2022")

    assert policy is subsidy
    assert version is subsidy.versions[1]


@pytest.mark.parametrize("key", ["", "示补", "示例", "demo_subsidy_2021", "DEMO_SUBSIDY"])
def test_an_id_or_name_that_is_not_held_is_unknown(knowledge, key):
    with pytest.raises(UnknownPolicy):
        knowledge.find(key)


def test_an_id_shared_by_policy_and_version_means_the_policy(folder):
    folder.replace("policies/demo_post.yml", "id: demo_post_2024", "id: demo_post")

    policy, version = folder.load().find("demo_post")

    assert (policy.id, version) == ("demo_post", None)


def test_a_region_is_found_by_name_and_by_short_name(knowledge):
    assert knowledge.region("示甲市").name == "示甲市"
    assert knowledge.region("东示").name == "东示县"


@pytest.mark.parametrize("name", ["", "示", "无此市"])
def test_a_place_that_is_not_held_is_unknown(knowledge, name):
    with pytest.raises(UnknownRegion):
        knowledge.region(name)


@pytest.mark.parametrize(
    ("inner", "outer", "inside"),
    [
        ("东示县", "东示县", True),
        ("东示县", "示甲市", True),
        ("东示县", "示例省", True),
        ("东示县", "示例国", True),
        ("示甲市", "东示县", False),
        ("东示县", "示乙市", False),
        ("示甲市", "示乙市", False),
        ("示例国", "示例省", False),
    ],
)
def test_a_place_lies_within_itself_and_all_that_surrounds_it(knowledge, inner, outer, inside):
    assert knowledge.within(inner, outer) is inside


def test_cities_are_those_of_prefecture_level_in_file_order(knowledge):
    assert [c.name for c in knowledge.cities()] == [
        "示甲市",
        "示乙市",
        "示丙市",
        "示丁市",
        "示戊市",
    ]


def test_names_lead_to_policies_and_a_version_s_own_names_to_the_version(knowledge):
    entries = Names.of(knowledge).entries

    assert ("示例补贴", "demo_subsidy", None) in entries
    assert ("示补", "demo_subsidy", None) in entries
    assert ("示例困难补贴", "demo_subsidy", "demo_subsidy_2020") in entries
    assert {policy for name, policy, _ in entries if name == "示例扶持"} == {
        "demo_subsidy",
        "demo_loan",
    }


@pytest.mark.parametrize("key", ["demo_registration", "示例登记"])
def test_a_service_item_is_found_by_id_and_by_name(knowledge, key):
    assert knowledge.find_service_item(key).id == "demo_registration"


@pytest.mark.parametrize("key", ["", "nowhere", "示登记", "demo_loan"])
def test_anything_else_is_an_unknown_service_item(knowledge, key):
    with pytest.raises(UnknownServiceItem):
        knowledge.find_service_item(key)


def test_the_items_of_a_policy_are_those_that_serve_it(knowledge):
    assert [item.id for item in knowledge.items_of("demo_subsidy")] == ["demo_subsidy_claim"]
    assert knowledge.items_of("demo_loan") == []
    assert knowledge.items_of("") == []


@pytest.mark.parametrize(
    ("place", "region", "concerned"),
    [
        ("苏州市", "昆山市", True),
        ("昆山市", "苏州市", True),
        ("昆山市", "昆山市", True),
        ("苏州市", "南京市", False),
    ],
)
def test_what_holds_around_a_place_and_inside_it_concerns_it(place, region, concerned):
    assert load_knowledge(ROOT / "policies_kb").concerns(place, region) is concerned
