"""Messages that only the conversation explains."""

from typing import Any

import pytest
import yaml
from rasa_sdk.interfaces import Tracker

from actions.check_talk import CheckTurn
from actions.in_context import (
    ANSWERS,
    asked_for_oneself,
    before_a_trip,
    list_asked_for,
    meant_here,
    named_after_all,
    ours_after_all,
    told_of_oneself,
)
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


def spoken(text: str, intent: str, **slots: Any) -> Tracker:
    """A tracker after a message that was taken for `intent` and nothing else."""
    latest = {
        "intent": {"name": intent},
        "intent_ranking": [{"name": intent, "confidence": 0.9}],
    }
    events = [{"event": "user", "text": text}]
    return Tracker("one", slots, latest, events, False, None, {}, None)


class Taken:
    """What a message is taken for after all."""

    def __init__(self, core: Core, edition: Edition) -> None:
        self._core, self._edition = core, edition

    def ours(self, text: str, intent: str, **slots: Any) -> Said:
        tracker = spoken(text, intent, **slots)
        said = Said.read(tracker, self._edition)
        return ours_after_all(self._core, self._edition, tracker, said)

    def for_oneself(self, text: str, intent: str = "ask_conditions") -> str:
        said, check = self._turn(spoken(text, intent))
        return asked_for_oneself(said, check).intent

    def of_oneself(self, text: str, intent: str = "inform", **slots: Any) -> str:
        tracker = spoken(text, intent, **slots)
        said, check = self._turn(tracker)
        return told_of_oneself(self._core, self._edition, tracker, said, check).intent

    def before_going(self, text: str, intent: str = "ask_materials") -> tuple[bool, str]:
        said = Said.read(spoken(text, intent), self._edition)
        return before_a_trip(said), list_asked_for(self._edition, said).intent

    def _turn(self, tracker: Tracker) -> tuple[Said, CheckTurn]:
        said = Said.read(tracker, self._edition)
        check = CheckTurn(self._core, self._edition, tracker, said.text, said.intent, said.links)
        return said, check


@pytest.fixture(scope="module")
def taken(core: Core, edition: Edition) -> Taken:
    return Taken(core, edition)


@pytest.mark.parametrize("intent", ["out_of_scope", "ask_materials", "nlu_fallback"])
def test_a_matter_of_others_that_what_is_talked_of_tells_of_is_ours(
    taken: Taken, intent: str
) -> None:
    text = "镇江的特困职工要带什么"
    said = taken.ours(text, intent, service_item="difficulty_certification")

    assert (said.intent, said.links.matters) == ("ask_materials", ())
    assert taken.ours(text, intent).links.matters


@pytest.mark.parametrize("intent", ["out_of_scope", "ask_where"])
@pytest.mark.parametrize(
    "slots", [{"service_item": "difficulty_certification"}, {"policy": POST}, {}]
)
def test_a_matter_of_others_that_it_only_mentions_stays_with_others(
    taken: Taken, intent: str, slots: dict[str, str]
) -> None:
    said = taken.ours("残疾证去哪里办", intent, **slots)

    assert said.intent == intent
    assert said.links.matters


@pytest.mark.parametrize("text", ["医保卡丢了怎么补", "公积金怎么提取"])
def test_a_matter_that_it_does_not_tell_of_stays_with_others(taken: Taken, text: str) -> None:
    said = taken.ours(text, "out_of_scope", policy="unemployment_benefit")

    assert said.intent == "out_of_scope"
    assert said.links.matters


def test_what_is_named_is_never_taken_for_something_else(taken: Taken) -> None:
    text = "失业金和医保有什么关系"

    assert taken.ours(text, "out_of_scope", policy=POST).intent == "out_of_scope"


def test_the_hours_are_those_of_what_is_talked_of(taken: Taken) -> None:
    assert taken.ours("几点上班", "out_of_scope", policy=POST).intent == "ask_where"
    assert taken.ours("几点上班", "out_of_scope").intent == "out_of_scope"


@pytest.mark.parametrize(
    "text",
    [
        "我46岁，下岗8个月了，能不能领失业金",
        "我们公司招了3个就业困难人员，能不能享受带动就业补贴",
        "我社保交了3年，失业金我可以申领吗",
    ],
)
def test_who_tells_of_oneself_and_asks_for_it_asks_whether_one_may_have_it(
    taken: Taken, text: str
) -> None:
    assert taken.for_oneself(text) == "eligibility_check"


@pytest.mark.parametrize(
    "text",
    [
        # Nothing is told, of oneself; no right is asked for; none or two are named.
        "我能不能领失业金",
        "我在南京，能不能领失业金",
        "我46岁，失业金要什么条件",
        "我46岁，能不能申请补贴",
        "我46岁，能不能领失业金和稳岗返还",
    ],
)
def test_otherwise_the_conditions_are_asked_for(taken: Taken, text: str) -> None:
    assert taken.for_oneself(text) == "ask_conditions"


def test_another_side_stays_what_it_is_whatever_is_told(taken: Taken) -> None:
    assert taken.for_oneself("我46岁，能不能领失业金", "ask_where") == "ask_where"


@pytest.mark.parametrize("intent", ["inform", "nlu_fallback"])
@pytest.mark.parametrize("text", ["我交了十二年社保", "社保我交了十二年"])
def test_who_only_tells_of_oneself_after_an_answer_begins_a_check(
    taken: Taken, text: str, intent: str
) -> None:
    assert taken.of_oneself(text, intent, policy="unemployment_benefit") == "eligibility_check"


@pytest.mark.parametrize(
    ("text", "intent", "policy"),
    [
        ("我交了十二年社保", "inform", None),
        ("我交了十二年社保", "ask_amount", "unemployment_benefit"),
        ("交了十二年社保能领几个月", "inform", "unemployment_benefit"),
        ("我交了十二年社保，稳岗返还", "inform", "unemployment_benefit"),
        # A place, or a sex alone, is told about other things too.
        ("我在南京", "inform", "unemployment_benefit"),
        ("我是女的", "inform", "unemployment_benefit"),
        # Nothing of it can be judged.
        ("我交了十二年社保", "inform", "graduate_real_name_registration"),
    ],
)
def test_otherwise_no_check_begins(
    taken: Taken, text: str, intent: str, policy: str | None
) -> None:
    assert taken.of_oneself(text, intent, policy=policy) == intent


def test_a_check_that_is_under_way_is_not_begun_again(taken: Taken, core: Core) -> None:
    check = {"mode": "policy", "policy": "unemployment_benefit", "asked": "age"}
    slots = {"policy": "unemployment_benefit", "check": check}

    assert taken.of_oneself("我交了十二年社保", **slots) == "inform"


@pytest.mark.parametrize(
    "text",
    [
        "明天去街道办失业登记，要带哪些东西",
        "陪我妈去办失业登记要带什么",
        "打算去人社局转档案，要带什么",
    ],
)
def test_who_is_about_to_go_and_asks_what_to_bring_goes_through_the_list(
    taken: Taken, text: str
) -> None:
    assert taken.before_going(text) == (True, "one_visit")


@pytest.mark.parametrize("text", ["失业登记要带哪些东西", "明天去吃饭要带什么"])
def test_who_goes_nowhere_is_told_the_materials(taken: Taken, text: str) -> None:
    assert taken.before_going(text) == (False, "ask_materials")


def test_without_a_list_of_ours_there_is_nothing_to_go_through(taken: Taken) -> None:
    assert taken.before_going("明天去街道办低保，要带什么") == (True, "ask_materials")
    assert taken.before_going("明天去办失业登记，要多久", "ask_deadline") == (
        False,
        "ask_deadline",
    )


def test_a_fee_in_few_words_is_asked_of_what_is_talked_of(heard: Heard) -> None:
    slots = {"policy": "unemployment_benefit"}
    reply = heard("收不收手续费", "ask_where", **slots)

    assert reply is not None
    assert reply.topic.aspect == "amount"
    long = "办这个业务从头到尾一共要不要交什么手续费啊"
    assert heard(long, "ask_where", **slots) is None
    assert heard("在哪里交材料", "ask_where", **slots) is None


def test_a_term_after_another_policy_is_not_about_a_loan(heard: Heard) -> None:
    reply = heard("最长能弄几年", "loan_info", policy=POST)

    assert reply is not None
    assert reply.topic.policies == [POST]
    assert heard("最长能贷几年", "loan_info", policy=POST) is None
    assert heard("最长能弄几年", "loan_info") is None
