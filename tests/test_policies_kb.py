"""The knowledge base in use: whole, sourced, and told without anything that it does not hold."""

import re
from datetime import date

import pytest

from bot.config import ROOT
from bot.policies.answer import Answer, Answerer
from bot.policies.base import Trust
from bot.policies.knowledge import Names
from bot.policies.loader import load_knowledge
from bot.policies.model import Aspect, Statement, Version
from bot.words import Words

TODAY = date(2026, 11, 24)
KNOWLEDGE = load_knowledge(ROOT / "policies_kb")
ANSWERER = Answerer(KNOWLEDGE, Words.load(ROOT / "domain"))
CITIES = [city.name for city in KNOWLEDGE.cities()]
VERSIONS = [
    (policy, version) for policy in KNOWLEDGE.policies.values() for version in policy.versions
]
EACH_VERSION = pytest.mark.parametrize(
    ("policy", "version"), VERSIONS, ids=[version.id for _, version in VERSIONS]
)
UNKNOWN = "资料里没有见到"
YEAR = r"(?:(?:\d{4}年(?:发布)?)|年份未注明)"

REQUIRED = [
    "失业保险稳岗返还",
    "富民创业担保贷款",
    "一次性创业补贴",
    "就业困难人员认定",
    "失业保险金",
    "失业保险技能提升补贴",
    "降低社会保险费率",
    "社会保险费缓缴",
    "灵活就业社会保险补贴",
    "公益性岗位",
    "一次性求职补贴",
    "就业见习补贴",
]


def placed(version: Version) -> list[tuple[str | None, Aspect, Statement]]:
    """Every statement with its place and aspect."""
    return [
        (region, aspect, statement)
        for region, sections in [(None, version), *version.cities.items()]
        for aspect, statement in sections.all()
    ]


# What is said of each version: every aspect, for everyone and for each city.
ANSWERS: dict[str, list[tuple[Aspect, str | None, Answer]]] = {
    version.id: [
        (aspect, region, ANSWERER.answer(policy, version, aspect, TODAY, region))
        for aspect in Aspect
        for region in (None, *CITIES)
    ]
    for policy, version in VERSIONS
}


def addresses() -> set[str]:
    return {
        item.url
        for policy in KNOWLEDGE.policies.values()
        for item in (*policy.documents.values(), *policy.sources.values())
        if item.url
    }


ADDRESSES = addresses()


# -- what has to be there


@pytest.mark.parametrize("name", REQUIRED)
def test_a_required_policy_is_held_under_its_name(name):
    policy, _ = KNOWLEDGE.find(name)

    assert policy.name == name
    assert any(placed(version) for version in policy.versions)


def test_the_refund_has_a_version_for_every_year_from_2020_to_2025():
    policy, _ = KNOWLEDGE.find("失业保险稳岗返还")

    assert [version.id for version in policy.versions] == [
        f"job_stability_refund_{year}" for year in range(2020, 2026)
    ]


def test_the_thirteen_cities_of_the_province_are_held():
    assert len(CITIES) == 13
    assert all(KNOWLEDGE.within(city, "江苏省") for city in CITIES)


def test_names_of_policies_are_unique():
    names = [policy.name for policy in KNOWLEDGE.policies.values()]

    assert len(names) == len(set(names))


def test_no_policy_has_the_name_of_another_among_its_aliases():
    names = {policy.name: policy.id for policy in KNOWLEDGE.policies.values()}

    strays = [
        (name, policy)
        for name, policy, _ in Names.of(KNOWLEDGE).entries
        if names.get(name, policy) != policy
    ]
    assert strays == []


def test_no_name_is_written_twice():
    entries = Names.of(KNOWLEDGE).entries

    assert len(entries) == len(set(entries))


def test_names_of_versions_tell_them_apart():
    for policy in KNOWLEDGE.policies.values():
        names = [version.name for version in policy.versions]
        assert len(names) == len(set(names))


# -- sources


@EACH_VERSION
def test_every_statement_has_a_source_with_title_and_trust(policy, version):
    assert placed(version)
    for _, _, statement in placed(version):
        source = policy.sources[statement.source]
        assert source.title.strip()
        assert source.trust in Trust


@EACH_VERSION
def test_nothing_was_checked_after_today(policy, version):
    assert version.checked_on.last <= TODAY


@EACH_VERSION
def test_a_version_called_in_force_rests_on_a_document(policy, version):
    assert version.standing == "unconfirmed" or version.basis


@EACH_VERSION
def test_a_statement_shown_on_the_card_points_to_the_source_it_was_read_in(policy, version):
    trusts = [(s.text, policy.sources[s.source].trust.value) for _, _, s in placed(version)]
    shown = 0
    for _, _, answer in ANSWERS[version.id]:
        for line in answer.card.statements:
            assert 0 <= line.source < len(answer.card.sources)
            assert line.trust == answer.card.sources[line.source].trust
            assert any(line.text.startswith(text) and line.trust == trust for text, trust in trusts)
            shown += 1
    assert shown > 0


# -- what is said


@EACH_VERSION
def test_every_answer_names_what_it_rests_on_and_when_that_was_checked(policy, version):
    for aspect, region, answer in ANSWERS[version.id]:
        last = answer.text.split("\n")[-1]
        assert re.match(r"依据：[^。]", last), (aspect, region)
        assert f"资料核对于{version.checked_on.chinese}。" in last, (aspect, region)


@EACH_VERSION
def test_no_answer_holds_an_address_that_is_not_in_the_knowledge_base(policy, version):
    for _, _, answer in ANSWERS[version.id]:
        assert set(re.findall(r"https?://[^\s，。、）]+", answer.text)) <= ADDRESSES
        assert {source.url for source in answer.card.sources if source.url} <= ADDRESSES


@EACH_VERSION
def test_what_is_unknown_is_only_ever_told_as_unknown(policy, version):
    for aspect, region, answer in ANSWERS[version.id]:
        # The title names policy, aspect and version; one unknown is worded like an aspect.
        told = answer.text.split("\n")[1:]
        nothing = ANSWERER.says("utter_nothing_known", aspect=ANSWERER.aspect_name(aspect))
        for unknown in version.unknown:
            for line in told:
                if unknown.text in line and line != nothing:
                    assert line.startswith(UNKNOWN), (aspect, region, line)


@EACH_VERSION
def test_what_is_unknown_of_an_aspect_is_told_on_it_with_the_hotline(policy, version):
    for aspect, region, answer in ANSWERS[version.id]:
        for unknown in version.unknown:
            if unknown.aspect is aspect:
                told = [x for x in answer.text.split("\n") if x.startswith(f"{UNKNOWN}：")]
                assert any(unknown.text in x for x in told), (aspect, region)
                assert all(ANSWERER.hotline in x for x in told)
                assert unknown.text in answer.card.unknown


@EACH_VERSION
def test_where_nothing_is_known_the_answer_says_so_and_gives_the_hotline(policy, version):
    for aspect, region, answer in ANSWERS[version.id]:
        if not answer.known:
            nothing = ANSWERER.says("utter_nothing_known", aspect=ANSWERER.aspect_name(aspect))
            assert nothing in answer.text.split("\n"), (aspect, region)
            assert ANSWERER.hotline in answer.text, (aspect, region)


@EACH_VERSION
def test_a_city_without_a_rule_of_its_own_is_told_so(policy, version):
    for aspect, region, answer in ANSWERS[version.id]:
        own = {line.region for line in answer.card.statements} - {None}
        if region and not own and aspect is not Aspect.CONTACT:
            words = ANSWERER.says("utter_city_none", region=region)
            if answer.card.earlier:
                words = ANSWERER.says(
                    "utter_group_city_earlier", region=region, version=answer.card.earlier_version
                )
            assert words in answer.text.split("\n")
        if region:
            assert all(
                KNOWLEDGE.within(place, region) or KNOWLEDGE.within(region, place) for place in own
            )


@EACH_VERSION
def test_what_was_only_reposted_is_told_with_a_year_under_words_that_say_so(policy, version):
    for region, aspect, statement in placed(version):
        if policy.sources[statement.source].trust is not Trust.C:
            continue
        told = ANSWERER.answer(policy, version, aspect, TODAY, region).text.split("\n")
        numbers = [
            number
            for number, line in enumerate(told)
            if statement.text in line and line.startswith("· ")
        ]
        assert numbers, statement.text
        for number in numbers:
            assert re.match(rf"· (?:\S+?)?（{YEAR}）", told[number]), told[number]
            heading = next(line for line in reversed(told[:number]) if not line.startswith("· "))
            assert "公开口径" in heading or "转载" in heading


@EACH_VERSION
def test_every_figure_that_is_said_was_read_in_the_knowledge_base(policy, version):
    held = policy.model_dump_json() + KNOWLEDGE.contacts.model_dump_json()
    for aspect, region, answer in ANSWERS[version.id]:
        # Dates are written in Chinese, sources are counted, pages have a year of publication.
        text = re.sub(r"\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?|等\d+处", "", answer.text)
        for figure in re.findall(r"\d+(?:\.\d+)?", text):
            assert figure in held, (aspect, region, figure)


@EACH_VERSION
def test_every_year_that_is_said_was_read_in_the_knowledge_base(policy, version):
    held = policy.model_dump_json() + KNOWLEDGE.contacts.model_dump_json()
    for aspect, region, answer in ANSWERS[version.id]:
        for year in re.findall(r"\d{4}(?=年)", answer.text):
            assert year in held, (aspect, region, year)


@EACH_VERSION
def test_no_placeholder_is_left_in_an_answer(policy, version):
    for _, _, answer in ANSWERS[version.id]:
        assert not re.search(r"[{}]|None|utter_", answer.text)
        assert "\n\n" not in answer.text


def test_the_refund_of_2025_is_told_to_be_past_on_the_day_of_checking():
    policy, version = KNOWLEDGE.find("job_stability_refund_2025")
    answer = ANSWERER.answer(policy, version, Aspect.AMOUNT, TODAY)

    assert answer.card.standing == "ended"
    assert "已经到期" in answer.text
    assert "资料里没有见到：2026年是否延续。" in answer.text


def test_a_hotline_number_is_told_with_its_source_in_the_contacts():
    for hotline in KNOWLEDGE.contacts.hotlines:
        for statement in hotline.statements:
            assert KNOWLEDGE.contacts.sources[statement.source].title
