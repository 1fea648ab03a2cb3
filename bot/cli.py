"""`suyetong`: what people and the Makefile call."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.config import ROOT, read_settings
from bot.errors import KnowledgeError, SuyetongError, UnknownPolicy, UnknownRegion
from bot.feedback_cli import feedback
from bot.officer_cli import applications, bookings, data, wechat
from bot.switch_cli import switch

app = typer.Typer(help="苏业通：就业创业政策问答", no_args_is_help=True, add_completion=False)
kb = typer.Typer(help="知识库", no_args_is_help=True)
serve = typer.Typer(help="单独启动一个进程（一般用 make run）", no_args_is_help=True)
app.add_typer(kb, name="kb")
app.add_typer(serve, name="serve")
app.add_typer(applications, name="applications")
app.add_typer(bookings, name="bookings")
app.add_typer(data, name="data")
app.add_typer(feedback, name="feedback")
app.add_typer(switch, name="switch")
app.add_typer(wechat, name="wechat")

_out = Console(highlight=False, soft_wrap=True)
_err = Console(stderr=True, highlight=False, soft_wrap=True)

Folder = Annotated[
    Path, typer.Option("--dir", help="知识库文件夹", envvar="SUYETONG_KNOWLEDGE_DIR")
]


@kb.command("check")
def kb_check(folder: Folder = ROOT / "policies_kb") -> None:
    """检查知识库；有错时列出文件、行、键和改法，退出码 1。"""
    from bot.appointments import read_plan
    from bot.policies.loader import load_knowledge
    from bot.processes import read_processes
    from bot.wechat import menu

    try:
        knowledge = load_knowledge(folder)
        plan = read_plan(folder, knowledge)
        read_processes(folder, knowledge)
        if (folder / menu.FILE).exists():
            menu.read_menu(folder / menu.FILE)
    except KnowledgeError as error:
        for fault in error.faults:
            _err.print(str(fault), markup=False)
        raise typer.Exit(1) from None
    versions = sum(len(policy.versions) for policy in knowledge.policies.values())
    offices = f"，{len(plan.offices)} 个可预约的窗口" if plan else ""
    _out.print(
        f"知识库没有问题：{len(knowledge.policies)} 项政策，{versions} 个版本，"
        f"{len(knowledge.service_items)} 个办事事项{offices}。"
    )


@kb.command("show")
def kb_show(
    policy_id: Annotated[str, typer.Argument(metavar="ID", help="政策的 id、名称或版本 id")],
    on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="哪一天，默认今天")
    ] = None,
    city: Annotated[str | None, typer.Option(help="哪个城市，默认全省")] = None,
    folder: Folder = ROOT / "policies_kb",
) -> None:
    """按某一天的口径，把一项政策的每个方面照机器人的答法打印出来。"""
    from bot.config import SHANGHAI
    from bot.policies.answer import Answerer
    from bot.policies.loader import load_knowledge
    from bot.policies.model import Aspect
    from bot.policies.versions import version_on
    from bot.words import Words

    day: date = on.date() if on else datetime.now(SHANGHAI).date()
    with _reported():
        knowledge = load_knowledge(folder)
        answerer = Answerer(knowledge, Words.load(ROOT / "domain"))
        policy, named = knowledge.find(policy_id)
        region = knowledge.region(city).name if city else None
        version = named or version_on(policy, day)
        for aspect in Aspect:
            answer = answerer.answer(policy, version, aspect, day, region)
            _out.print(answer.text, markup=False)
            _out.print()


@serve.command("gateway")
def serve_gateway() -> None:
    """对外的网关。"""
    import uvicorn

    from bot.bootstrap.gateway import build_gateway
    from bot.gateway.app import create_app

    with _reported():
        settings = read_settings()
        gateway = create_app(build_gateway(settings))
    uvicorn.run(
        gateway,
        host=settings.gateway_host,
        port=settings.gateway_port,
        access_log=False,
        log_level="warning",
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=settings.trusted_proxies or None,
        server_header=False,
        timeout_graceful_shutdown=5,
    )


@serve.command("actions")
def serve_actions() -> None:
    """Rasa 的动作服务，只在本机。"""
    from actions.server import serve as serve_on_loopback

    with _reported():
        settings = read_settings()
        serve_on_loopback(settings)


@serve.command("worker")
def serve_worker(
    heartbeat: Annotated[
        Path | None, typer.Option(help="每做完一轮就更新的文件，看它还在不在")
    ] = None,
) -> None:
    """按时间做事的进程：发短信、提醒、放开过时的位子、删到期的数据。可以同时开几个。"""
    from bot.bootstrap.worker import build_worker
    from bot.worker import run_worker

    with _reported():
        parts = build_worker(read_settings(), heartbeat)
    run_worker(parts)


@app.command("train")
def train_command() -> None:
    """训练数据改动后重新训练 Rasa；没改动就什么也不做。"""
    from bot.launcher.training import train

    with _reported():
        made = train(_out)
    _out.print("模型已重新训练。" if made else "训练数据没有变化，不用重新训练。")


@app.command("mark")
def mark_command(
    check: Annotated[bool, typer.Option("--check", help="只检查，不改文件")] = False,
    folder: Folder = ROOT / "policies_kb",
) -> None:
    """知识库的名称改动后，把训练语句里的名称重新标记，和真的消息一样。"""
    from bot.config import SHANGHAI
    from bot.policies.linking import Linker
    from bot.policies.loader import load_knowledge
    from bot.understanding.marking import apply, changes

    with _reported():
        linker = Linker(load_knowledge(folder))
        found = changes(ROOT / "data" / "nlu", linker, datetime.now(SHANGHAI).date())
    if not check:
        apply(found)
    for change in found:
        _out.print(f"{change.path.name}:{change.line}: {change.wanted}", markup=False)
    _out.print(f"{len(found)} 句的标记{'要改' if check else '改好了'}。")
    if check and found:
        raise typer.Exit(1)


@app.command("run")
def run_command() -> None:
    """启动全部进程，直到 Ctrl-C。"""
    from bot.launcher.run import run

    with _reported():
        run(_out)


Url = Annotated[
    str | None,
    typer.Option(help="正在运行的网关的地址，如 http://127.0.0.1:8000；不写就自己启动一个"),
]


@app.command("evaluate")
def evaluate_command(
    file: Annotated[Path, typer.Argument(metavar="FILE.jsonl", help="每行一句：id、text、标签")],
    url: Url = None,
    figures_to: Annotated[
        Path | None, typer.Option("--figures", help="把比例也写成 JSON，存到这里")
    ] = None,
    folder: Folder = ROOT / "policies_kb",
) -> None:
    """让真的机器人听一遍标好的话，打印事情、政策、方面听对的比例和每一处听错。"""
    import json

    from rich.progress import track

    from bot.evaluation.listening import listen
    from bot.evaluation.report import figures, scores_table
    from bot.evaluation.utterances import meanings, read_utterances
    from bot.launcher.private import product_at
    from bot.policies.loader import load_knowledge

    with _reported():
        labelled = read_utterances(file)
        meant = meanings(labelled, load_knowledge(folder))
        with product_at(url, _err) as api:
            heard = listen(labelled, meant, api)
            judged = list(track(heard, "正在听…", len(labelled), console=_err))
    for one in judged:
        for fault in one.missed:
            _out.print(f"{one.said.id}  {fault}  {one.said.text}", markup=False)
    _out.print(scores_table(judged))
    if figures_to:
        written = json.dumps(figures(judged), ensure_ascii=False, indent=2)
        figures_to.write_text(written + "\n", encoding="utf-8")


@app.command("converse")
def converse_command(
    file: Annotated[Path, typer.Argument(metavar="FILE.yml", help="对话文件，或放对话的文件夹")],
    url: Url = None,
) -> None:
    """把写好的对话在真的机器人上走一遍，打印每一步要什么、得到什么；有不对的退出码 1。"""
    from tempfile import TemporaryDirectory

    from bot.evaluation.conversations import play, read_conversations
    from bot.evaluation.sent_codes import SentCodes
    from bot.launcher.plan import Plan
    from bot.launcher.private import product_at

    right = 0
    with _reported(), TemporaryDirectory(prefix="suyetong-") as own:
        conversations = read_conversations(file)
        at = url or _running()
        var = Plan.read().var if at else Path(own)
        with product_at(at, _err, var) as api:
            for conversation in conversations:
                log = var / "log" / "worker.log"
                codes = SentCodes(log) if log.exists() else None
                _out.print(f"■ {conversation.name}", markup=False)
                faults = 0
                for played in play(conversation, api, codes):
                    _out.print(f"  人：{played.step.done}", markup=False)
                    expected = played.step.expect.model_dump(exclude_defaults=True)
                    _out.print(f"    要：{expected or '（不限）'}", markup=False)
                    _out.print(f"    得：{played.shown}  {_first_line(played.text)}", markup=False)
                    for fault in played.faults:
                        _out.print(f"    ✗ {fault}", markup=False)
                    faults += len(played.faults)
                _out.print(f"  {'✓ 对' if not faults else f'✗ {faults} 处不对'}", markup=False)
                right += not faults
    _out.print(f"{len(conversations)} 段对话，{right} 段全对。")
    if right < len(conversations):
        raise typer.Exit(1)


def _running() -> str | None:
    """The gateway of `make run`, if it runs."""
    import httpx

    from bot.launcher.plan import Plan

    url = f"http://{Plan.read().gateway_address}"
    try:
        return url if httpx.get(f"{url}/healthz", trust_env=False).is_success else None
    except httpx.HTTPError:
        return None


def _first_line(text: str) -> str:
    return text.splitlines()[0] if text else ""


class _reported:
    """Print our own errors as a message, without a traceback, and end with 1."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, UnknownPolicy):
            _err.print(f"没有这项政策：{error}", markup=False)
        elif isinstance(error, UnknownRegion):
            _err.print(f"regions.yml 里没有这个地方：{error}", markup=False)
        elif isinstance(error, SuyetongError):
            _err.print(str(error), markup=False)
        else:
            return
        raise typer.Exit(1) from None


if __name__ == "__main__":
    app()
