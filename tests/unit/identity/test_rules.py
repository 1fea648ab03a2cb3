"""Rules that cannot be are refused where they are made."""

from dataclasses import fields

import pytest

from bot.identity.rules import IdentityRules


@pytest.mark.parametrize("name", [field.name for field in fields(IdentityRules)])
def test_every_number_is_at_least_one(name: str) -> None:
    with pytest.raises(ValueError, match=name):
        IdentityRules(**{name: 0})


@pytest.mark.parametrize("digits", [3, 13])
def test_a_code_is_neither_guessed_at_once_nor_endless(digits: int) -> None:
    with pytest.raises(ValueError, match="code_digits"):
        IdentityRules(code_digits=digits)
