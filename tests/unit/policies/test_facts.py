"""Values of facts, read from what a client or a file says."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bot.errors import BadFact, UnknownRegion
from bot.policies.cases import read_facts
from bot.policies.facts import FactsFile, Value
from bot.policies.knowledge import KnowledgeBase
from bot.policies.partial_date import PartialDate


@pytest.mark.parametrize(
    ("name", "raw", "value"),
    [
        ("resident", True, True),
        ("resident", "yes", True),
        ("resident", "有", True),
        ("resident", " 没有 ", False),
        ("resident", "False", False),
        ("age", 46, Decimal(46)),
        ("age", " 46 ", Decimal(46)),
        ("age", 0, Decimal(0)),
        ("age", "120", Decimal(120)),
        ("age", 45.5, Decimal("45.5")),
        ("opened_on", "2025-11-24", PartialDate(2025, 11, 24)),
        ("opened_on", "2025-11", PartialDate(2025, 11)),
        ("opened_on", 2025, PartialDate(2025)),
        ("opened_on", date(2025, 11, 24), PartialDate(2025, 11, 24)),
        ("trade", "shop", "shop"),
        ("trade", "开店", "shop"),
        ("city", "示甲", ("示甲市", "示例省", "示例国")),
        ("city", "东示县", ("东示县", "示甲市", "示例省", "示例国")),
    ],
)
def test_a_value_is_read(name: str, raw: Any, value: Value, knowledge: KnowledgeBase) -> None:
    assert read_facts({name: raw}, knowledge.facts, knowledge.place) == {name: value}


@pytest.mark.parametrize(
    ("name", "raw", "says"),
    [
        ("shoe_size", 42, "没有“shoe_size”这个事实"),
        ("resident", "也许", "“住在示例省”要写 true 或 false"),
        ("resident", 1, "要写 true 或 false"),
        ("age", "很大", "“年龄”要写数字"),
        ("age", True, "要写数字"),
        ("age", "nan", "要写数字"),
        ("age", "Infinity", "要写数字"),
        ("age", -1, "应在 0 到 120岁之间"),
        ("age", 121, "应在 0 到 120岁之间"),
        ("opened_on", "去年", "“去年”不是日期"),
        ("opened_on", "2025-02-30", "这一天不存在"),
        ("trade", "fishing", "可选：shop（开店）、farm（种地）"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_what_would_be_accepted(
    name: str, raw: Any, says: str, knowledge: KnowledgeBase
) -> None:
    with pytest.raises(BadFact, match=says):
        read_facts({name: raw}, knowledge.facts, knowledge.place)


def test_an_unknown_place_is_named(knowledge: KnowledgeBase) -> None:
    with pytest.raises(UnknownRegion, match="无此市"):
        read_facts({"city": "无此市"}, knowledge.facts, knowledge.place)


def test_null_is_a_fact_that_is_not_known(knowledge: KnowledgeBase) -> None:
    assert read_facts({"age": None}, knowledge.facts, knowledge.place) == {}


def test_a_group_is_asked_where_its_first_fact_stands(knowledge: KnowledgeBase) -> None:
    catalogue: FactsFile = knowledge.facts

    assert list(catalogue.order()) == ["city", "age", "resident", "hardship", "trade", "opened_on"]
