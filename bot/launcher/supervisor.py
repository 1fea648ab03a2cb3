"""Start processes in order, watch them, and stop them all when one is lost or a person says so."""

import asyncio
import contextlib
import os
import signal
import socket
import time
from asyncio.subprocess import PIPE, STDOUT, Process
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from bot.errors import SuyetongError
from bot.launcher.processes import WORKING_FOLDER, Spec

_LINES_SHOWN = 15
_SECONDS_TO_STOP = 10
# A process that was restarted this often within this time will not come back by itself.
_RESTARTS = 3
_RESTARTS_WITHIN_SECONDS = 300


class PortInUse(SuyetongError):
    """A port that we need belongs to another process."""


class ProcessLost(SuyetongError):
    """A process ended or never became healthy; the message says which and why."""


@dataclass
class _Running:
    spec: Spec
    process: Process
    started: float


class Supervisor:
    """Runs `specs` with `environment`; each process writes to its own file in `logs`."""

    def __init__(
        self, specs: list[Spec], environment: dict[str, str], logs: Path, console: Console
    ) -> None:
        self._specs = specs
        self._environment = environment
        self._logs = logs
        self._console = console
        self._running: list[_Running] = []
        self._restarted: dict[str, list[float]] = {}
        self._stopping = asyncio.Event()

    async def run(self, address: str) -> None:
        """Start all, say where, and watch until a signal. PortInUse, ProcessLost."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self._stopping.set)
        for spec in self._specs:
            if spec.port:
                _refuse_port_in_use(spec, spec.port)
        self._logs.mkdir(parents=True, exist_ok=True)
        try:
            await self._start_all()
            if self._stopping.is_set():
                return
            self._console.print(f"\n[bold green]苏业通已启动：{address}[/]")
            self._console.print(f"日志在 {self._logs}，按 Ctrl-C 停止。")
            await self._watch()
        finally:
            await self._stop_all()

    async def _start_all(self) -> None:
        """Start each in order. Only what the next ones need is waited for at once: the rest of them
        load side by side, and are then waited for in order."""
        waiting: list[_Running] = []
        for spec in self._specs:
            if self._stopping.is_set():
                return
            running = await self._launch(spec)
            self._running.append(running)
            if spec.needed_at_start:
                await self._until_ready(running)
            else:
                waiting.append(running)
        for running in waiting:
            await self._until_ready(running)

    async def _launch(self, spec: Spec) -> _Running:
        with self._log(spec).open("ab") as output:
            process = await asyncio.create_subprocess_exec(
                *spec.command,
                cwd=WORKING_FOLDER,
                env=self._environment,
                stdin=PIPE,
                stdout=output,
                stderr=STDOUT,
                # Ctrl-C is for the supervisor, which then stops them in order.
                start_new_session=True,
                preexec_fn=_end_with_parent,
            )
        assert process.stdin
        # One that ends before it has read is reported when it is waited for, with its reason.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            process.stdin.write((spec.stdin or "").encode())
            await process.stdin.drain()
        process.stdin.close()
        return _Running(spec, process, time.monotonic())

    async def _until_ready(self, running: _Running) -> None:
        with self._console.status(f"启动 {running.spec.name} …"):
            await self._until_healthy(running)
        if not self._stopping.is_set():
            seconds = time.monotonic() - running.started
            self._console.print(f"✓ {running.spec.name}  {seconds:.1f} 秒")

    async def _until_healthy(self, running: _Running) -> None:
        deadline = time.monotonic() + running.spec.patience
        while not await running.spec.healthy():
            if running.process.returncode is not None:
                raise ProcessLost(self._why(running))
            if self._stopping.is_set():
                return
            if time.monotonic() > deadline:
                raise ProcessLost(
                    f"{running.spec.name} 在 {running.spec.patience:.0f} 秒内没有就绪。"
                    f"{self._tail(running.spec)}"
                )
            await asyncio.sleep(0.2)

    async def _watch(self) -> None:
        stop = asyncio.create_task(self._stopping.wait())
        # By the process that was lost; each comes back beside the others.
        returning: dict[asyncio.Task[None], _Running] = {}
        try:
            while True:
                away = {lost.spec.name for lost in returning.values()}
                here = [each for each in self._running if each.spec.name not in away]
                ends = {asyncio.create_task(each.process.wait()): each for each in here}
                done, _ = await asyncio.wait(
                    [stop, *ends, *returning], return_when=asyncio.FIRST_COMPLETED
                )
                for task in ends:
                    task.cancel()
                if stop in done:
                    return
                for back in [task for task in returning if task in done]:
                    del returning[back]
                    back.result()
                for lost in [ends[task] for task in ends if task in done]:
                    returning[asyncio.create_task(self._bring_back(lost))] = lost
        finally:
            stop.cancel()
            for coming in returning:
                coming.cancel()
            await asyncio.gather(*returning, return_exceptions=True)

    async def _bring_back(self, lost: _Running) -> None:
        """Start it again, if it may be; else give up with the reason. ProcessLost."""
        since = time.monotonic() - _RESTARTS_WITHIN_SECONDS
        name = lost.spec.name
        recent = [restart for restart in self._restarted.get(name, []) if restart > since]
        if not lost.spec.restarts or len(recent) >= _RESTARTS:
            raise ProcessLost(self._why(lost))
        self._restarted[name] = [*recent, time.monotonic()]
        await _stop(lost)
        self._console.print(f"[yellow]⚠ {self._why(lost)}[/]")
        self._console.print(f"[yellow]其余进程照常服务，正在重新启动 {name}。[/]")
        position = self._running.index(lost)
        self._running[position] = await self._launch(lost.spec)
        await self._until_healthy(self._running[position])
        if not self._stopping.is_set():
            seconds = time.monotonic() - self._running[position].started
            self._console.print(f"✓ {name}  {seconds:.1f} 秒")

    async def _stop_all(self) -> None:
        if self._running:
            self._console.print("\n正在停止 …")
        for running in reversed(self._running):
            await _stop(running)
            self._console.print(f"✓ {running.spec.name} 已停止")

    def _log(self, spec: Spec) -> Path:
        return self._logs / f"{spec.name}.log"

    def _why(self, running: _Running) -> str:
        code = running.process.returncode
        assert code is not None
        how = f"被信号 {signal.Signals(-code).name} 终止" if code < 0 else f"退出，退出码 {code}"
        return f"进程 {running.spec.name} {how}。{self._tail(running.spec)}"

    def _tail(self, spec: Spec) -> str:
        log = self._log(spec)
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()[-_LINES_SHOWN:]
        return f"{log} 的最后几行：\n" + "\n".join(lines) if lines else ""


def _refuse_port_in_use(spec: Spec, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise PortInUse(
                f"端口 {port}（{spec.name} 要用）已被别的进程占用。"
                f"请停掉那个进程，或设 {spec.port_setting} 换一个端口，例如 "
                f"{spec.port_setting}={port + 1} make run"
            ) from error


async def _stop(running: _Running) -> None:
    """Ask the process and its children to end; after a while, end them."""
    _signal_group(running, signal.SIGTERM)
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(running.process.wait(), _SECONDS_TO_STOP)
    # Also when it has ended: a child of it may be left.
    _signal_group(running, signal.SIGKILL)
    await running.process.wait()


def _signal_group(running: _Running, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(running.process.pid, number)


def _end_with_parent() -> None:
    """On Linux, have the kernel end this process when the supervisor is killed."""
    import ctypes

    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)
