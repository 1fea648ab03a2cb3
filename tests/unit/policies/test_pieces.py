from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.policies.pieces import opening, parts, sentences


def test_a_text_opens_with_its_first_line_or_sentence():
    assert opening("示例办法\n第一条 为了示例。") == "示例办法\n"
    assert opening("  先说这个。再说那个。") == "先说这个。"


def test_a_long_opening_is_shortened():
    assert opening("长" * 100) == "长" * 60


@given(st.text(alphabet="字。\n！a ", max_size=900))
def test_sentences_are_all_of_the_text_and_none_is_longer_than_a_part(text):
    found = sentences(text)

    assert "".join(found) == text
    assert all(0 < len(sentence) <= 200 for sentence in found)


def test_a_short_text_is_one_part():
    assert list(parts([50, 60, 70])) == [range(3)]


def test_no_text_has_no_part():
    assert list(parts([])) == []


def test_a_part_begins_halfway_through_the_one_before():
    assert list(parts([50, 50, 50, 50, 50, 50])) == [range(4), range(2, 6)]


@given(st.lists(st.integers(1, 200), max_size=40))
def test_parts_cover_every_sentence_and_are_not_too_long(lengths):
    found = list(parts(lengths))

    assert {at for part in found for at in part} == set(range(len(lengths)))
    assert all(sum(lengths[at] for at in part) <= 200 for part in found)
    assert all(one.start < other.start for one, other in pairwise(found))
