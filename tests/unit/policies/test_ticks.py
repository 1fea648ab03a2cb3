import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import ROOT
from bot.policies.checklists import Mark, checklist_for
from bot.policies.knowledge import KnowledgeBase
from bot.policies.loader import load_knowledge
from bot.policies.service_items import ServiceItem
from bot.policies.ticks import asks_something, names_an_entry, read_ticks, words_of

KNOWLEDGE: KnowledgeBase = load_knowledge(ROOT / "tests" / "fixtures" / "kb_good")
NOUNS = {
    "身份证或社保卡": [],
    "《失业人员登记表》": ["登记表"],
    "照片": [],
    "毕业证": [],
}
ITEM = ServiceItem.model_validate(
    {
        "id": "demo",
        "name": "示例",
        "audience": ["personal"],
        "sources": {"page": {"title": "示例", "trust": "A"}},
        "checked_on": "2026-11-24",
        "materials": [
            {
                "text": noun,
                "source": "page",
                "item": noun,
                "heard_as": heard,
                "applies_to": "毕业生" if noun == "毕业证" else None,
            }
            for noun, heard in NOUNS.items()
        ],
    }
)
LIST = checklist_for(ITEM, None, KNOWLEDGE)
CARD, FORM, PHOTO, DIPLOMA = NOUNS
YES, NO = Mark.HAVE, Mark.MISSING


def read(text):
    return read_ticks(text, LIST.entries, LIST.open)


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("身份证有，登记表没有", {CARD: YES, FORM: NO}),
        ("身份证有登记表没有", {CARD: YES, FORM: NO}),
        ("有身份证，没有登记表", {CARD: YES, FORM: NO}),
        ("有身份证没有登记表", {CARD: YES, FORM: NO}),
        ("有身份证登记表没有", {CARD: YES, FORM: NO}),
        ("社保卡带了，登记表还没填", {CARD: YES, FORM: NO}),
        ("身份证和照片都有，登记表还没有", {CARD: YES, PHOTO: YES, FORM: NO}),
        ("身份证、照片、登记表都准备好了", {CARD: YES, PHOTO: YES, FORM: YES}),
        ("身份证，照片，都带了", {CARD: YES, PHOTO: YES}),
        ("照片忘带了", {PHOTO: NO}),
        ("还差登记表", {FORM: NO}),
        ("缺照片", {PHOTO: NO}),
        ("登记表填好了", {FORM: YES}),
        ("身份证弄丢了", {CARD: NO}),
        ("没带照片", {PHOTO: NO}),
        ("失业人员登记表写好了", {FORM: YES}),
        ("《失业人员登记表》有了", {FORM: YES}),
        ("身份证有,但是照片没有", {CARD: YES, PHOTO: NO}),
    ],
)
def test_what_is_named_is_marked_as_it_was_said(text, marks):
    assert read(text) == marks


ALL = {CARD, FORM, PHOTO, DIPLOMA}


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("都带了", set()),
        ("都有", set()),
        ("全带齐了", set()),
        ("材料齐了", set()),
        ("都有就差照片", {PHOTO}),
        ("都有，就差照片", {PHOTO}),
        ("就差照片和登记表", {PHOTO, FORM}),
        ("除了照片都有", {PHOTO}),
        ("除了照片，都有", {PHOTO}),
        ("照片没有，其他都有", {PHOTO}),
        ("身份证有，别的没有", {FORM, PHOTO, DIPLOMA}),
        ("只有身份证", {FORM, PHOTO, DIPLOMA}),
        ("就带了身份证和照片", {FORM, DIPLOMA}),
        ("除了身份证都没有", {FORM, PHOTO, DIPLOMA}),
        ("除了身份证，都没有", {FORM, PHOTO, DIPLOMA}),
        ("都没有", ALL),
        ("全都没带", ALL),
    ],
)
def test_words_for_all_speak_of_every_entry_that_is_not_named(text, missing):
    assert read(text) == {noun: NO if noun in missing else YES for noun in NOUNS}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "登记表在哪里领",
        "没带照片行不行",
        "身份证复印件可以吗",
        "有没有照片都行吗",
        "好的谢谢",
        "登记表",
        "身份证和登记表",
        "差不多都有",
        "照片好像带了",
        "登记表不清楚有没有",
        "没问题",
        "有效期",
        "有",
        "没有",
    ],
)
def test_a_question_and_what_was_not_said_is_marked_as_nothing(text):
    assert read(text) == {}


@pytest.mark.parametrize(
    "text",
    [
        "要带齐",
        "怎么带齐",
        "得全备齐",
        "一次带齐",
        "要带身份证",
        "带齐没",
        "材料够没有",
        "照片带全没",
    ],
)
def test_what_is_to_be_brought_is_not_brought_yet(text):
    assert read(text) == {}


@pytest.mark.parametrize("text", ["带齐没", "材料带全没有", "够没"])
def test_whether_all_is_there_may_be_asked(text):
    assert asks_something(text)


@pytest.mark.parametrize("text", ["带齐了", "还没有带齐", "没备齐"])
def test_whether_all_is_there_may_be_told(text):
    assert not asks_something(text)


def test_a_bare_word_is_for_the_only_entry_that_is_open():
    rest = LIST.marked({CARD: YES, FORM: YES, DIPLOMA: Mark.NOT_MINE})

    assert read_ticks("有了", rest.entries, rest.open) == {PHOTO: YES}
    assert read_ticks("没有", rest.entries, rest.open) == {PHOTO: NO}


def test_who_is_not_concerned_says_so():
    assert read("我不是毕业生") == {DIPLOMA: Mark.NOT_MINE}
    assert read("身份证有，我不是毕业生") == {CARD: YES, DIPLOMA: Mark.NOT_MINE}


def test_a_question_in_one_part_does_not_mark_that_part():
    assert read("身份证有，登记表在哪领") == {CARD: YES}
    assert asks_something("身份证有，登记表在哪里领")
    assert not asks_something("身份证有，登记表没有")


def test_the_words_of_an_entry_are_its_noun_each_alternative_and_what_is_heard():
    assert words_of(LIST.entries[0]) == ["身份证或社保卡", "身份证", "社保卡"]
    assert words_of(LIST.entries[1]) == ["《失业人员登记表》", "失业人员登记表", "登记表"]


def test_an_entry_is_named_by_its_words_or_by_whom_it_concerns():
    assert names_an_entry("登记表好了", LIST.entries)
    assert names_an_entry("我不是毕业生", LIST.entries)
    assert not names_an_entry("都有", LIST.entries)


WORDS = [
    "身份证",
    "登记表",
    "照片",
    "有",
    "没有",
    "都",
    "就差",
    "除了",
    "只有",
    "其他",
    "，",
    "不是毕业生",
    "了",
]


@given(st.lists(st.sampled_from(WORDS), max_size=9).map("".join))
def test_whatever_is_said_only_entries_of_the_list_are_marked(text):
    assert set(read(text)) <= set(NOUNS)


@given(st.text(max_size=40))
def test_no_text_makes_the_reading_fail(text):
    read(text)


@pytest.mark.parametrize("ending", ["的单位", "的企业", "的人员", "的个人", ""])
def test_whom_an_entry_concerns_is_said_without_its_last_words(ending):
    material = ITEM.materials[-1].model_copy(update={"applies_to": f"新增岗位{ending}"})
    item = ITEM.model_copy(update={"materials": [*ITEM.materials[:-1], material]})
    entries = checklist_for(item, None, KNOWLEDGE).entries

    assert names_an_entry("我们不是新增岗位", entries)
    assert not names_an_entry("我们不是单位", entries)
    marks = read_ticks("不属于新增岗位", entries, ())
    assert marks == {DIPLOMA: Mark.NOT_MINE}
