from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import ROOT
from bot.policies.knowledge import Names
from bot.policies.linking import ItemMention, Linker, Links, PolicyMention, RegionMention
from bot.policies.loader import load_knowledge
from bot.understanding.mentions import mentions

TODAY = date(2026, 11, 24)
KNOWLEDGE = load_knowledge(ROOT / "policies_kb")
LINKER = Linker(KNOWLEDGE)


def found(text):
    return [(text[s:e], kind) for s, e, kind in mentions(text, LINKER.link(text), TODAY)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("失业金给多少", [("失业金", "policy")]),
        ("失业登记要带什么", [("失业登记", "policy")]),
        ("南京能领多少", [("南京", "city")]),
        ("2020年的呢", [("2020年的", "date")]),
        ("去年的还能补吗", [("去年", "date")]),
        ("公积金怎么提取", [("公积金", "other")]),
        ("我是[身份证号]帮我查查", [("[身份证号]", "redacted")]),
    ],
)
def test_each_name_is_of_its_kind(text, names):
    assert found(text) == names


def test_names_are_found_from_left_to_right_whatever_their_kinds():
    assert found("[手机号]，南京2020年的稳岗返还") == [
        ("[手机号]", "redacted"),
        ("南京", "city"),
        ("2020年的", "date"),
        ("稳岗返还", "policy"),
    ]


def test_what_others_do_is_named_only_where_nothing_of_ours_is():
    assert found("南京的医保怎么报销")[1] == ("医保", "other")
    assert found("律师事务所的稳岗返还返几成") == [("稳岗返还", "policy")]


@pytest.mark.parametrize(
    "text",
    [
        "要带什么材料",
        "",
        # A word of the present is part of the question, and a year of a life part of the person.
        "现在还能领吗",
        "我2020年毕业的",
    ],
)
def test_what_names_nothing_is_left_to_the_classifier(text):
    assert found(text) == []


def test_a_year_that_begins_the_name_of_a_version_is_part_of_it():
    assert found("2022年扩岗补助给多少") == [("2022年扩岗补助", "policy")]


def test_a_place_beside_a_name_is_one():
    assert found("南京失业金") == [("南京", "city"), ("失业金", "policy")]


def test_of_two_names_that_overlap_the_one_that_begins_first_stays():
    policy = PolicyMention("二三四", 1, 4, (("a", None),))
    region = RegionMention("三四五", 2, 5)
    item = ItemMention("五六", 4, 6, ("b",))

    assert mentions("一二三四五六", Links((policy,), (region,), (item,)), TODAY) == [
        (1, 4, "policy"),
        (4, 6, "policy"),
    ]


def test_a_name_in_another_is_hidden_with_it():
    policy = PolicyMention("2020年补贴", 0, 7, (("a", None),))

    assert mentions("2020年补贴和别的", Links((policy,)), TODAY) == [(0, 7, "policy")]


def test_a_second_question_is_one_piece_to_the_end_with_no_names_of_its_own():
    assert found("失业金怎么领，另外南京的稳岗返还给多少") == [
        ("失业金", "policy"),
        ("，另外南京的稳岗返还给多少", "later"),
    ]


def test_a_name_of_a_policy_and_an_item_is_one_name():
    text = "失业保险金申领"
    links = LINKER.link(text)

    assert links.policies
    assert links.service_items
    assert [kind for _, _, kind in mentions(text, links, TODAY)] == ["policy"]


REAL_NAMES = [name for name, _, _ in Names.of(KNOWLEDGE).entries]
MATTERS = [word for matter in KNOWLEDGE.pointers.matters for word in matter.heard]
KINDS = {"policy", "city", "date", "redacted", "other", "later"}
PIECES = [
    *REAL_NAMES,
    *MATTERS,
    *(name for item in KNOWLEDGE.service_items.values() for name in item.names),
    *("南京", "苏州市", "昆山", "2020年", "去年", "[手机号]", "[身份证号]", "的", "怎么办", "，"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=5).map("".join))
def test_no_name_lies_in_or_across_another_and_all_lie_in_the_text(text):
    names = mentions(text, LINKER.link(text), TODAY)

    assert all(0 <= start < end <= len(text) for start, end, _ in names)
    assert all(one[1] <= other[0] for one, other in pairwise(names))
    assert {kind for _, _, kind in names} <= KINDS


@given(st.sampled_from(REAL_NAMES))
def test_every_name_of_a_policy_is_one_name_and_nothing_else_alone(name):
    assert mentions(name, LINKER.link(name), TODAY) == [(0, len(name), "policy")]


@given(st.sampled_from(MATTERS))
def test_every_matter_of_others_is_hidden_as_such(word):
    assert {kind for _, _, kind in mentions(word, LINKER.link(word), TODAY)} == {"other"}
