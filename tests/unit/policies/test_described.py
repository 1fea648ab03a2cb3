"""Policies that are described rather than named."""

import pytest

from bot.policies.described import described
from bot.policies.passages import PassageIndex
from tests.fakes import Fakes

PASSAGES: PassageIndex = Fakes().parts.core.knowledge.edition.passages


@pytest.mark.parametrize(
    ("text", "policy"),
    [
        ("店面是租我老丈人的，我这租金还能补不", "startup_rent_subsidy"),
        ("我们自主创业的重点群体一年可以抵减多少税", "key_group_tax"),
        ("苏陕那个劳务对接到底是干嘛的呀", "jiangsu_shaanxi_cooperation"),
    ],
)
def test_the_policy_whose_statements_have_the_words_is_found(text: str, policy: str) -> None:
    found = described(text, PASSAGES)

    assert found is not None
    assert found.id == policy


@pytest.mark.parametrize("text", ["", "要带什么材料", "猪肉多少钱一斤", "怎么办", "我想问一下"])
def test_what_describes_nothing_finds_nothing(text: str) -> None:
    assert described(text, PASSAGES) is None


def test_more_is_asked_of_a_description_where_more_stands_against_it() -> None:
    text = "店面是租我老丈人的，我这租金还能补不"

    assert described(text, PASSAGES, score=1000.0) is None
    assert described(text, PASSAGES, ahead=100.0) is None
