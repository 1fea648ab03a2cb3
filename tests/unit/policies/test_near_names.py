from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.policies.near_names import NearName, NearNames, is_sure

MEANING = {
    "稳岗返还": ("refund",),
    "企业稳岗返还": ("refund",),
    "租房补贴": ("rent",),
    "创业补贴": ("startup",),
    "求职补贴": ("search",),
    "见习补贴": ("internship",),
    "技能提升补贴": ("skill",),
    "灵活就业社保补贴": ("flexible",),
    "高校毕业生求职创业补贴": ("graduate",),
    "失业登记": ("item registration",),
    "失业金": ("benefit",),
}
NEAR = NearNames(MEANING)


def names(text):
    return [near.name for near in NEAR.find(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("稳岗返回", "稳岗返还"),
        ("稳岗还返", "稳岗返还"),
        ("稳岗返返还", "稳岗返还"),
        ("技能升补贴", "技能提升补贴"),
        ("技能提升升补贴", "技能提升补贴"),
        ("灵活就业的社保补贴", "灵活就业社保补贴"),
    ],
)
def test_a_name_with_one_slip_is_found_in_any_surroundings(text, name):
    for around in (text, f"请问{text}怎么办", f"我是公司的{text}"):
        assert name in names(around)


def test_the_place_is_that_of_what_is_written():
    text = "请问稳岗还返现在怎么办"
    (found,) = NEAR.find(text)

    assert text[found.start : found.end] == "稳岗还返"


@pytest.mark.parametrize("text", ["稳岗返还", "稳岗还返", "稳岗返返还", "稳岗的返还"])
def test_a_name_of_which_nothing_is_missing_is_worth_all(text):
    assert NEAR.find(text)[0].score == 1


def test_a_character_doubled_near_the_end_of_a_text_does_not_cut_the_name_short():
    (found,) = NEAR.find("技能提升升补贴")

    assert (found.end, found.score) == (7, 1)


def test_a_character_that_few_names_have_is_worth_more():
    common, rare = NEAR.find("租房补"), NEAR.find("租补贴")

    assert common[0].score > 0.75
    assert not rare or rare[0].score < common[0].score


@pytest.mark.parametrize("text", ["住房补贴", "养老补贴", "医疗补贴"])
def test_a_name_that_shares_only_what_many_names_have_is_not_meant(text):
    assert NEAR.find(text) == []


@pytest.mark.parametrize("text", ["失业钱", "失金", "失失业金"])
def test_a_short_name_is_too_easily_another_word(text):
    assert names(text) == []


def test_a_short_name_may_have_one_slip_and_a_long_one_two():
    assert names("技升补贴") == []
    assert names("高校毕业求职创业补") == ["高校毕业生求职创业补贴"]
    assert "高校毕业生求职创业补贴" not in names("高校毕求职业补")


def test_the_best_name_of_one_meaning_stands_for_it():
    assert names("企业稳岗还返") == ["企业稳岗返还"]


def test_of_names_that_are_written_as_well_it_is_always_the_same_ones_in_the_same_order():
    turned = NearNames(dict(reversed(MEANING.items())))
    text = "稳岗还返、创业补助贴、求职职补贴、见习补、技能提升贴补"

    assert turned.find(text) == NEAR.find(text)


def test_a_name_inside_a_longer_one_gives_way_to_it():
    assert names("高校毕业生求职创业补帖") == ["高校毕业生求职创业补贴"]


def test_the_best_come_first_and_no_more_than_three():
    found = NEAR.find("稳岗还返、创业补助贴、求职职补贴、见习补、技能提升贴补、失业登己")

    assert len(found) == 3
    assert all(one.score >= other.score for one, other in pairwise(found))


@pytest.mark.parametrize("text", ["", "今天天气不错", "hello", "12333", "补", "的的的的"])
def test_a_text_like_no_name_yields_nothing(text):
    assert NEAR.find(text) == []


def test_without_names_nothing_is_found():
    assert NearNames({}).find("稳岗返还") == []


# -- being sure


def near(name, score):
    return NearName(name, 0, len(name), score)


def test_one_good_name_is_sure_and_a_poor_one_is_not():
    assert is_sure([near("稳岗返还", 0.75)])
    assert not is_sure([near("稳岗返还", 0.74)])


def test_two_names_that_are_nearly_as_good_are_not_sure():
    assert not is_sure([near("稳岗返还", 0.9), near("租房补贴", 0.83)])
    assert is_sure([near("稳岗返还", 0.9), near("租房补贴", 0.8)])


def test_nothing_found_is_not_sure():
    assert not is_sure([])


# -- any slip

NAMES = sorted(name for name in MEANING if len(name) >= 4)


def inner(name):
    return st.tuples(st.just(name), st.integers(1, len(name) - 3))


SLIPS = st.sampled_from(NAMES).flatmap(inner)
AROUND = st.text(alphabet="请问我的怎么办呢12 ，a", max_size=12)


@given(SLIPS, AROUND, AROUND)
def test_a_name_with_two_characters_swapped_is_found(slip, before, after):
    name, at = slip
    swapped = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    assume(swapped != name)

    assert MEANING[name] in [MEANING[each] for each in names(before + swapped + after)]


@given(SLIPS, AROUND, AROUND)
def test_a_name_with_a_character_doubled_is_found(slip, before, after):
    name, at = slip
    doubled = name[:at] + name[at] + name[at:]

    assert MEANING[name] in [MEANING[each] for each in names(before + doubled + after)]


@given(st.sampled_from([name for name in NAMES if len(name) > 5]).flatmap(inner), AROUND, AROUND)
def test_a_long_name_with_a_character_dropped_is_found(slip, before, after):
    name, at = slip
    dropped = name[:at] + name[at + 1 :]

    assert MEANING[name] in [MEANING[each] for each in names(before + dropped + after)]


@given(st.text(alphabet=st.characters(exclude_characters="".join(MEANING))))
def test_a_text_that_shares_nothing_yields_nothing(text):
    assert NEAR.find(text) == []


@given(st.text(alphabet=sorted(set("".join(MEANING))), max_size=40))
def test_whatever_is_found_is_a_name_at_a_place_of_the_text_and_one_a_meaning(text):
    found = NEAR.find(text)

    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert all(0 < each.score <= 1 for each in found)
    meanings = [MEANING[each.name] for each in found]
    assert len(meanings) == len(set(meanings)) <= 3
