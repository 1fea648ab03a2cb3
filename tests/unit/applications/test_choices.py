"""Buttons about status and one's own data."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.applications.choices import StatusChoice, read_status_choice

DOS = ["ask", "resend", "other", "end", "export", "erase", "remind"]


@given(st.sampled_from(DOS), st.booleans())
def test_what_a_button_sends_is_read_as_what_it_stands_for(do: str, sure: bool) -> None:
    choice = StatusChoice.model_validate({"do": do, "sure": sure})

    assert read_status_choice(choice.payload) == choice
    assert read_status_choice(f" {choice.payload} ") == choice


def test_the_bare_intent_asks() -> None:
    assert StatusChoice().payload == "/status_query"
    assert read_status_choice("/status_query") == StatusChoice()


@pytest.mark.parametrize(
    "text",
    [
        *("查办理进度", "/booking_create", "/status_query x", "/status_query[]", "x/status_query"),
        *('/status_query{"do": "drop"}', '/status_query{"number": "1"}', "/status_query{", "", "/"),
        *('/status_query{"sure": "maybe"}', "/status_query{} {}", "/status_query{'do': 'end'}"),
        '/status_query{"do": ' + "[" * 5000 + "]" * 5000 + "}",
    ],
)
def test_what_no_button_of_ours_sends_is_none(text: str) -> None:
    assert read_status_choice(text) is None


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    read_status_choice(text)
    read_status_choice(f"/status_query{{{text}}}")
