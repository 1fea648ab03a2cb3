import unicodedata
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import TextEmpty, TextTooLong
from bot.understanding.normalise import normalise

# What people type and paste: no combining marks without a letter that takes them up.
ALPHABET = (
    "失业保险金補貼貸款領取辦理創業嗎們這個後臺灣"
    "abcXYZ０１２ＡＢＣ，。！？、：（）〔〕 \t\n\u3000\u200b\u200c\u200d\ufeff\u2060\x00\x1b"
    "/／①㎡½…—“”\u202e\U000e0061\U0001f600"
)


def clean(text, limit=500):
    return normalise(text, limit)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("失业保险金", "失业保险金"),
        ("１２３３３", "12333"),
        ("ＡＢＣａｂｃ", "ABCabc"),
        ("（２０２５）", "(2025)"),
        ("①", "1"),
        ("㎡", "m2"),
        ("ﾊﾞ", "バ"),
        ("\ufb01", "fi"),
    ],
)
def test_every_way_of_writing_a_character_becomes_one(text, expected):
    assert clean(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("失業保險金", "失业保险金"),
        ("創業擔保貸款", "创业担保贷款"),
        ("穩崗返還", "稳岗返还"),
        ("靈活就業社會保險補貼", "灵活就业社会保险补贴"),
        ("領幾個月", "领几个月"),
    ],
)
def test_traditional_characters_become_simplified(text, expected):
    assert clean(text) == expected


@pytest.mark.parametrize(
    "invisible",
    [
        "\u200b",
        "\u200c",
        "\u200d",
        "\u2060",
        "\ufeff",
        "\u00ad",
        "\u202e",
        "\u2066",
        "\x00",
        "\x07",
        "\x1b",
        "\x7f",
        "\ue000",
        "\ud800",
        "\U000e0001",
        "\U000e0061",
        "\U000e007f",
        "\uffff",
    ],
    ids=ascii,
)
def test_characters_that_nobody_sees_are_taken_out(invisible):
    assert clean(f"失{invisible}业{invisible}{invisible}金{invisible}") == "失业金"


@pytest.mark.parametrize(
    "space",
    [" ", "   ", "\t", "\n", "\r\n", "\u3000", "\u00a0", "\u2028", "\x85", " \n\t "],
    ids=ascii,
)
def test_any_space_between_words_is_one_space(space):
    assert clean(f"{space}失业金{space}多少{space}") == "失业金 多少"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/restart", "restart"),
        ("／restart", "restart"),
        ("//restart", "restart"),
        ("/ / restart", "restart"),
        ("  /restart", "restart"),
        ("\u3000／restart", "restart"),
        ("\u200b/restart", "restart"),
        ("/\u200b/restart", "restart"),
        ("/\U000e0061restart", "restart"),
        ('/ask_amount{"policy": "x"}', 'ask_amount{"policy": "x"}'),
        ("办事/restart", "办事/restart"),
    ],
)
def test_a_leading_slash_is_never_a_command(text, expected):
    assert clean(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n\t", "\u3000", "\u200b", "\U000e0061\U000e0062", "/", "／", "/ / /", "\x00"],
)
def test_a_text_with_nothing_to_read_is_empty(text):
    with pytest.raises(TextEmpty):
        clean(text)


def test_a_text_at_the_limit_is_taken_and_one_longer_is_not():
    assert clean("字" * 50, 50) == "字" * 50
    with pytest.raises(TextTooLong):
        clean("字" * 51, 50)


def test_what_was_sent_counts_before_anything_is_taken_out():
    with pytest.raises(TextTooLong):
        clean("字" + "\u200b" * 50, 50)


def test_a_text_that_grows_beyond_the_limit_is_too_long():
    with pytest.raises(TextTooLong):
        clean("\ufdfa" * 10, 50)


def test_a_text_that_is_empty_and_too_long_is_too_long():
    with pytest.raises(TextTooLong):
        clean(" " * 51, 50)


@given(st.text(alphabet=ALPHABET, max_size=60))
def test_what_is_clean_stays_as_it_is(text):
    try:
        once = clean(text)
    except TextEmpty:
        return
    assert clean(once) == once


@given(st.text(max_size=100))
def test_a_clean_text_has_nothing_invisible_and_begins_with_no_slash(text):
    try:
        found = clean(text)
    except (TextEmpty, TextTooLong):
        return
    assert found == found.strip()
    assert "  " not in found
    assert not found.startswith("/")
    assert len(found) <= 500
    assert not {unicodedata.category(char) for char in found} & {"Cc", "Cf", "Cs", "Co", "Cn"}


@given(st.text(max_size=100), st.integers(0, 60))
def test_no_text_fails_in_another_way(text, limit):
    with suppress(TextEmpty, TextTooLong):
        assert len(normalise(text, limit)) <= limit
