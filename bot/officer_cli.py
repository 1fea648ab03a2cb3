"""What officers call: applications from the bureau's files, who came to an appointment, one
person's data, a change of keys."""

import getpass
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress
from sqlalchemy import Engine

from bot.applications.importing import import_file
from bot.bookings.attendance import mark
from bot.bookings.counter import Counter
from bot.bootstrap import BookingParts, Core, PersonalParts
from bot.bootstrap.core import build_bookings, build_core
from bot.bootstrap.personal import build_personal
from bot.bootstrap.worker import forgetting, resealing
from bot.config import Settings, read_settings
from bot.errors import BadImport, BadNumber, SuyetongError, UnknownOffice
from bot.identity.numbers import Number, NumberKind, read_number
from bot.launcher.plan import Plan
from bot.privacy.audit import Action, AuditRecord
from bot.privacy.person import Person
from bot.privacy.retention import tidy
from bot.privacy.rotation import rotate
from bot.storage.database import connect, migrate

applications = typer.Typer(help="办件登记", no_args_is_help=True)
bookings = typer.Typer(help="预约的人来没来", no_args_is_help=True)
data = typer.Typer(help="个人信息：导出、删除、换密钥", no_args_is_help=True)

_out = Console(highlight=False, soft_wrap=True)
_err = Console(stderr=True, highlight=False, soft_wrap=True)
_KINDS = {
    "applications": "申请记录",
    "bookings": "预约",
    "contacts": "提醒用的手机号",
    "notices": "短信",
    "audit": "查看记录",
    "booking_keys": "重发凭据",
    "identity": "身份核对",
    "outcomes": "对话结果",
}


@dataclass(frozen=True)
class _At:
    settings: Settings
    engine: Engine
    core: Core
    bookings: BookingParts
    personal: PersonalParts

    @property
    def actor(self) -> str:
        """Who calls, for the audit trail."""
        return f"cli:{getpass.getuser()}"


@applications.command("import")
def import_applications(
    file: Annotated[Path, typer.Argument(help="CSV 或 .xlsx，写法见 policies_kb/APPLICATIONS.md")],
    check_only: Annotated[bool, typer.Option("--check-only", help="只检查，不写入")] = False,
    replace_events: Annotated[
        bool, typer.Option("--replace-events", help="文件里的环节代替原来的，不是加上去")
    ] = False,
) -> None:
    """导入办件。有一行不对就一行也不导入；同一个文件再导一次没有变化。"""
    with _office() as at, Progress(console=_err) as progress:
        task = progress.add_task("正在导入…", total=None)

        def show(done: int, all: int) -> None:
            progress.update(task, completed=done, total=all)

        result = import_file(
            file,
            at.personal.register,
            at.core.knowledge.edition.knowledge,
            at.settings.now(),
            show,
            check_only=check_only,
            replace_events=replace_events,
        )
        if not check_only:
            counted = f"new={result.new} changed={result.changed}"
            _note(at, Action.IMPORTED, None, counted)
    erased = f"，{result.erased} 件的本人要求过删除，没有导入" if result.erased else ""
    will = "（只检查，没有写入）" if check_only else ""
    _out.print(
        f"新增 {result.new} 件，更新 {result.changed} 件，{result.same} 件没有变化{erased}{will}。"
    )


@bookings.command("attended")
def attended(reference: Annotated[str, typer.Argument(help="预约号")]) -> None:
    """记下人来了。"""
    _mark(reference, came=True)


@bookings.command("missed")
def missed(reference: Annotated[str, typer.Argument(help="预约号")]) -> None:
    """记下人没来。"""
    _mark(reference, came=False)


Asked = Annotated[
    str,
    typer.Option(
        prompt="身份证号或统一社会信用代码", hide_input=True, help="不要写在命令行里，会留在历史中"
    ),
]


@data.command("export")
def export_data(
    to: Annotated[Path, typer.Argument(help="写到哪个文件，只有自己可读")], number: Asked
) -> None:
    """导出一个人的全部信息（个人信息保护法第四十五条）；先核对过本人再做。"""
    with _office() as at:
        person = _person(at, number)
        kept = at.personal.people.export(person, at.settings.now(), at.actor)
        to.touch(mode=0o600)
        to.write_text(json.dumps(kept, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    _out.print(f"已写到 {to}。", markup=False)


@data.command("erase")
def erase_data(
    number: Asked,
    sure: Annotated[bool, typer.Option(prompt="删掉就找不回来，确定吗", help="不再问")] = False,
) -> None:
    """删除一个人的全部信息（个人信息保护法第四十七条）；先核对过本人再做。"""
    if not sure:
        _out.print("什么都没有删。")
        raise typer.Exit(1)
    with _office() as at:
        erased = at.personal.people.erase(_person(at, number), at.settings.now(), at.actor)
    _out.print(f"已删除：{_counted(erased.counts)}。")


@data.command("rotate")
def rotate_keys() -> None:
    """换密钥：新密钥写在 SUYETONG_DATA_KEYS 最前面，重启全部进程，再运行这个；可以中断再来。"""
    with _office() as at:
        sealer = at.personal.sealer
        done = rotate(
            resealing(at.engine, sealer), sealer, lambda kind, count: _out.print(_one(kind, count))
        )
    _out.print(f"共换了 {sum(done.values())} 条，旧密钥可以去掉了。")


@data.command("tidy")
def tidy_data() -> None:
    """删掉到期的数据；平时由 worker 每小时做一次。"""
    with _office() as at:
        stores = forgetting(at.engine, at.personal.sealer)
        gone = tidy(stores, at.personal.rules, at.settings.now())
    _out.print(f"已删除：{_counted(gone)}。")


def _mark(reference: str, came: bool) -> None:
    with _office() as at:
        plan = at.bookings.appointments.plan
        if plan is None:
            raise UnknownOffice
        counter = Counter(at.bookings.store, plan, at.bookings.secret)
        says = at.core.knowledge.edition.answerer.says
        marked = mark(counter, says, reference, came, at.bookings.now())
    _out.print(marked.text, markup=False)
    if not marked.done:
        raise typer.Exit(1)


def _person(at: _At, text: str) -> Person:
    number = read_number(text)
    if number is None or number.kind not in (NumberKind.ID_NUMBER, NumberKind.CREDIT_CODE):
        raise BadNumber
    return Person(_subjects(at, number))


def _subjects(at: _At, number: Number) -> list[str]:
    return at.personal.sealer.digests(number.kind, number.value)


def _note(at: _At, action: Action, subject: str | None, detail: str) -> None:
    record = AuditRecord(at.settings.now(), at.actor, action, subject, None, detail)
    at.personal.audit.write(record)


def _counted(counts: dict[str, int]) -> str:
    return "、".join(_one(kind, count) for kind, count in counts.items() if count) or "没有要删的"


def _one(kind: str, count: int) -> str:
    return f"{_KINDS[kind]} {count} 条"


@contextmanager
def _office() -> Iterator[_At]:
    """The parts over a migrated database; errors of ours are printed, and end with 1."""
    try:
        # As `make run` starts its processes: what is not set is taken from its folder.
        for name, value in Plan.read().environment().items():
            os.environ.setdefault(name, value)
        settings = read_settings()
        engine = connect(settings.database_url.get_secret_value())
        migrate(engine)
        core = build_core(settings)
        own = build_bookings(settings, core, engine)
        yield _At(settings, engine, core, own, build_personal(settings, core, own, engine))
    except BadImport as error:
        for fault in error.faults:
            _err.print(fault, markup=False)
        _err.print("一行也没有导入。改好以后再导一次。")
        raise typer.Exit(1) from None
    except BadNumber:
        _err.print("读不出这个号码。请写18位身份证号或统一社会信用代码。")
        raise typer.Exit(1) from None
    except UnknownOffice:
        _err.print("没有 appointments.yml，没有可以预约的窗口。")
        raise typer.Exit(1) from None
    except SuyetongError as error:
        _err.print(str(error), markup=False)
        raise typer.Exit(1) from None
