"""Cutting text into pieces that WeChat takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wechat.text import MOST_BYTES, cut, pages, size

# Sentences, characters of one to four bytes, and what is seen as one though it is several.
_TEXT = st.text(st.sampled_from("a é。！？；\n”好的吗👍\u200d🏽\ufe0f\u0301🇨🇳")) | st.text()
FAMILY = "👨\u200d👩\u200d👧"


@given(_TEXT)
def test_the_size_is_that_of_utf_8(text: str) -> None:
    assert size(text) == len(text.encode())


@given(_TEXT, st.integers(4, 60))
def test_pieces_joined_are_the_text_and_none_is_empty_or_too_large(text: str, limit: int) -> None:
    pieces = cut(text, limit)
    assert "".join(pieces) == text
    assert all(0 < len(piece.encode()) <= limit for piece in pieces)


@given(_TEXT, st.integers(30, 60))
def test_pages_are_within_the_limit_and_leave_out_nothing_but_line_ends(
    text: str, limit: int
) -> None:
    found = pages(text, "接着看", limit)
    assert all(len(page.encode()) <= limit and page.strip() for page in found)
    bare = [page.removesuffix("\n接着看") for page in found[:-1]] + found[-1:]
    assert "".join("".join(bare).split()) == "".join(text.split())


def test_a_short_text_is_one_piece() -> None:
    assert cut("您好。") == ["您好。"]
    assert pages("您好。", "接着看") == ["您好。"]
    assert pages(" \n", "接着看") == []


@pytest.mark.parametrize("end", ["。", "！", "？", "；", "\n", "。”", "？）", "。\n\n"])
def test_a_piece_ends_where_a_sentence_does(end: str) -> None:
    sentence = "一句话" + end
    pieces = cut(sentence * 300)
    assert len(pieces) > 1
    assert all(piece.endswith(sentence) for piece in pieces)


def test_a_closing_mark_stays_with_its_sentence_though_that_leaves_room() -> None:
    assert cut("甲。乙。”丙。", 14) == ["甲。", "乙。”", "丙。"]


def test_as_many_sentences_as_fit_are_in_a_piece() -> None:
    pieces = cut("一句话。" * 300)
    assert size(pieces[0]) > MOST_BYTES - size("一句话。")


def test_a_sentence_that_is_too_long_is_cut_between_characters() -> None:
    assert [len(piece) for piece in cut("好" * 1000)] == [682, 318]


@pytest.mark.parametrize(
    "seen_as_one", [FAMILY, "👍🏽", "❤\ufe0f", "e\u0301", "🇨🇳", "🏴\U000e0067\U000e007f"]
)
@pytest.mark.parametrize("shift", range(8))
def test_what_is_seen_as_one_is_not_cut(seen_as_one: str, shift: int) -> None:
    text = "a" * shift + seen_as_one * 20
    for piece in cut(text, 40):
        assert piece.lstrip("a").replace(seen_as_one, "") == ""


def test_what_is_seen_as_one_and_is_longer_than_a_piece_is_cut_all_the_same() -> None:
    pieces = cut("a" + "\u0301" * 30, 10)
    assert "".join(pieces) == "a" + "\u0301" * 30


def test_each_piece_but_the_last_says_that_another_follows() -> None:
    found = pages("一句话。" * 300, "回复“更多”接着看")
    assert [page.endswith("\n回复“更多”接着看") for page in found] == [True, False]


def test_a_limit_that_a_character_may_not_fit_in_is_refused() -> None:
    with pytest.raises(ValueError, match="4 bytes"):
        cut("👍", 3)
