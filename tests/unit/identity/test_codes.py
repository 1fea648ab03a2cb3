"""Codes as they are drawn, typed and kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.identity.codes import code_digest, draw_digits, is_code, read_code
from bot.sealing import Sealer

NEW, OLD = b"n" * 32, b"o" * 32
SEALER = Sealer([NEW])


@pytest.mark.parametrize(
    "typed",
    ["123456", "１２３４５６", " 123 456\n", "123-456", "1 2 3 4 5 6", "\u3000１２３　４５６"],
)
def test_a_code_is_read_however_it_is_spaced_and_widened(typed: str) -> None:
    assert read_code(typed) == "123456"


@pytest.mark.parametrize("typed", ["", "一二三四五六", "12345a", "٣٤٥٦٧٨", "1" * 13, "\ud800", "-"])
def test_what_is_no_code_is_read_as_nothing(typed: str) -> None:
    assert read_code(typed) == ""


@given(st.text())
def test_what_is_read_is_digits_that_can_be_hashed(typed: str) -> None:
    read = read_code(typed)

    assert read == "" or (read.isascii() and read.isdigit())
    assert not is_code(SEALER, "c", read, code_digest(SEALER, "c", "x"))


def test_codes_have_their_length_and_begin_with_any_digit() -> None:
    drawn = [draw_digits(6) for _ in range(500)]

    assert {len(code) for code in drawn} == {6}
    assert {code[0] for code in drawn} == set("0123456789")
    assert len(set(drawn)) > 490


@given(st.from_regex(r"[0-9]{6}", fullmatch=True), st.from_regex(r"[0-9]{6}", fullmatch=True))
def test_only_the_code_itself_is_it(kept: str, said: str) -> None:
    assert is_code(SEALER, "c", said, code_digest(SEALER, "c", kept)) == (said == kept)


def test_what_is_kept_is_of_no_use_for_another_challenge_or_without_the_key() -> None:
    kept = code_digest(SEALER, "one", "123456")

    assert "123456" not in kept
    assert not is_code(SEALER, "two", "123456", kept)
    assert not is_code(Sealer([OLD]), "one", "123456", kept)


def test_a_code_that_was_kept_under_an_older_key_is_still_it() -> None:
    kept = code_digest(Sealer([OLD]), "one", "123456")

    assert is_code(Sealer([NEW, OLD]), "one", "123456", kept)
