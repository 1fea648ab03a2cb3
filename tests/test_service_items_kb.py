"""The service items in use: all there, every statement sourced, and told without anything else."""

import re
from datetime import date

import pytest

from bot.config import ROOT
from bot.policies.checklist_replies import reply_to_checklist
from bot.policies.checklists import Mark, checklist_for
from bot.policies.item_answers import answer_item
from bot.policies.model import Aspect
from bot.policies.service_items import ItemSection
from bot.policies.store import Edition
from bot.policies.ticks import words_of
from bot.words import Words

TODAY = date(2026, 11, 24)
EDITION = Edition.read(ROOT / "policies_kb", Words.load(ROOT / "domain"))
KNOWLEDGE, ANSWERER = EDITION.knowledge, EDITION.answerer
ITEMS = list(KNOWLEDGE.service_items.values())
EACH_ITEM = pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
PLACES = [None, *(city.name for city in KNOWLEDGE.cities())]

REQUIRED = {
    "失业登记",
    "就业登记",
    "就业创业证",
    "就业困难人员认定",
    "失业保险金申领",
    "富民创业担保贷款申请",
    "一次性创业补贴申领",
    "社会保险补贴申领",
    "公益性岗位补贴申领",
    "参保职工技能提升补贴申领",
    "稳岗返还申领",
    "高校毕业生求职创业补贴申领",
    "就业见习补贴",
    "职业培训补贴",
    "企业用工备案",
    "公共就业服务",
    "创业培训报名",
    "流动人员人事档案接收与转递",
}
EXPLAINED = ["最多跑一次", "高效办成一件事", "容缺受理", "告知承诺制", "不见面审批", "快办行动"]


def answers(item):
    for aspect in Aspect:
        for region in PLACES:
            yield aspect, region, answer_item(item, aspect, ANSWERER, TODAY, region)


def test_every_required_item_is_held():
    assert {item.name for item in ITEMS} == REQUIRED


@pytest.mark.parametrize("name", EXPLAINED)
def test_every_word_of_administration_is_explained_with_whose_rule_it_is(name):
    (mention,) = EDITION.linker.link(f"{name}是什么意思").policies
    policy = KNOWLEDGE.policies[mention.policies[0]]
    told = [s.text for version in policy.versions for _, s in version.all()]

    assert all(re.search("江苏|浙江|全国|河南|吉林|广东", text) for text in told)
    for text in told:
        if re.match("浙江的|河南|吉林", text):
            assert "不是江苏的" in text


@EACH_ITEM
def test_every_statement_of_every_section_has_a_source(item):
    for place, sections in item.overlays():
        for section in ItemSection:
            for statement in sections.of(section):
                assert statement.source in item.sources, (place, section, statement.text)
    assert all(example.source in item.sources for example in item.examples)


@EACH_ITEM
def test_an_example_names_a_place_outside_the_province(item):
    held = {
        name for region in KNOWLEDGE.regions.values() for name in (region.name, *region.aliases)
    }

    for example in item.examples:
        assert not any(name in example.place for name in held)


@EACH_ITEM
def test_every_answer_ends_with_its_sources_and_the_day_of_checking(item):
    for aspect, region, answer in answers(item):
        last = answer.text.split("\n")[-1]
        if aspect is not Aspect.CONTACT:
            assert re.match(r"依据：.+。资料核对于.+。$", last), (aspect, region)
        assert answer.card.sources


@EACH_ITEM
def test_what_is_not_known_is_told_with_the_hotline(item):
    for aspect, region, answer in answers(item):
        if not answer.known or answer.card.unknown:
            assert ANSWERER.hotline in answer.text, (aspect, region)
        for text in answer.card.unknown:
            assert any(
                line.startswith("资料里没有见到：") and text in line
                for line in answer.text.split("\n")
            )


@EACH_ITEM
def test_every_figure_that_is_said_was_read_in_the_knowledge_base(item):
    held = item.model_dump_json() + KNOWLEDGE.contacts.model_dump_json()
    policy = KNOWLEDGE.policies.get(item.policy or "")
    held += policy.model_dump_json() if policy else ""
    for aspect, region, answer in answers(item):
        text = re.sub(r"\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?|等\d+处", "", answer.text)
        for figure in re.findall(r"\d+(?:\.\d+)?", text):
            assert figure in held, (aspect, region, figure)


@EACH_ITEM
def test_no_placeholder_and_no_address_of_elsewhere_is_left_in_an_answer(item):
    for _, _, answer in answers(item):
        assert not re.search(r"[{}]|None|utter_|https?:", answer.text)
        assert "\n\n" not in answer.text


@EACH_ITEM
def test_an_item_of_a_policy_past_its_end_says_so(item):
    for _, _, answer in answers(item):
        assert answer.past is ("已经到期" in answer.text)


@EACH_ITEM
def test_a_list_gone_through_ends_complete_or_with_exactly_what_is_missing(item):
    for region in PLACES:
        fresh = checklist_for(item, region, KNOWLEDGE)
        if not fresh.entries:
            continue
        everything = fresh.marked({entry.id: Mark.HAVE for entry in fresh.entries})
        done = reply_to_checklist(everything, ANSWERER, TODAY)
        assert done.status == "checklist_complete"
        first = fresh.entries[0].id
        lacking = reply_to_checklist(everything.marked({first: Mark.MISSING}), ANSWERER, TODAY)
        assert lacking.messages[0].card.missing == [first]
        assert ANSWERER.hotline in lacking.messages[0].text


@EACH_ITEM
def test_what_is_heard_for_an_entry_tells_it_from_the_others(item):
    """A word of two entries would tick both; only a word that is right for both may be that."""
    for region in [None, *item.cities]:
        entries = checklist_for(item, region, KNOWLEDGE).entries
        words = [word for entry in entries for word in set(words_of(entry))]
        shared = {word for word in words if words.count(word) > 1}
        assert shared <= {"证书"}, region


def test_the_past_refund_is_told_as_past():
    item = KNOWLEDGE.service_items["job_stability_refund_claim"]

    assert answer_item(item, Aspect.OVERVIEW, ANSWERER, TODAY).past


def test_every_office_handles_an_item_and_no_number_to_call_is_given():
    for office in KNOWLEDGE.offices.offices:
        assert all(item in KNOWLEDGE.service_items for item in office.handles)
        assert not re.search(r"\d{5}", " ".join(s.text for s in office.statements))
