"""The menu under the conversation: `wechat_menu.yml`, and what menu/create is sent.

Three buttons with five below each, names and keys no longer than WeChat takes:
developers.weixin.qq.com, 自定义菜单.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field

from bot.errors import KnowledgeError
from bot.policies.yaml_file import KeyPath, read_yaml

FILE = "wechat_menu.yml"
_MOST = (3, 5)
# At the top and below: WeChat shows “…” for wider names. A Latin letter is half a character wide.
_WIDEST = (4, 7)
_MOST_NAME_BYTES = (16, 40)
_MOST_BYTES = {"key": 128, "url": 1024}

Faults = Iterator[tuple[KeyPath, str]]
Word = Annotated[str, Field(min_length=1)]


class Kind(StrEnum):
    """What pressing a button does; the names are WeChat's."""

    CLICK = "click"  # says `key` for the person, words as one would type them
    VIEW = "view"
    LOCATION_SELECT = "location_select"  # lets the person choose a place, which is then sent
    MINIPROGRAM = "miniprogram"


_NEEDS = {
    Kind.CLICK: ("key",),
    Kind.VIEW: ("url",),
    Kind.LOCATION_SELECT: ("key",),
    Kind.MINIPROGRAM: ("url", "appid", "pagepath"),
}


class Button(BaseModel):
    """One button: it does something, or it opens the buttons below it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Word
    type: Kind | None = None
    key: Word | None = None
    url: Word | None = None
    appid: Word | None = None
    pagepath: Word | None = None
    sub_button: list["Button"] = []


class Menu(BaseModel):
    """`wechat_menu.yml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    button: Annotated[list[Button], Field(min_length=1)]

    def as_json(self) -> dict[str, Any]:
        """The body of menu/create."""
        return self.model_dump(mode="json", exclude_defaults=True)

    def keys(self) -> list[str]:
        """What the buttons say for a person, in the file's order."""
        leaves = [leaf for top in self.button for leaf in (top.sub_button or [top])]
        return [leaf.key for leaf in leaves if leaf.key and leaf.type is Kind.CLICK]


def read_menu(path: Path) -> Menu:
    """The menu in a file. KnowledgeError carries every fault."""
    file = read_yaml(path)
    menu = file.parse(Menu)
    if faults := [file.fault(key, words) for key, words in _of_buttons(menu.button, ("button",))]:
        raise KnowledgeError(faults)
    return menu


def _of_buttons(buttons: Sequence[Button], where: KeyPath, level: int = 0) -> Faults:
    if len(buttons) > _MOST[level]:
        yield (*where, _MOST[level]), f"最多{_MOST[level]}个按钮"
    for at, button in enumerate(buttons):
        if button.name in [earlier.name for earlier in buttons[:at]]:
            yield (*where, at, "name"), f"“{button.name}”用过了，请换一个"
        for key, words in _of_button(button, level):
            yield (*where, at, *key), words


def _of_button(button: Button, level: int) -> Faults:
    yield from _of_name(button.name, level)
    for field, most in _MOST_BYTES.items():
        if len((getattr(button, field) or "").encode()) > most:
            yield (field,), f"太长了，最多{most}个字节（一个汉字三个字节）"
    if button.url and not _is_address(button.url):
        yield ("url",), f"“{button.url}”不是网址，要写成 https://…"
    if button.sub_button:
        if level:
            yield ("sub_button",), "菜单只有两级，下面不能再有按钮"
        else:
            yield from _of_buttons(button.sub_button, ("sub_button",), level + 1)
    elif button.type is None:
        yield ("type",), "要写按下去做什么（type），或者写下一级的按钮（sub_button）"
    needed = _NEEDS[button.type] if button.type and not button.sub_button else ()
    for field in ("type", "key", "url", "appid", "pagepath"):
        given = getattr(button, field) is not None
        if field in needed and not given:
            yield (field,), f"{button.type} 的按钮要写这一项"
        if given and button.sub_button:
            yield (field,), "下面还有按钮的，自己不能再做别的，请删掉这一项"
        elif given and field not in (*needed, "type"):
            yield (field,), f"{button.type} 的按钮没有这一项，请删掉"


def _of_name(name: str, level: int) -> Faults:
    width = sum(1 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in name)
    if width > _WIDEST[level]:
        yield ("name",), f"“{name}”太长了，最多{_WIDEST[level]}个汉字，多了微信只显示“…”"
    elif len(name.encode()) > _MOST_NAME_BYTES[level]:
        yield ("name",), f"“{name}”太长了，最多{_MOST_NAME_BYTES[level]}个字节"


def _is_address(url: str) -> bool:
    try:
        address = urlsplit(url)
    except ValueError:
        return False
    return address.scheme in ("https", "http") and bool(address.hostname)
