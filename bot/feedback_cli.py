"""What officers call to go through what people said of answers."""

import csv
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from bot.bookings.plan import SHANGHAI
from bot.bookings.references import written
from bot.feedback.desk import FeedbackDesk
from bot.feedback.feedback import LONGEST, Record
from bot.feedback.table import HEADINGS, harmless, rows
from bot.office import office, out, own_file

feedback = typer.Typer(help="市民对回答提的意见", no_args_is_help=True)

Told = Callable[[Sequence[Record]], list[tuple[str, ...]]]
_SHORT = 30
# For programs that read the file.
_CODES = ("结局",)
# What stands together in a list, so that it fits a narrow terminal.
_LISTED = {
    "编号": ("编号",),
    "哪来的": ("说的时间", "从哪来", "原因", "状态"),
    "问的、说的": ("问的", "说的"),
}
Number = Annotated[str, typer.Argument(help="意见的编号")]
Since = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="从哪一天起说的，例如 2026-11-24")
]
Open = Annotated[bool, typer.Option("--open", help="只看没处理的")]


@feedback.command("list")
def list_feedback(only_open: Open = False, since: Since = None) -> None:
    """列出说没帮上忙的，最近说的在前面；每看一次都留记录。"""
    with _desk() as (desk, told):
        found = told(desk.listed(only_open, _shanghai(since)))
    if not found:
        out.print("没有意见。")
        return
    table = Table(show_lines=True)
    for title, headings in _LISTED.items():
        table.add_column(title, no_wrap=headings == ("编号",))
    for each in found:
        row = dict(zip(HEADINGS, each, strict=True))
        table.add_row(*(_cell(row, headings) for headings in _LISTED.values()))
    out.print(table, soft_wrap=False)
    out.print(f"共 {len(found)} 条。")


@feedback.command("show")
def show_feedback(number: Number) -> None:
    """看一条意见的全部；留记录。"""
    with _desk() as (desk, told):
        (row,) = told([desk.show(number)])
    table = Table(show_header=False)
    for heading, cell in zip(HEADINGS, row, strict=True):
        if cell and heading not in _CODES:
            table.add_row(heading, _plain(cell))
    out.print(table, soft_wrap=False)


@feedback.command("close")
def close_feedback(
    number: Number,
    note: Annotated[str, typer.Option(help="怎么处理的，一定要写；别写个人信息")],
) -> None:
    """记下一条意见处理了。市民又说了新的，会回到没处理。"""
    if not note.strip() or len(note) > LONGEST:
        raise typer.BadParameter(f"要写怎么处理的，不超过{LONGEST}个字", param_hint="--note")
    with _desk() as (desk, _):
        record = desk.close(number, note.strip())
    assert record.number
    out.print(f"记下了：{written(record.number)} 处理了。")


@feedback.command("export")
def export_feedback(
    to: Annotated[Path, typer.Argument(help="写到哪个 CSV 文件，只有自己可读")],
    only_open: Open = False,
    since: Since = None,
) -> None:
    """把说没帮上忙的写进 CSV 文件，表格软件能打开；留记录。"""
    # The mark at the beginning tells spreadsheets that it is UTF-8.
    with _desk() as (desk, told), own_file(to, newline="", encoding="utf-8-sig") as file:
        found = told(desk.listed(only_open, _shanghai(since), "export"))
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        writer.writerows([harmless(cell) for cell in row] for row in found)
    out.print(f"{len(found)} 条，已写到 {to}。", markup=False)


@contextmanager
def _desk() -> Iterator[tuple[FeedbackDesk, Told]]:
    """The desk, and how it tells records."""
    with office() as at:
        personal, edition = at.personal, at.core.knowledge.edition
        policies = edition.knowledge.policies

        def name(policy: str) -> str:
            # The knowledge base may hold it no more.
            return policies[policy].name if policy in policies else policy

        def told(records: Sequence[Record]) -> list[tuple[str, ...]]:
            return rows(records, edition.answerer.says, name)

        yield FeedbackDesk(personal.feedback, personal.audit, at.actor, at.settings.now()), told


def _shanghai(day: datetime | None) -> datetime | None:
    return day.replace(tzinfo=SHANGHAI) if day else None


def _cell(row: dict[str, str], headings: Sequence[str]) -> str:
    return _plain("\n".join(_short(row[heading]) for heading in headings if row[heading]))


def _short(cell: str) -> str:
    return cell if len(cell) <= _SHORT else f"{cell[:_SHORT]}…"


def _plain(cell: str) -> str:
    """As it stands: what people wrote is no markup, and moves no cursor."""
    return escape("".join(c for c in cell if c == "\n" or c.isprintable()))
