import pytest
import yaml

from bot.config import ROOT
from bot.outcomes import Outcome
from bot.words import Words

LISTED = yaml.safe_load((ROOT / "bot" / "outcomes.yml").read_text(encoding="utf-8"))
WORDS = Words.load(ROOT / "domain")


def test_the_list_names_every_outcome_once_and_in_order():
    assert [outcome["name"] for outcome in LISTED] == [outcome.value for outcome in Outcome]


@pytest.mark.parametrize("outcome", LISTED, ids=lambda outcome: outcome["name"])
def test_an_outcome_has_a_meaning_and_no_key_beyond_the_known_ones(outcome):
    assert outcome["meaning"].endswith(".")
    assert set(outcome) <= {"name", "meaning", "words"}


WITH_WORDS = [outcome for outcome in LISTED if "words" in outcome]


def test_outcomes_without_an_answer_of_their_own_have_words():
    assert {outcome["name"] for outcome in WITH_WORDS} == {
        "check_stopped",
        "started_over",
        "contact_given",
        "not_offered",
        "turned_off",
        "out_of_scope",
        "degraded",
        "failed",
    }


@pytest.mark.parametrize("outcome", WITH_WORDS, ids=lambda outcome: outcome["name"])
def test_the_words_of_an_outcome_are_prepared(outcome):
    assert WORDS.say(outcome["words"], hotline="12333", general="12345", service="预约")
