"""The statements of a version, found by what is asked."""

from bot.config import ROOT
from bot.policies.loader import load_knowledge
from bot.policies.model import Aspect
from bot.policies.placed import Placed, Whole

KNOWLEDGE = load_knowledge(ROOT / "policies_kb")
VERSION = KNOWLEDGE.policies["unemployment_benefit"].versions[-1]
WHOLE = Whole(VERSION)
AMOUNTS = [Placed(None, statement) for statement in VERSION.of(Aspect.AMOUNT)]


def test_every_position_leads_back_to_its_statement():
    positions = WHOLE.first("最长能领几个月", AMOUNTS)

    assert positions
    assert all("最长领" in placed.statement.text for placed in WHOLE.at(positions))


def test_positions_of_an_older_reading_are_left_out():
    assert WHOLE.at([0, 10_000]) == WHOLE.at([0])


def test_a_question_has_the_aspect_of_the_statement_with_its_words():
    assert WHOLE.aspect_of("超过60天才去申请会被拒吗") is Aspect.DEADLINE
    assert WHOLE.aspect_of("那怎么办") is None


def test_only_places_that_concern_the_person_are_told_besides():
    asked = "领金期间生育的能加发多少"
    anywhere = WHOLE.beside(asked, [], lambda place: True)

    assert anywhere is not None
    assert anywhere.region == "南京市"
    elsewhere = WHOLE.beside(asked, [], lambda place: False)
    assert elsewhere is None or elsewhere.region is None
