import pytest

from bot.config import ROOT
from bot.policies.loader import load_knowledge
from bot.understanding.repairs import Repairs, names, statements

FOLDER = ROOT / "tests" / "fixtures" / "kb_good"


@pytest.fixture(scope="module")
def knowledge():
    return load_knowledge(FOLDER)


def test_a_repairer_is_made_once_for_one_reading(knowledge):
    repairs = Repairs([])

    assert repairs.of(knowledge) is repairs.of(knowledge)


def test_another_reading_has_a_repairer_of_its_own(knowledge):
    repairs = Repairs([])
    first = repairs.of(knowledge)

    assert repairs.of(load_knowledge(FOLDER)) is not first


def test_the_repairer_knows_the_names_of_the_reading(knowledge):
    assert Repairs([]).of(knowledge).repair("是例困难补帖") == "示例困难补贴"


def test_the_repairer_knows_what_was_said(knowledge):
    assert Repairs(["红烧肉怎么烧"] * 3).of(knowledge).repair("hongshaorou") == "红烧肉"


def test_the_names_are_those_of_policies_versions_items_and_places(knowledge):
    assert names(knowledge) >= {
        "示例补贴",
        "示补",
        "示例困难补贴",
        "示登记",
        "示甲市",
        "东示",
    }


def test_the_statements_are_the_sentences_of_every_version_and_city(knowledge):
    versions = [each for policy in knowledge.policies.values() for each in policy.versions]
    cities = [city for version in versions for city in version.cities.values()]
    found = statements(knowledge)

    assert cities
    for sections in (*versions, *cities):
        assert {statement.text for _, statement in sections.all()} <= set(found)
