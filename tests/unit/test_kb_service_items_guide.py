"""The guide to service items explains every key, and no other."""

import re

import pytest
from pydantic import BaseModel

from bot.config import ROOT
from bot.policies.model import Statement
from bot.policies.service_items import (
    Example,
    ItemSection,
    ItemSections,
    Material,
    Office,
    ServiceItem,
    UnknownOfItem,
)
from bot.words import Words

GUIDE = (ROOT / "policies_kb" / "SERVICE_ITEMS.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    match = re.search(rf"^## [^\n]*{title}[^\n]*\n(.*?)(?=^## |\Z)", GUIDE, re.DOTALL | re.M)
    assert match, f"the guide has no heading with {title}"
    return match[1]


def rows(title: str) -> dict[str, bool]:
    """The keys in a section's table, and whether each is required."""
    found = re.findall(r"^\| `(\w+)` \| (是)? ?\|", section(title), re.M)
    return {key: bool(required) for key, required in found}


def keys(model: type[BaseModel], without: type[BaseModel] | None = None) -> dict[str, bool]:
    shared = without.model_fields if without else {}
    return {
        name: field.is_required()
        for name, field in model.model_fields.items()
        if name not in shared
    }


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("事项（文件最外层）", keys(ServiceItem, ItemSections)),
        ("一样材料", keys(Material, Statement)),
        ("外省的例子", keys(Example, Statement)),
        ("没有查到的", keys(UnknownOfItem)),
        ("窗口", keys(Office)),
    ],
)
def test_the_keys_are_explained_and_which_are_required(title, expected):
    assert rows(title) == expected


def test_every_section_is_explained_under_the_name_that_the_bot_uses():
    words = Words.load(ROOT / "domain")
    told = dict(re.findall(r"^\| `(\w+)` \| (\S+) \|", section("各节"), re.M))

    assert told == {
        each.value: words.say(f"utter_item_section_{each.value}") for each in ItemSection
    }


def test_the_policies_guide_leads_to_it():
    assert "(SERVICE_ITEMS.md)" in (ROOT / "policies_kb" / "README.md").read_text(encoding="utf-8")
