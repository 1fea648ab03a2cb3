"""The guide to a loan's figures explains every key, and no other."""

import re

import pytest
from pydantic import BaseModel

from bot.config import ROOT
from bot.policies.loan_terms import (
    Borrower,
    Cap,
    KeyGroups,
    LoanFigure,
    LoanTerms,
    LongestTerm,
    Rate,
    RateKind,
    Subsidy,
)

GUIDE = (ROOT / "policies_kb" / "LOANS.md").read_text(encoding="utf-8")
SECTIONS: dict[str, type[BaseModel]] = {
    "caps": Cap,
    "terms": LongestTerm,
    "rates": Rate,
    "subsidies": Subsidy,
    "key_groups": KeyGroups,
}


def section(title: str) -> str:
    match = re.search(rf"^## [^\n]*{title}[^\n]*\n(.*?)(?=^## |\Z)", GUIDE, re.DOTALL | re.M)
    assert match, f"the guide has no heading with {title}"
    return match[1]


def rows(title: str) -> dict[str, bool]:
    """The keys in a section's table, and whether each is required."""
    found = re.findall(r"^\| `(\w+)` \| (是)? ?\|", section(title), re.M)
    return {key: bool(required) for key, required in found}


def keys(model: type[BaseModel]) -> dict[str, bool]:
    return {f.alias or name: f.is_required() for name, f in model.model_fields.items()}


def test_every_kind_of_figure_has_its_section():
    assert set(SECTIONS) == set(LoanTerms.model_fields)


def test_the_keys_of_every_figure_are_explained():
    assert rows("每个数字都有的键") == keys(LoanFigure)


@pytest.mark.parametrize("name", SECTIONS)
def test_the_keys_of_a_kind_of_figure_are_explained(name):
    shared = keys(LoanFigure)
    own = {key: needed for key, needed in keys(SECTIONS[name]).items() if key not in shared}
    assert rows(f"`{name}`") == own


@pytest.mark.parametrize("value", [*Borrower, *RateKind])
def test_every_value_that_may_be_chosen_is_named(value):
    assert f"`{value}`" in GUIDE
