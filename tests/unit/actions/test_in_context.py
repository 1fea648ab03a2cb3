"""Messages that only the conversation explains."""

from typing import Any

import pytest
import yaml
from rasa_sdk.interfaces import Tracker

from actions.in_context import ANSWERS, meant_here, named_after_all, ours_after_all
from actions.said import Said
from bot.bootstrap import Core
from bot.cards import Reply
from bot.config import ROOT
from bot.policies.store import Edition

POST, DEFERRAL = "public_welfare_post", "social_insurance_deferral"
YEAR = "social_insurance_deferral_2022"


class Heard:
    """What is made of a message: of one intent, with the ranking of the classifier."""

    def __init__(self, core: Core, edition: Edition, made_by: Any) -> None:
        self._core, self._edition, self._made_by = core, edition, made_by

    def __call__(
        self, text: str, intent: str, then: str = "ask_amount", chance: float = 0.3, **slots: Any
    ) -> Reply | None:
        ranking = [{"name": intent, "confidence": 0.4}, {"name": then, "confidence": chance}]
        latest = {"intent": {"name": intent}, "intent_ranking": ranking}
        events = [{"event": "user", "text": text}]
        tracker = Tracker("one", slots, latest, events, False, None, {}, None)
        said = Said.read(tracker, self._edition)
        found = self._made_by(self._core, self._edition, tracker, said)
        return found[0] if found else None


@pytest.fixture(scope="module")
def heard(core: Core, edition: Edition) -> Heard:
    return Heard(core, edition, meant_here)


@pytest.fixture(scope="module")
def named(core: Core, edition: Edition) -> Heard:
    return Heard(core, edition, named_after_all)


def test_words_that_say_little_ask_on_about_what_is_talked_of(heard: Heard) -> None:
    reply = heard("那边招什么人", "out_of_scope", "ask_conditions", policy=POST)

    assert reply is not None
    assert (reply.topic.policies, reply.topic.aspect) == ([POST], "conditions")


def test_they_ask_nothing_where_nothing_is_talked_of(heard: Heard) -> None:
    assert heard("那边招什么人", "out_of_scope", "ask_conditions") is None


def test_they_ask_nothing_where_no_side_of_it_is_likely(heard: Heard) -> None:
    assert heard("那边招什么人", "out_of_scope", "ask_conditions", 0.1, policy=POST) is None


@pytest.mark.parametrize(
    "text", ["猪肉价格多少", "医保卡丢了要带什么", "失业金怎么领", "/ask_amount{}"]
)
def test_a_matter_of_its_own_is_left_alone(heard: Heard, text: str) -> None:
    assert heard(text, "out_of_scope", policy=POST) is None


def test_words_of_a_statement_ask_for_it_whatever_else_they_may_be(heard: Heard) -> None:
    reply = heard("收滞纳金不", "out_of_scope", policy=DEFERRAL, version=YEAR)

    assert reply is not None
    assert reply.topic.policies == [DEFERRAL]
    assert "滞纳金" in reply.messages[0].text


def test_what_is_said_of_no_loan_is_no_question_about_loans(heard: Heard) -> None:
    slots = {"policy": "startup_rent_subsidy", "aspect": "amount"}
    reply = heard("不租房，用自己家房子开的呢", "loan_info", **slots)

    assert reply is not None
    assert (reply.topic.policies, reply.topic.aspect) == (["startup_rent_subsidy"], "amount")
    assert heard("利息多少", "loan_info", **slots) is None
    assert heard("利率呢", "loan_info", policy="sugang_loan") is None


def test_all_there_is_stays_a_question_for_all(heard: Heard) -> None:
    assert heard("我还能领啥", "benefits_screen", policy=POST) is None


def test_a_policy_that_is_named_is_answered_by_its_likeliest_side(named: Heard) -> None:
    reply = named("稳岗返还返几成", "nlu_fallback")

    assert reply is not None
    assert (reply.topic.policies, reply.topic.aspect) == (["job_stability_refund"], "amount")
    assert named("稳岗返还返几成", "nlu_fallback", chance=0.1) is None
    assert named("返几成", "nlu_fallback") is None


@pytest.mark.parametrize("intent", ["eligibility_check", "loan_info", "benefits_screen"])
def test_a_fee_is_asked_of_what_is_talked_of_whatever_it_was_taken_for(
    heard: Heard, intent: str
) -> None:
    reply = heard("收不收钱", intent, service_item="archive_transfer")

    assert reply is not None
    assert (reply.topic.service_item, reply.topic.aspect) == ("archive_transfer", "amount")


def test_whether_there_is_money_is_asked_of_the_policy_that_is_talked_of(heard: Heard) -> None:
    reply = heard("有补贴没", "benefits_screen", policy="enterprise_labour_sharing")

    assert reply is not None
    assert reply.topic.policies == ["enterprise_labour_sharing"]
    assert heard("还有什么补贴", "benefits_screen", policy="enterprise_labour_sharing") is None


def foreign(core: Core, edition: Edition, text: str, chance: float, **slots: Any) -> str | None:
    """The intent of a message that was taken for foreign; None where it stays so."""
    ranking = [
        {"name": "out_of_scope", "confidence": 0.8},
        {"name": "ask_materials", "confidence": chance},
    ]
    latest = {"intent": {"name": "out_of_scope"}, "intent_ranking": ranking}
    events = [{"event": "user", "text": text}]
    tracker = Tracker("one", slots, latest, events, False, None, {}, None)
    said = ours_after_all(core, edition, tracker, Said.read(tracker, edition))
    return None if said.intent == "out_of_scope" else said.intent


def test_anybodys_errand_is_ours_while_ours_is_talked_of(core: Core, edition: Edition) -> None:
    assert foreign(core, edition, "报名要带什么材料", 0.2, policy=POST) == "ask_materials"
    assert foreign(core, edition, "报名要带什么材料", 0.2) is None
    assert foreign(core, edition, "给我写首诗夸夸老板娘", 0.1, policy=POST) is None


def test_words_that_could_be_asked_of_nobody_else_are_ours(core: Core, edition: Edition) -> None:
    assert foreign(core, edition, "有补贴吗", 0.05) is not None
    assert foreign(core, edition, "有饭吗", 0.05) is None


def test_the_action_of_an_intent_is_the_one_that_the_rules_name() -> None:
    ruled = {
        rule["steps"][0]["intent"]: rule["steps"][1]["action"]
        for path in (ROOT / "data" / "rules").glob("*.yml")
        for rule in yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]
    }

    assert ruled.items() >= ANSWERS.items()
