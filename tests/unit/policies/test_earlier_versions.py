from datetime import date

import pytest

from bot.policies.answer import Answerer
from bot.policies.earlier_versions import earlier_of_place
from bot.policies.loader import load_knowledge
from bot.policies.model import Aspect
from bot.policies.versions import version_named
from bot.words import Words
from tests.stack import ROOT
from tests.unit.policies.conftest import asker

KNOWLEDGE = load_knowledge(ROOT / "policies_kb")
POLICY, _ = KNOWLEDGE.find("skill_upgrade_subsidy")
TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def ask_real():
    """Ask the real knowledge base."""
    return asker(Answerer(KNOWLEDGE, Words.load(ROOT / "domain")))


def earlier(version, aspect, place):
    found = version_named(POLICY, version, TODAY)
    return earlier_of_place(POLICY, found, aspect, lambda each: KNOWLEDGE.concerns(each, place))


def test_the_newest_version_before_that_speaks_of_the_place_is_found():
    found = earlier("skill_upgrade_subsidy_2025", Aspect.MATERIALS, "南京市")

    assert found.version.id == "skill_upgrade_subsidy_2023"
    assert {placed.region for placed in found.statements} == {"南京市"}


def test_a_version_after_it_is_never_an_earlier_one():
    assert earlier("skill_upgrade_subsidy_2017", Aspect.MATERIALS, "南京市") is None


def test_a_place_that_no_version_speaks_of_has_nothing_earlier():
    assert earlier("skill_upgrade_subsidy_2025", Aspect.MATERIALS, "宿迁市") is None


def test_it_is_told_under_the_name_of_its_version_and_not_as_what_holds_today(ask_real):
    answer = ask_real("skill_upgrade_subsidy", Aspect.MATERIALS, TODAY, "南京市")

    heading = next(line for line in answer.text.split("\n") if "2023年省目录" in line)
    assert "这一版里没有见到" in heading
    assert "12333" in heading
    assert [line.year for line in answer.card.earlier] == ["2023年"]
    assert all(line.region is None for line in answer.card.statements)
    assert answer.card.earlier_version == "2023年省目录"


def test_whether_it_still_holds_is_never_answered_from_an_earlier_version(ask_real):
    answer = ask_real("skill_upgrade_subsidy", Aspect.VALIDITY, TODAY, "南京市")

    assert answer.card.earlier == []
