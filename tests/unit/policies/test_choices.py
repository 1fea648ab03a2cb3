import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import ROOT
from bot.policies.choices import Choice, read_choice
from bot.policies.loader import load_knowledge
from bot.policies.model import Aspect

KNOWLEDGE = load_knowledge(ROOT / "tests" / "fixtures" / "kb_good")

CHOICES = st.builds(
    Choice,
    aspect=st.sampled_from(Aspect),
    policy=st.just("demo_subsidy"),
    version=st.sampled_from([None, "demo_subsidy_2020", "demo_subsidy_2025"]),
    city=st.sampled_from([None, "示甲市", "东示县"]),
)


@given(CHOICES)
def test_a_payload_is_read_as_the_choice_it_was_made_from(choice):
    assert read_choice(choice.payload, KNOWLEDGE) == choice


def test_a_payload_is_the_text_of_an_intent_with_entities():
    choice = Choice(aspect=Aspect.AMOUNT, policy="demo_loan", city="示甲市")

    assert choice.payload == '/ask_amount{"policy": "demo_loan", "city": "示甲市"}'


def test_space_around_a_payload_does_not_matter():
    payload = Choice(aspect=Aspect.WHERE, policy="demo_loan").payload

    assert read_choice(f"  {payload}\n", KNOWLEDGE) == Choice(
        aspect=Aspect.WHERE, policy="demo_loan"
    )


HOSTILE = {
    "empty": "",
    "words": "示例补贴给多少",
    "restart": "/restart",
    "session start": "/session_start",
    "back": "/back",
    "restart with entities": '/restart{"policy": "demo_loan"}',
    "inform": '/inform{"policy": "demo_loan"}',
    "human": '/human{"policy": "demo_loan"}',
    "no such aspect": '/ask_secret{"policy": "demo_loan"}',
    "aspect in capitals": '/ask_AMOUNT{"policy": "demo_loan"}',
    "no entities": "/ask_amount",
    "empty object": "/ask_amount{}",
    "a list": '/ask_amount["demo_loan"]',
    "text after it": '/ask_amount{"policy": "demo_loan"} /restart',
    "text before it": '好 /ask_amount{"policy": "demo_loan"}',
    "two of them": '/ask_amount{"policy": "demo_loan"}/ask_amount{"policy": "demo_loan"}',
    "unknown policy": '/ask_amount{"policy": "nowhere"}',
    "alias for a policy": '/ask_amount{"policy": "示补"}',
    "empty policy": '/ask_amount{"policy": ""}',
    "policy is null": '/ask_amount{"policy": null}',
    "policy is a number": '/ask_amount{"policy": 1}',
    "policy is a list": '/ask_amount{"policy": ["demo_loan"]}',
    "policy is an object": '/ask_amount{"policy": {"policy": "demo_loan"}}',
    "policy with a path": '/ask_amount{"policy": "../demo_loan"}',
    "policy with a nul": '/ask_amount{"policy": "demo_loan\\u0000"}',
    "policy half a character": '/ask_amount{"policy": "\\ud800"}',
    "unknown version": '/ask_amount{"policy": "demo_subsidy", "version": "demo_subsidy_1999"}',
    "another policy's version": '/ask_amount{"policy": "demo_loan", "version": "demo_post_2024"}',
    "unknown city": '/ask_amount{"policy": "demo_loan", "city": "无此市"}',
    "city is a list": '/ask_amount{"policy": "demo_loan", "city": ["示甲市"]}',
    "extra key": '/ask_amount{"policy": "demo_loan", "as_of": "2020-01-01"}',
    "extra private key": '/ask_amount{"policy": "demo_loan", "__class__": "x"}',
    "no policy": '/ask_amount{"city": "示甲市"}',
    "single quotes": "/ask_amount{'policy': 'demo_loan'}",
    "no quotes": "/ask_amount{policy: demo_loan}",
    "comma too many": '/ask_amount{"policy": "demo_loan",}',
    "never closed": '/ask_amount{"policy": "demo_loan"',
    "full-width slash": '／ask_amount{"policy": "demo_loan"}',
    "two slashes": '//ask_amount{"policy": "demo_loan"}',
    "10k characters": '/ask_amount{"policy": "' + "x" * 10_000 + '"}',
    "10k digits": '/ask_amount{"policy": ' + "9" * 10_000 + "}",
    "10k braces": "/ask_amount" + "{" * 5_000 + "}" * 5_000,
    "deeply nested": '/ask_amount{"policy": ' + "[" * 10_000 + "]" * 10_000 + "}",
    "deeply nested objects": "/ask_amount" + '{"policy":' * 5_000 + "1" + "}" * 5_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_payload_is_no_choice(text):
    assert read_choice(text, KNOWLEDGE) is None


@given(st.text())
def test_no_text_makes_the_reading_fail(text):
    assert read_choice(f"/ask_amount{{{text}}}", KNOWLEDGE) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["policy", "version", "city", "x"]), JSON))
def test_no_entities_make_the_reading_fail(entities):
    text = f"/ask_amount{json.dumps(entities, ensure_ascii=False)}"

    assert read_choice(text, KNOWLEDGE) is None
