import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import ROOT
from bot.policies.checklist_choices import (
    ChecklistChoice,
    ItemChoice,
    TickChoice,
    read_item_choice,
)
from bot.policies.loader import load_knowledge
from bot.policies.model import Aspect

KNOWLEDGE = load_knowledge(ROOT / "tests" / "fixtures" / "kb_good")
CITIES = st.sampled_from([None, "示甲市", "东示县"])
CHOICES = (
    st.builds(
        ItemChoice,
        item=st.just("demo_registration"),
        city=CITIES,
        aspect=st.sampled_from(Aspect),
    )
    | st.builds(ChecklistChoice, item=st.just("demo_subsidy_claim"), city=CITIES)
    | st.builds(
        TickChoice,
        item=st.just("demo_registration"),
        city=CITIES,
        entry=st.sampled_from([None, "示例身份证", "示例毕业证"]),
        have=st.just(False),
        mine=st.booleans(),
    )
)


@given(CHOICES)
def test_a_payload_is_read_as_the_choice_it_was_made_from(choice):
    assert read_item_choice(choice.payload, KNOWLEDGE) == choice


def test_a_payload_is_the_text_of_an_intent_with_what_was_chosen():
    tick = TickChoice(item="demo_registration", entry="示例身份证", have=True)

    assert tick.payload == (
        '/tick{"item": "demo_registration", "entry": "示例身份证", "have": true}'
    )
    assert ItemChoice(item="demo_registration").payload == '/one_visit{"item": "demo_registration"}'
    assert ChecklistChoice(item="demo_registration", city="示甲市").payload == (
        '/checklist{"item": "demo_registration", "city": "示甲市"}'
    )


def test_a_city_may_be_named_short_and_becomes_its_name():
    choice = read_item_choice('/checklist{"item": "demo_registration", "city": "示甲"}', KNOWLEDGE)

    assert choice == ChecklistChoice(item="demo_registration", city="示甲市")


@pytest.mark.parametrize(
    ("choice", "reads"),
    [
        (ItemChoice(item="demo_registration"), "示例登记 去之前要知道的"),
        (ItemChoice(item="demo_registration", aspect=Aspect.WHERE), "示例登记 在哪办"),
        (
            ChecklistChoice(item="demo_registration", city="示甲市"),
            "示例登记 示甲市 出门前核对材料",
        ),
        (
            TickChoice(item="demo_registration", entry="示例照片", have=True),
            "示例登记 有：示例照片",
        ),
        (
            TickChoice(item="demo_registration", entry="示例照片", have=False),
            "示例登记 没有：示例照片",
        ),
        (
            TickChoice(item="demo_registration", entry="示例毕业证", have=False, mine=False),
            "示例登记 我不用带：示例毕业证",
        ),
        (TickChoice(item="demo_registration", have=True), "示例登记 都带了"),
        (TickChoice(item="demo_registration", have=False), "示例登记 其余都没有"),
    ],
)
def test_a_choice_reads_as_words(choice, reads, say):
    assert choice.shown(KNOWLEDGE, say) == reads


HOSTILE = {
    "empty": "",
    "words": "示例登记",
    "restart": "/restart",
    "another intent": '/inform{"item": "demo_registration"}',
    "no entities": "/checklist",
    "empty object": "/checklist{}",
    "a list": '/checklist["demo_registration"]',
    "text after it": '/checklist{"item": "demo_registration"} /restart',
    "unknown item": '/checklist{"item": "nowhere"}',
    "name for an id": '/checklist{"item": "示例登记"}',
    "a policy": '/checklist{"item": "demo_loan"}',
    "item is null": '/checklist{"item": null}',
    "item is a number": '/checklist{"item": 1}',
    "unknown city": '/checklist{"item": "demo_registration", "city": "无此市"}',
    "extra key": '/checklist{"item": "demo_registration", "have": true}',
    "no such aspect": '/one_visit{"item": "demo_registration", "aspect": "secret"}',
    "no have": '/tick{"item": "demo_registration", "entry": "示例照片"}',
    "have in words": '/tick{"item": "demo_registration", "have": "yes"}',
    "have is a number": '/tick{"item": "demo_registration", "have": 1}',
    "unknown entry": '/tick{"item": "demo_registration", "entry": "示例执照", "have": true}',
    "has it and needs it not": (
        '/tick{"item": "demo_registration", "entry": "示例照片", "have": true, "mine": false}'
    ),
    "deeply nested": '/tick{"item": ' + "[" * 10_000 + "]" * 10_000 + "}",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_payload_is_no_choice(text):
    assert read_item_choice(text, KNOWLEDGE) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=6,
)


@given(
    st.sampled_from(["one_visit", "checklist", "tick"]),
    st.dictionaries(st.sampled_from(["item", "city", "entry", "have", "mine", "x"]), JSON),
)
def test_no_entities_make_the_reading_fail(intent, entities):
    assert read_item_choice(f"/{intent}{json.dumps(entities)}", KNOWLEDGE) is None
