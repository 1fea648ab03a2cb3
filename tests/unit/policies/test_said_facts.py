"""Facts and their values as a person reads them."""

from decimal import Decimal

import pytest

from bot.policies.facts import Value
from bot.policies.knowledge import KnowledgeBase
from bot.policies.partial_date import PartialDate
from bot.policies.said_facts import known_facts, say_fact, say_number, say_value
from bot.words import Words


@pytest.mark.parametrize(
    ("name", "value", "reads"),
    [
        ("resident", True, "是"),
        ("resident", False, "否"),
        ("resident", None, "不清楚"),
        ("age", Decimal(46), "46岁"),
        ("age", Decimal("45.50"), "45.5岁"),
        ("opened_on", PartialDate(2025, 12), "2025年12月"),
        ("trade", "shop", "开店"),
        ("city", ("东示县", "示甲市", "示例省", "示例国"), "东示县"),
        ("city", ("示例国",), "不在江苏"),
    ],
)
def test_a_value_is_said(
    name: str, value: Value | None, reads: str, knowledge: KnowledgeBase, words: Words
) -> None:
    assert say_value(name, value, knowledge.facts, words) == reads


@pytest.mark.parametrize(
    ("number", "reads"),
    [("100", "100"), ("100.00", "100"), ("0.50", "0.5"), ("1000000", "1000000"), ("0", "0")],
)
def test_a_number_has_no_decimals_that_say_nothing(number: str, reads: str) -> None:
    assert say_number(Decimal(number)) == reads


def test_what_was_told_is_listed_in_the_order_of_the_file(
    knowledge: KnowledgeBase, words: Words
) -> None:
    known = known_facts({"resident": True, "age": Decimal(46)}, knowledge.facts, words)

    assert [say_fact(each, words) for each in known] == ["年龄：46岁", "住在示例省：是"]
