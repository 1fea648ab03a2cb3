"""What a bureau calls service items, regions and stages, as we know them."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, Protocol

from bot.applications.application import Stage
from bot.errors import UnknownRegion

# The first is how we say it; the others are how bureaus write it.
STAGES: Mapping[Stage, tuple[str, ...]] = {
    Stage.ACCEPTED: ("受理", "已受理", "收件受理"),
    Stage.FIRST_REVIEW: ("初审", "初审中"),
    Stage.PUBLICISED: ("公示", "公示中"),
    Stage.SECOND_REVIEW: ("复核", "复核中", "复审"),
    Stage.DECIDED: ("审定", "审定中"),
    Stage.PAID: ("拨付", "已拨付", "发放", "已发放"),
    Stage.DONE: ("办结", "已办结"),
    Stage.RETURNED: ("退回补正", "退回", "补正"),
    Stage.REFUSED: ("不予通过", "不通过", "未通过"),
    Stage.WITHDRAWN: ("撤回", "已撤回"),
}
_STAGE_OF = {name: stage for stage, names in STAGES.items() for name in names}


class Item(Protocol):
    """A service item."""

    @property
    def names(self) -> list[str]:
        """Every name that leads to it."""


class Region(Protocol):
    """A region."""

    @property
    def name(self) -> Any:
        """Its full name."""


class Knowledge(Protocol):
    """What is asked of the knowledge base: `bot.policies.knowledge.KnowledgeBase` is one."""

    @property
    def service_items(self) -> Mapping[str, Item]:
        """Service items by id."""

    def region(self, name: str) -> Region:
        """The region with this name or short name. UnknownRegion."""


def stage_named(text: str) -> Stage | None:
    """The stage that a bureau calls so."""
    return _STAGE_OF.get(_plain(text))


def item_named(knowledge: Knowledge, text: str) -> str | None:
    """The id of the service item with this id, name or alias."""
    plain = _plain(text)
    for id, item in knowledge.service_items.items():
        if plain == id or any(plain == _plain(name) for name in item.names):
            return id
    return None


def region_named(knowledge: Knowledge, text: str) -> str | None:
    """The full name of the region with this name or short name."""
    try:
        return str(knowledge.region(_plain(text)).name)
    except UnknownRegion:
        return None


def _plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
