"""What officers call: applications from the bureau's files, who came to an appointment, one
person's data, a change of keys."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from redis.asyncio import Redis
from rich.progress import Progress

from bot.adaptors.wechat_api import WechatApi
from bot.applications.importing import import_file
from bot.bookings.attendance import mark
from bot.bookings.counter import Counter
from bot.bootstrap.wechat import build_wechat_api
from bot.bootstrap.worker import forgetting, resealing
from bot.config import Settings
from bot.errors import BadNumber, SuyetongError, Unavailable, UnknownOffice
from bot.identity.numbers import Number, NumberKind, read_number
from bot.office import At, err, office, out, own_file, settings_of_run
from bot.privacy.audit import Action, AuditRecord
from bot.privacy.person import Person
from bot.privacy.retention import tidy
from bot.privacy.rotation import rotate
from bot.wechat.api_errors import WechatCallRefused
from bot.wechat.menu import FILE as MENU_FILE
from bot.wechat.menu import read_menu

Found = TypeVar("Found")

applications = typer.Typer(help="办件登记", no_args_is_help=True)
bookings = typer.Typer(help="预约的人来没来", no_args_is_help=True)
data = typer.Typer(help="个人信息：导出、删除、换密钥", no_args_is_help=True)
wechat = typer.Typer(help="微信公众号", no_args_is_help=True)
_menu = typer.Typer(help="公众号的菜单，写在 wechat_menu.yml 里", no_args_is_help=True)
wechat.add_typer(_menu, name="menu")

_KINDS = {
    "applications": "申请记录",
    "bookings": "预约",
    "contacts": "提醒用的手机号",
    "notices": "短信",
    "feedback": "意见",
    "audit": "查看记录",
    "booking_keys": "重发凭据",
    "identity": "身份核对",
    "outcomes": "对话结果",
}


@applications.command("import")
def import_applications(
    file: Annotated[Path, typer.Argument(help="CSV 或 .xlsx，写法见 policies_kb/APPLICATIONS.md")],
    check_only: Annotated[bool, typer.Option("--check-only", help="只检查，不写入")] = False,
    replace_events: Annotated[
        bool, typer.Option("--replace-events", help="文件里的环节代替原来的，不是加上去")
    ] = False,
) -> None:
    """导入办件。有一行不对就一行也不导入；同一个文件再导一次没有变化。"""
    with office() as at, Progress(console=err) as progress:
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
        demo = 0
        if not check_only:
            # Beside real applications a demonstration would be taken for one.
            demo = at.personal.register.forget_demo() if at.personal.register.has_real() else 0
            noted = f"new={result.new} changed={result.changed}"
            _note(at, Action.IMPORTED, None, noted)
    erased = f"，{result.erased} 件的本人要求过删除，没有导入" if result.erased else ""
    gone = f"，去掉了 {demo} 件演示数据" if demo else ""
    will = "（只检查，没有写入）" if check_only else ""
    counted = f"新增 {result.new} 件，更新 {result.changed} 件，{result.same} 件没有变化"
    out.print(f"{counted}{erased}{gone}{will}。")


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
    with office() as at:
        person = _person(at, number)
        with own_file(to) as file:
            kept = at.personal.people.export(person, at.settings.now(), at.actor)
            file.write(json.dumps(kept, ensure_ascii=False, indent=2) + "\n")
    out.print(f"已写到 {to}。", markup=False)


@data.command("erase")
def erase_data(
    number: Asked,
    sure: Annotated[bool, typer.Option(prompt="删掉就找不回来，确定吗", help="不再问")] = False,
) -> None:
    """删除一个人的全部信息（个人信息保护法第四十七条）；先核对过本人再做。"""
    if not sure:
        out.print("什么都没有删。")
        raise typer.Exit(1)
    with office() as at:
        erased = at.personal.people.erase(_person(at, number), at.settings.now(), at.actor)
    out.print(_counted(erased.counts))


@data.command("rotate")
def rotate_keys() -> None:
    """换密钥：新密钥写在 SUYETONG_DATA_KEYS 最前面，重启全部进程，再运行这个；可以中断再来。"""
    with office() as at:
        sealer = at.personal.sealer
        done = rotate(
            resealing(at.engine, sealer), sealer, lambda kind, count: out.print(_one(kind, count))
        )
    out.print(
        f"共换了 {sum(done.values())} 条。去掉旧密钥以前，请把办件文件都再导入一遍："
        "要求过删除的人是按旧密钥记的，重新导入时才换成新的。"
    )


@data.command("tidy")
def tidy_data() -> None:
    """删掉到期的数据；平时由 worker 每小时做一次。"""
    with office() as at:
        stores = forgetting(at.engine, at.personal.sealer)
        gone = tidy(stores, at.personal.rules, at.settings.now())
    out.print(_counted(gone))


@_menu.command("push")
def push_menu(
    file: Annotated[
        Path | None, typer.Argument(help="默认是知识库文件夹里的 wechat_menu.yml")
    ] = None,
) -> None:
    """把菜单推送给微信，代替原来的；手机上要过五分钟以上才会变。"""
    with _reported():
        settings = settings_of_run()
        menu = read_menu(file or settings.knowledge_dir / MENU_FILE)
        _at_wechat(settings, lambda api: api.create_menu(menu.as_json()))
    out.print("菜单已推送。")


@_menu.command("show")
def show_menu() -> None:
    """微信那边现在的菜单。"""
    with _reported():
        found = _at_wechat(settings_of_run(), lambda api: api.get_menu())
    out.print(json.dumps(found, ensure_ascii=False, indent=2), markup=False)


@_menu.command("delete")
def delete_menu() -> None:
    """去掉菜单。"""
    with _reported():
        _at_wechat(settings_of_run(), lambda api: api.delete_menu())
    out.print("菜单已去掉。")


def _at_wechat(settings: Settings, call: Callable[[WechatApi], Awaitable[Found]]) -> Found:
    async def called() -> Found:
        url = settings.redis_url.get_secret_value()
        async with Redis.from_url(url, decode_responses=True, socket_timeout=2) as redis:
            api = build_wechat_api(settings, redis)
            try:
                return await call(api)
            finally:
                await api.close()

    return asyncio.run(called())


def _mark(reference: str, came: bool) -> None:
    with office() as at:
        plan = at.bookings.appointments.plan
        if plan is None:
            raise UnknownOffice
        counter = Counter(at.bookings.store, plan, at.bookings.secret)
        says = at.core.knowledge.edition.answerer.says
        marked = mark(counter, says, reference, came, at.bookings.now())
    out.print(marked.text, markup=False)
    if not marked.done:
        raise typer.Exit(1)


def _person(at: At, text: str) -> Person:
    number = read_number(text)
    if number is None or number.kind not in (NumberKind.ID_NUMBER, NumberKind.CREDIT_CODE):
        raise BadNumber
    return Person(_subjects(at, number))


def _subjects(at: At, number: Number) -> list[str]:
    return at.personal.sealer.digests(number.kind, number.value)


def _note(at: At, action: Action, subject: str | None, detail: str) -> None:
    record = AuditRecord(at.settings.now(), at.actor, action, subject, None, detail)
    at.personal.audit.write(record)


def _counted(counts: dict[str, int]) -> str:
    told = "、".join(_one(kind, count) for kind, count in counts.items() if count)
    return f"已删除：{told}。" if told else "没有要删的。"


def _one(kind: str, count: int) -> str:
    return f"{_KINDS[kind]} {count} 条"


@contextmanager
def _reported() -> Iterator[None]:
    """What WeChat refuses, and errors of ours, are printed and end with 1."""
    try:
        yield
    except WechatCallRefused as error:
        err.print(f"微信没有同意：{type(error).__name__}（{error.code}）。", markup=False)
        raise typer.Exit(1) from None
    except Unavailable as error:
        err.print(f"现在连不上微信或 Redis：{error}。", markup=False)
        raise typer.Exit(1) from None
    except SuyetongError as error:
        err.print(str(error), markup=False)
        raise typer.Exit(1) from None
