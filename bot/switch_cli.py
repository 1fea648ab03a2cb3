"""What officers call to turn a channel or a feature off, and on again."""

from datetime import datetime
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from bot.config import SHANGHAI
from bot.errors import BadSwitch
from bot.office import office, out
from bot.storage.switches import SqlSwitches
from bot.switches.switch import LONGEST, TITLES, Change, Switch

switch = typer.Typer(help="停用、恢复一个渠道或一项功能", no_args_is_help=True)

_LOGGED = 50
_TIME = "%Y-%m-%d %H:%M"
Name = Annotated[str, typer.Argument(help="开关的名字，见 suyetong switch list")]
Why = Annotated[str, typer.Option("--why", help="为什么，记在案上，市民看不到")]
Words = Annotated[
    str | None, typer.Option("--words", help="对市民说的话，写清还能去哪办；不写就用备好的话")
]
Until = Annotated[
    datetime | None,
    typer.Option(
        "--until",
        formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        help="到什么时候自动恢复，例如 2026-11-24T17:00",
    ),
]


@switch.command("list")
def list_switches() -> None:
    """列出全部开关，哪些停用着。"""
    with office() as at:
        now = at.settings.now()
        latest = {change.switch: change for change in SqlSwitches(at.engine).latest()}
    table = Table("开关", "是什么", "现在", "为什么", "谁、什么时候")
    for each in Switch:
        change = latest.get(each)
        off = change if change and change.holds(now) else None
        cells = (_state(off), escape(off.why), _whose(off)) if off else ("开着", "", "")
        table.add_row(each.value, TITLES[each], *cells)
    out.print(table, soft_wrap=False)


@switch.command("off")
def turn_off(name: Name, why: Why, words: Words = None, until: Until = None) -> None:
    """停用；几秒内全部进程都知道，不用重启。"""
    with office() as at:
        now = at.settings.now()
        when = until.replace(tzinfo=SHANGHAI) if until else None
        if when and when <= now:
            raise BadSwitch(f"--until {when:{_TIME}} 已经过了，要写将来的时间。")
        told = _short(words, "--words") if words is not None else None
        which = _named(name)
        change = Change(which, True, now, at.actor, _short(why, "--why"), told, when)
        SqlSwitches(at.engine).add(change)
    until_then = f"，到 {when:{_TIME}} 自动恢复" if when else f"。恢复用 suyetong switch on {which}"
    out.print(f"停用了：{TITLES[which]}{until_then}", markup=False)


@switch.command("on")
def turn_on(name: Name, why: Why) -> None:
    """恢复。"""
    with office() as at:
        which, now, store = _named(name), at.settings.now(), SqlSwitches(at.engine)
        latest = {change.switch: change for change in store.latest()}
        before = latest.get(which)
        if before is None or not before.holds(now):
            raise BadSwitch(f"{TITLES[which]}本来就开着，没有改动。")
        store.add(Change(which, False, now, at.actor, _short(why, "--why")))
    out.print(f"恢复了：{TITLES[which]}", markup=False)


@switch.command("log")
def show_log() -> None:
    """谁在什么时候停用、恢复了什么，最近的在前面。"""
    with office() as at:
        changes = SqlSwitches(at.engine).history(_LOGGED)
    if not changes:
        out.print("没有停用过。")
        return
    table = Table("时间", "谁", "开关", "改成", "为什么", "对市民说的话")
    for each in changes:
        state = _state(each) if each.off else "开着"
        told = escape(each.words or "")
        cells = (each.switch.value, state, escape(each.why), told)
        table.add_row(f"{each.at:{_TIME}}", escape(each.actor), *cells)
    out.print(table, soft_wrap=False)


def _named(name: str) -> Switch:
    try:
        return Switch(name)
    except ValueError:
        names = "、".join(Switch)
        raise BadSwitch(f"没有叫“{name}”的开关，现有：{names}。") from None


def _short(text: str, option: str) -> str:
    text = text.strip()
    if not text:
        raise BadSwitch(f"{option} 不能是空的。")
    if len(text) > LONGEST:
        raise BadSwitch(f"{option} 太长，最多{LONGEST}个字，现在{len(text)}个字。")
    return text


def _state(change: Change) -> str:
    return f"停用，到 {change.until:{_TIME}}" if change.until else "停用"


def _whose(change: Change) -> str:
    return escape(f"{change.actor} {change.at:{_TIME}}")
