from datetime import date

import pytest

from bot.config import ROOT
from bot.errors import UnknownPolicy
from bot.policies.choices import Choice
from bot.policies.dialogue import (
    Answered,
    AskWhichPolicy,
    Decision,
    Memory,
    NotCollected,
    Turn,
    choose,
    decide,
    tells_of,
)
from bot.policies.linking import Linker
from bot.policies.loader import load_knowledge
from bot.policies.model import Aspect

TODAY = date(2026, 11, 24)
END_OF_2020 = date(2020, 12, 31)
END_OF_2023 = date(2023, 12, 31)

OLD = Memory("demo_subsidy", "demo_subsidy_2020", "amount", "示甲市", END_OF_2020)


@pytest.fixture
def hear(knowledge):
    """Decide on a text as the product would, with what was understood of it."""
    linker = Linker(knowledge)

    def hear(text, aspect=None, as_of=None, memory=Memory()):  # noqa: B008
        return decide(Turn(text, aspect, linker.link(text), as_of), memory, knowledge, TODAY)

    return hear


# -- a name


def test_a_named_policy_is_answered_from_the_version_of_today(hear, subsidy):
    decision = hear("示例补贴给多少", Aspect.AMOUNT)

    assert decision == Answered(subsidy, subsidy.versions[2], Aspect.AMOUNT, None, None)


def test_a_named_policy_without_an_aspect_is_answered_with_the_overview(hear):
    assert hear("示例补贴").aspect is Aspect.OVERVIEW


def test_a_named_policy_without_an_aspect_keeps_the_aspect_of_the_conversation(hear):
    assert (
        hear("示例岗位呢", memory=Memory("demo_subsidy", aspect="amount")).aspect is Aspect.AMOUNT
    )


def test_the_aspect_of_the_message_wins_over_the_one_remembered(hear):
    decision = hear("示例岗位怎么办", Aspect.PROCEDURE, memory=Memory(aspect="amount"))

    assert decision.aspect is Aspect.PROCEDURE


def test_a_named_day_chooses_the_version_of_that_day(hear):
    decision = hear("2020年示例补贴给多少", Aspect.AMOUNT, END_OF_2020)

    assert decision.version.id == "demo_subsidy_2020"
    assert decision.as_of == END_OF_2020


def test_a_name_of_the_version_s_own_wins_over_the_day(hear):
    decision = hear("2023年示例困难补贴", Aspect.AMOUNT, END_OF_2023)

    assert decision.version.id == "demo_subsidy_2020"


def test_a_name_of_an_old_version_without_a_day_chooses_that_version(hear):
    assert hear("示例困难补贴还有吗", Aspect.VALIDITY).version.id == "demo_subsidy_2020"


def test_a_new_name_resets_version_and_day(hear):
    decision = hear("示例补贴给多少", Aspect.AMOUNT, memory=OLD)

    assert decision.version.id == "demo_subsidy_2025"
    assert decision.as_of is None
    assert decision.memory.version is None


def test_a_new_name_keeps_the_place(hear):
    assert hear("示例贷款给多少", Aspect.AMOUNT, memory=OLD).region == "示甲市"


def test_two_policies_named_answers_the_first_and_offers_the_other(hear):
    decision = hear("示例岗位和示例补贴", Aspect.AMOUNT)

    assert decision.policy.id == "demo_post"
    assert decision.also == ("demo_subsidy",)


def test_a_policy_named_twice_is_not_offered_again(hear):
    assert hear("示例补贴，示补，示例新补贴", Aspect.AMOUNT).also == ()


def test_an_other_policy_named_twice_is_offered_once(hear):
    assert hear("示例岗位、示例补贴、示补", Aspect.AMOUNT).also == ("demo_subsidy",)


def test_a_second_name_that_is_ambiguous_is_not_offered(hear):
    assert hear("示例岗位和示例扶持", Aspect.AMOUNT).also == ()


# -- several policies fit


def test_an_ambiguous_name_is_asked_back_with_its_policies(hear):
    decision = hear("示例扶持给多少", Aspect.AMOUNT)

    assert isinstance(decision, AskWhichPolicy)
    assert set(decision.candidates) == {"demo_subsidy", "demo_loan"}
    assert decision.name == "示例扶持"


def test_asking_back_remembers_the_aspect_and_the_place(hear):
    decision = hear("示乙市的示例扶持给多少", Aspect.AMOUNT)

    assert (decision.memory.aspect, decision.memory.region) == ("amount", "示乙市")


# -- no name


def test_no_name_and_no_memory_is_asked_back_without_candidates(hear):
    decision = hear("给多少钱", Aspect.AMOUNT)

    assert isinstance(decision, AskWhichPolicy)
    assert (decision.candidates, decision.name) == ((), None)
    assert decision.memory.aspect == "amount"


def test_no_name_is_a_question_about_the_policy_of_the_conversation(hear, subsidy):
    decision = hear("要带什么", Aspect.MATERIALS, memory=Memory("demo_subsidy", aspect="amount"))

    assert decision == Answered(subsidy, subsidy.versions[2], Aspect.MATERIALS, None, None)


def test_a_follow_up_keeps_the_version_the_day_and_the_place(hear):
    decision = hear("要带什么", Aspect.MATERIALS, memory=OLD)

    assert decision.version.id == "demo_subsidy_2020"
    assert decision.as_of == END_OF_2020
    assert decision.region == "示甲市"


def test_a_follow_up_without_an_aspect_keeps_the_aspect(hear):
    assert hear("示乙市呢", memory=OLD).aspect is Aspect.AMOUNT


def test_a_follow_up_about_another_day_changes_the_version(hear):
    decision = hear("2023年呢", as_of=END_OF_2023, memory=OLD)

    assert decision.version.id == "demo_subsidy_2022"
    assert decision.as_of == END_OF_2023


def test_a_follow_up_about_now_goes_to_the_version_of_today(hear):
    assert hear("现在呢", as_of=TODAY, memory=OLD).version.id == "demo_subsidy_2025"


def test_a_follow_up_about_another_city_keeps_the_rest(hear):
    decision = hear("示乙市呢", memory=OLD)

    assert decision.region == "示乙市"
    assert (decision.policy.id, decision.version.id) == ("demo_subsidy", "demo_subsidy_2020")


def test_the_last_place_named_is_the_one_that_is_meant(hear):
    assert hear("不是示甲市，是东示县", memory=OLD).region == "东示县"


# -- a policy that is not collected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("场租补贴怎么申请", "场租补贴"),
        ("我想问一下住房补贴", "住房补贴"),
        ("高龄津贴有没有", "高龄津贴"),
        ("示乙市的场租补贴", "场租补贴"),
    ],
)
def test_what_sounds_like_a_policy_that_we_do_not_hold_is_said_to_be_not_collected(
    hear, text, name
):
    decision = hear(text, Aspect.AMOUNT, memory=OLD)

    assert isinstance(decision, NotCollected)
    assert decision.name == name
    assert (decision.memory.policy, decision.memory.version) == (None, None)
    assert decision.memory.aspect == "amount"


@pytest.mark.parametrize(
    "text",
    [
        "这个补贴给多少",
        "那补贴能领吗",
        "有没有什么补贴",
        "能领多少补贴",
        "补贴什么时候发",
        "这笔贷款怎么申请",
        "我们公司能拿补贴吗",
        "怎么申请返还",
        "",
    ],
)
def test_words_that_name_nothing_are_not_taken_for_a_name(hear, text):
    assert hear(text, Aspect.AMOUNT, memory=OLD).policy.id == "demo_subsidy"


def test_a_policy_that_is_held_is_answered_whatever_else_sounds_like_one(hear):
    assert hear("示例补贴和场租补贴给多少", Aspect.AMOUNT).policy.id == "demo_subsidy"


# -- memory


def test_a_remembered_policy_that_is_no_longer_held_is_forgotten(hear):
    decision = hear("给多少", Aspect.AMOUNT, memory=Memory("gone", None, "overview"))

    assert isinstance(decision, AskWhichPolicy)
    assert decision.memory.policy is None


def test_a_remembered_version_that_is_no_longer_held_is_forgotten(hear):
    decision = hear("给多少", Aspect.AMOUNT, memory=Memory("demo_subsidy", "demo_subsidy_1999"))

    assert decision.memory.version is None


def test_a_remembered_place_that_is_no_longer_held_is_forgotten(hear):
    assert hear("示例补贴", memory=Memory(region="无此市")).region is None


def test_a_plain_answer_remembers_no_version_so_that_it_follows_the_rules_of_the_day(subsidy):
    answered = Answered(subsidy, subsidy.versions[2], Aspect.AMOUNT, "示甲市", None)

    assert answered.memory == Memory("demo_subsidy", None, "amount", "示甲市", None)


def test_an_answer_from_an_old_version_remembers_it(subsidy):
    answered = Answered(subsidy, subsidy.versions[0], Aspect.AMOUNT, None, None)

    assert answered.memory.version == "demo_subsidy_2020"


def test_an_answer_for_a_day_remembers_version_and_day(subsidy):
    answered = Answered(subsidy, subsidy.versions[2], Aspect.AMOUNT, None, TODAY)

    assert (answered.memory.version, answered.memory.as_of) == ("demo_subsidy_2025", TODAY)


# -- buttons


def test_a_button_answers_its_aspect_of_its_policy_today(knowledge, subsidy):
    choice = Choice(aspect=Aspect.AMOUNT, policy="demo_subsidy")

    assert choose(choice, Memory(), knowledge, TODAY) == Answered(
        subsidy, subsidy.versions[2], Aspect.AMOUNT, None, None
    )


def test_a_button_of_the_same_policy_keeps_version_day_and_place(knowledge):
    choice = Choice(aspect=Aspect.MATERIALS, policy="demo_subsidy")

    decision = choose(choice, OLD, knowledge, TODAY)

    assert decision.version.id == "demo_subsidy_2020"
    assert (decision.as_of, decision.region) == (END_OF_2020, "示甲市")


def test_a_button_of_another_policy_keeps_the_place_only(knowledge):
    decision = choose(Choice(aspect=Aspect.AMOUNT, policy="demo_post"), OLD, knowledge, TODAY)

    assert (decision.as_of, decision.region) == (None, "示甲市")
    assert decision.version.id == "demo_post_2024"


def test_a_button_for_a_version_wins_over_the_version_remembered(knowledge):
    choice = Choice(aspect=Aspect.AMOUNT, policy="demo_subsidy", version="demo_subsidy_2025")

    assert choose(choice, OLD, knowledge, TODAY).version.id == "demo_subsidy_2025"


def test_a_button_for_a_city_wins_over_the_place_remembered(knowledge):
    choice = Choice(aspect=Aspect.AMOUNT, policy="demo_subsidy", city="示丙市")

    assert choose(choice, OLD, knowledge, TODAY).region == "示丙市"


def test_a_button_for_a_policy_that_is_no_longer_held_is_unknown(knowledge):
    with pytest.raises(UnknownPolicy):
        choose(Choice(aspect=Aspect.AMOUNT, policy="gone"), Memory(), knowledge, TODAY)


def test_a_part_of_what_is_talked_of_is_not_missing_from_the_knowledge_base():
    real = load_knowledge(ROOT / "policies_kb")
    links, memory = Linker(real).link("岗位补贴标准多少"), Memory("public_welfare_post")

    def decided(text: str) -> Decision:
        return decide(Turn(text, Aspect.AMOUNT, links), memory, real, TODAY)

    assert isinstance(decided("岗位补贴标准多少"), Answered)
    assert isinstance(decided("高温补贴标准多少"), NotCollected)


@pytest.mark.parametrize(
    ("part", "policy", "told"),
    [
        ("研究生", "graduate_tuition_compensation", True),
        ("岗位补贴", "public_welfare_post", True),
        ("才料", "graduate_tuition_compensation", False),
        ("博士", "public_welfare_post", False),
    ],
)
def test_a_policy_tells_of_what_stands_in_a_statement_of_it(real_edition, part, policy, told):
    assert tells_of(part, real_edition.knowledge.policies[policy]) is told


def test_an_old_version_tells_too(subsidy):
    texts = [
        {each.text for _, sections in version.overlays() for _, each in sections.all()}
        for version in subsidy.versions
    ]
    only_old = next(iter(texts[0] - texts[-1]))

    assert tells_of(only_old, subsidy)
