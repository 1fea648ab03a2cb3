"""The supervisor with small processes of ours; signals are sent to one that runs by itself."""

import asyncio
import contextlib
import io
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest
from rich.console import Console

from bot.launcher import supervisor as module
from bot.launcher.processes import Spec
from bot.launcher.supervisor import PortInUse, ProcessLost, Supervisor

# Called with a folder, a name and a port: it writes down what happens to it, listens a little
# later, and ends when it is told to.
LISTENER = """
import os, pathlib, signal, socket, sys, time
folder, name, port = pathlib.Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])

def happened(what):
    with (folder / "events").open("a") as events:
        events.write(f"{name} {what}\\n")

def told(number, frame):
    happened(signal.Signals(number).name)
    sys.exit(0)

for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
    signal.signal(number, told)
happened("starts")
(folder / f"{name}.pid").write_text(str(os.getpid()))
time.sleep(0.1)
server = socket.socket()
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(("127.0.0.1", port))
server.listen()
happened("listens")
while True:
    server.accept()[0].close()
"""
PRINTS_AND_FAILS = """
import sys
for number in range(1, 41):
    print(f"line {number}.")
sys.exit(3)
"""
ENDS_BY_A_SIGNAL = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
IGNORES_TO_BE_TOLD = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + (
    LISTENER.replace("signal.SIGTERM, ", "")
)
HAS_A_CHILD = LISTENER.replace(
    'happened("starts")',
    """happened("starts")
import subprocess
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)", str(folder)])
(folder / f"{name}-child.pid").write_text(str(child.pid))
""",
)
NEVER_LISTENS = LISTENER.replace("server.listen()", "time.sleep(60)")
# Runs a supervisor until a signal; its standard input says over which processes.
SUPERVISOR = """
import asyncio, json, os, pathlib, socket, sys
from rich.console import Console
from bot.launcher.processes import Spec
from bot.launcher.supervisor import Supervisor

plan = json.load(sys.stdin)

def healthy(port):
    async def connects():
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0
    return connects

specs = [
    Spec(name, command, healthy(port), 20, port, "A_PORT")
    for name, command, port in plan["specs"]
]
logs = pathlib.Path(plan["logs"])
supervisor = Supervisor(specs, dict(os.environ), logs, Console(soft_wrap=True))
asyncio.run(supervisor.run("http://address/"))
"""


class Fakes:
    """Makes specs of small processes that leave their traces in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def command(self, name: str, port: int, script: str = LISTENER) -> list[str]:
        return [sys.executable, "-I", "-S", "-c", script, str(self.folder), name, str(port)]

    def spec(self, name: str, script: str = LISTENER, **more: Any) -> Spec:
        port = more.pop("port", None) or free_port()
        return Spec(
            name=name,
            command=self.command(name, port, script),
            port=port,
            port_setting=f"SUYETONG_{name.upper()}_PORT",
            healthy=more.pop("healthy", listens(port)),
            patience=more.pop("patience", 20),
            **more,
        )

    def pid(self, name: str) -> int:
        return int((self.folder / f"{name}.pid").read_text())

    def events(self) -> list[str]:
        path = self.folder / "events"
        return path.read_text().splitlines() if path.exists() else []


@pytest.fixture
def fakes(tmp_path: Path) -> Iterator[Fakes]:
    yield Fakes(tmp_path)
    for path in tmp_path.glob("*.pid"):
        # What a failed test left, if that is what the id still belongs to.
        with contextlib.suppress(psutil.NoSuchProcess):
            left = psutil.Process(int(path.read_text()))
            if str(tmp_path) in " ".join(left.cmdline()):
                left.kill()


@pytest.fixture
def printed() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def supervise(tmp_path: Path, printed: io.StringIO) -> Callable[..., Supervisor]:
    def over(*specs: Spec) -> Supervisor:
        console = Console(file=printed, soft_wrap=True)
        return Supervisor(list(specs), dict(os.environ), tmp_path / "log", console)

    return over


@asynccontextmanager
async def running(
    supervisor: Supervisor, printed: io.StringIO
) -> AsyncIterator[asyncio.Task[None]]:
    """The supervisor once everything has started; stopped at the end."""
    task = asyncio.create_task(supervisor.run("http://address/"))
    try:
        await until(lambda: "已启动" in printed.getvalue() or task.done())
        yield task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not condition():
            await asyncio.sleep(0.02)


def listens(port: int) -> Callable[[], Any]:
    async def connects() -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0

    return connects


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def gone_soon(pid: int) -> bool:
    """Somebody else's child is gone only when its new parent has taken note."""
    deadline = time.monotonic() + 5
    while alive(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not alive(pid)


async def test_what_the_others_need_is_ready_before_they_start_and_stops_after_them(
    fakes: Fakes, supervise: Callable[..., Supervisor], printed: io.StringIO
) -> None:
    supervisor = supervise(fakes.spec("a", needed_at_start=True), fakes.spec("b"), fakes.spec("c"))
    async with running(supervisor, printed):
        assert fakes.events()[:2] == ["a starts", "a listens"]
        # The others load side by side.
        assert sorted(fakes.events()[2:]) == ["b listens", "b starts", "c listens", "c starts"]
        reported = [line.split()[1] for line in printed.getvalue().splitlines() if "✓" in line]
        assert reported == ["a", "b", "c"]

    assert fakes.events()[6:] == ["c SIGTERM", "b SIGTERM", "a SIGTERM"]


async def test_the_address_is_printed_when_everything_is_ready(
    fakes: Fakes, supervise: Callable[..., Supervisor], printed: io.StringIO
) -> None:
    async with running(supervise(fakes.spec("a")), printed):
        assert "http://address/" in printed.getvalue()
        assert "a listens" in fakes.events()


async def test_no_process_is_left_when_the_supervisor_ends(
    fakes: Fakes, supervise: Callable[..., Supervisor], printed: io.StringIO
) -> None:
    async with running(supervise(fakes.spec("a"), fakes.spec("b")), printed):
        pids = [fakes.pid("a"), fakes.pid("b")]
        assert all(alive(pid) for pid in pids)

    assert not any(alive(pid) for pid in pids)


async def test_a_process_reads_its_configuration_from_standard_input(
    fakes: Fakes, supervise: Callable[..., Supervisor], printed: io.StringIO
) -> None:
    script = LISTENER.replace('happened("starts")', "happened(sys.stdin.read())")

    async with running(supervise(fakes.spec("a", script, stdin="a password")), printed):
        assert "a a password" in fakes.events()


async def test_each_process_writes_to_a_log_of_its_own(
    fakes: Fakes, supervise: Callable[..., Supervisor], printed: io.StringIO, tmp_path: Path
) -> None:
    says = "import os; os.write(1, b'out '); os.write(2, b'error')\n" + LISTENER

    async with running(supervise(fakes.spec("a", says), fakes.spec("b")), printed):
        assert (tmp_path / "log" / "a.log").read_text() == "out error"
        assert (tmp_path / "log" / "b.log").read_text() == ""


async def test_a_port_in_use_is_named_with_its_process_and_its_setting(
    fakes: Fakes, supervise: Callable[..., Supervisor]
) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(PortInUse) as refused:
            await supervise(fakes.spec("a"), fakes.spec("b", port=port)).run("http://address/")

    for part in (str(port), "b", "SUYETONG_B_PORT", str(port + 1)):
        assert part in str(refused.value)


async def test_nothing_starts_when_any_port_is_in_use(
    fakes: Fakes, supervise: Callable[..., Supervisor]
) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = fakes.spec("b", port=other.getsockname()[1])

        with pytest.raises(PortInUse):
            await supervise(fakes.spec("a"), taken).run("http://address/")

    assert fakes.events() == []


async def test_a_process_that_ends_at_its_start_is_named_with_its_code_and_its_last_lines(
    fakes: Fakes, supervise: Callable[..., Supervisor]
) -> None:
    supervisor = supervise(
        fakes.spec("a"), fakes.spec("b", PRINTS_AND_FAILS, needed_at_start=True), fakes.spec("c")
    )

    with pytest.raises(ProcessLost) as lost:
        await supervisor.run("http://address/")

    message = str(lost.value)
    assert "进程 b " in message
    assert "退出码 3" in message
    assert "line 40." in message
    assert "line 1." not in message
    assert not alive(fakes.pid("a"))
    assert not any(event.startswith("c") for event in fakes.events())


async def test_a_process_that_a_signal_ends_at_its_start_is_named_with_the_signal(
    fakes: Fakes, supervise: Callable[..., Supervisor]
) -> None:
    with pytest.raises(ProcessLost, match=r"a .*SIGKILL"):
        await supervise(fakes.spec("a", ENDS_BY_A_SIGNAL)).run("http://address/")


async def test_a_process_that_ends_before_it_read_its_configuration_is_named(
    fakes: Fakes, supervise: Callable[..., Supervisor]
) -> None:
    # More than a pipe holds, so that writing has to wait for the reader.
    spec = fakes.spec("a", PRINTS_AND_FAILS, stdin="x" * 1_000_000)

    with pytest.raises(ProcessLost, match=r"a .*退出码 3"):
        await supervise(spec).run("http://address/")


async def test_a_process_that_never_becomes_ready_is_named_and_stopped(
    fakes: Fakes, supervise: Callable[..., Supervisor]
) -> None:
    async def never() -> bool:
        return False

    supervisor = supervise(fakes.spec("a", healthy=never, patience=1))

    with pytest.raises(ProcessLost, match="a 在 1 秒内没有就绪"):
        await supervisor.run("http://address/")
    assert not alive(fakes.pid("a"))


async def test_a_process_lost_later_is_named_and_all_others_are_stopped(
    fakes: Fakes, supervise: Callable[..., Supervisor], printed: io.StringIO
) -> None:
    supervisor = supervise(*(fakes.spec(name) for name in ("a", "b", "c")))
    async with running(supervisor, printed) as task:
        os.kill(fakes.pid("b"), signal.SIGKILL)

        with pytest.raises(ProcessLost, match=r"进程 b .*SIGKILL"):
            await asyncio.wait_for(task, 20)

    assert not any(alive(fakes.pid(name)) for name in ("a", "b", "c"))


async def lose_and_find_again(fakes: Fakes, name: str, printed: io.StringIO) -> None:
    """End the process and wait until the supervisor has started it again."""
    lost, starts = fakes.pid(name), printed.getvalue().count(f"✓ {name} ")
    os.kill(lost, signal.SIGKILL)
    await until(lambda: printed.getvalue().count(f"✓ {name} ") == starts + 1)
    assert fakes.pid(name) != lost


async def test_a_process_that_comes_back_does_so_while_the_others_keep_running(
    fakes: Fakes, supervise: Callable[..., Supervisor], printed: io.StringIO
) -> None:
    supervisor = supervise(fakes.spec("a"), fakes.spec("b", restarts=True), fakes.spec("c"))
    async with running(supervisor, printed) as task:
        others = [fakes.pid("a"), fakes.pid("c")]

        await lose_and_find_again(fakes, "b", printed)

        assert "进程 b " in printed.getvalue().split("⚠")[1]
        assert [fakes.pid("a"), fakes.pid("c")] == others
        assert all(alive(pid) for pid in [*others, fakes.pid("b")])
        assert not task.done()

    assert not any(alive(fakes.pid(name)) for name in ("a", "b", "c"))
    assert fakes.events()[-3:] == ["c SIGTERM", "b SIGTERM", "a SIGTERM"]


async def test_a_process_that_is_lost_too_often_in_too_short_a_time_stops_all(
    fakes: Fakes, supervise: Callable[..., Supervisor], printed: io.StringIO
) -> None:
    supervisor = supervise(fakes.spec("a"), fakes.spec("b", restarts=True))
    async with running(supervisor, printed) as task:
        for _ in range(module._RESTARTS):
            await lose_and_find_again(fakes, "b", printed)
        os.kill(fakes.pid("b"), signal.SIGKILL)

        with pytest.raises(ProcessLost, match=r"进程 b .*SIGKILL"):
            await asyncio.wait_for(task, 20)

    assert not any(alive(fakes.pid(name)) for name in ("a", "b"))


async def test_two_that_are_lost_at_once_come_back_side_by_side(
    fakes: Fakes, supervise: Callable[..., Supervisor], printed: io.StringIO
) -> None:
    supervisor = supervise(
        *(fakes.spec(name, restarts=True) for name in ("a", "b")), fakes.spec("c")
    )
    async with running(supervisor, printed) as task:
        before = {name: fakes.pid(name) for name in ("a", "b", "c")}
        for name in ("a", "b"):
            os.kill(before[name], signal.SIGKILL)

        await until(lambda: all(printed.getvalue().count(f"✓ {n} ") == 2 for n in ("a", "b")))

        assert all(fakes.pid(name) != before[name] for name in ("a", "b"))
        assert fakes.pid("c") == before["c"]
        assert not task.done()


async def test_how_often_one_was_lost_does_not_count_for_another(
    fakes: Fakes, supervise: Callable[..., Supervisor], printed: io.StringIO
) -> None:
    supervisor = supervise(*(fakes.spec(name, restarts=True) for name in ("a", "b")))
    async with running(supervisor, printed) as task:
        for _ in range(module._RESTARTS):
            await lose_and_find_again(fakes, "a", printed)

        await lose_and_find_again(fakes, "b", printed)

        assert not task.done()


async def test_a_process_that_is_lost_now_and_then_comes_back_each_time(
    fakes: Fakes,
    supervise: Callable[..., Supervisor],
    printed: io.StringIO,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_RESTARTS", 1)
    monkeypatch.setattr(module, "_RESTARTS_WITHIN_SECONDS", 0)
    async with running(supervise(fakes.spec("b", restarts=True)), printed) as task:
        for _ in range(3):
            await lose_and_find_again(fakes, "b", printed)

        assert not task.done()


async def test_a_process_that_does_not_come_back_stops_all(
    fakes: Fakes, supervise: Callable[..., Supervisor], printed: io.StringIO, tmp_path: Path
) -> None:
    only_once = f"""
import pathlib, sys
if pathlib.Path({str(tmp_path)!r}, "b.pid").exists():
    sys.exit("cannot start twice")
"""
    supervisor = supervise(fakes.spec("a"), fakes.spec("b", only_once + LISTENER, restarts=True))
    async with running(supervisor, printed) as task:
        os.kill(fakes.pid("b"), signal.SIGKILL)

        with pytest.raises(ProcessLost, match="cannot start twice"):
            await asyncio.wait_for(task, 20)

    assert not alive(fakes.pid("a"))


async def test_another_process_lost_while_one_comes_back_stops_all(
    fakes: Fakes, supervise: Callable[..., Supervisor], printed: io.StringIO
) -> None:
    supervisor = supervise(fakes.spec("a"), fakes.spec("b", restarts=True))
    async with running(supervisor, printed) as task:
        os.kill(fakes.pid("b"), signal.SIGKILL)
        await until(lambda: "⚠" in printed.getvalue())
        os.kill(fakes.pid("a"), signal.SIGKILL)

        with pytest.raises(ProcessLost, match="进程 a "):
            await asyncio.wait_for(task, 20)

    assert not alive(fakes.pid("b"))


async def test_a_process_that_ignores_to_be_told_is_ended_after_a_while(
    fakes: Fakes,
    supervise: Callable[..., Supervisor],
    printed: io.StringIO,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_SECONDS_TO_STOP", 0.2)
    async with running(supervise(fakes.spec("a", IGNORES_TO_BE_TOLD)), printed):
        pid = fakes.pid("a")

    assert not alive(pid)


async def test_the_child_of_a_process_ends_with_it_when_it_is_told_to(
    fakes: Fakes, supervise: Callable[..., Supervisor], printed: io.StringIO
) -> None:
    async with running(supervise(fakes.spec("a", HAS_A_CHILD)), printed):
        child = fakes.pid("a-child")

    assert gone_soon(child)


async def test_the_child_of_a_process_that_is_lost_is_not_left_behind(
    fakes: Fakes, supervise: Callable[..., Supervisor], printed: io.StringIO
) -> None:
    async with running(supervise(fakes.spec("a", HAS_A_CHILD)), printed) as task:
        os.kill(fakes.pid("a"), signal.SIGKILL)
        with pytest.raises(ProcessLost):
            await asyncio.wait_for(task, 20)

    assert gone_soon(fakes.pid("a-child"))


class Own:
    """A supervisor that runs by itself, in a session of its own like one in a terminal."""

    def __init__(self, fakes: Fakes, **scripts: str) -> None:
        specs = []
        for name, script in scripts.items():
            port = free_port()
            specs.append((name, fakes.command(name, port, script), port))
        self.output = fakes.folder / "printed"
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-c", SUPERVISOR],
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=subprocess.STDOUT,
                text=True,
                start_new_session=True,
            )
        assert self.process.stdin
        self.process.stdin.write(json.dumps({"specs": specs, "logs": str(fakes.folder / "log")}))
        self.process.stdin.close()

    def wait_for(self, condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + 20
        while not condition():
            assert self.process.poll() is None, self.output.read_text()
            assert time.monotonic() < deadline, self.output.read_text()
            time.sleep(0.02)

    def started(self) -> bool:
        return "已启动" in self.output.read_text()


@pytest.fixture
def by_itself(fakes: Fakes) -> Iterator[Callable[..., Own]]:
    made: list[Own] = []

    def start(**scripts: str) -> Own:
        made.append(Own(fakes, **scripts))
        return made[-1]

    yield start
    for own in made:
        own.process.kill()
        own.process.wait()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_stops_everything_and_leaves_no_orphan(
    fakes: Fakes, by_itself: Callable[..., Own], number: signal.Signals
) -> None:
    own = by_itself(a=LISTENER, b=HAS_A_CHILD)
    own.wait_for(own.started)
    pids = [fakes.pid("a"), fakes.pid("b"), fakes.pid("b-child")]
    assert all(alive(pid) for pid in pids)

    own.process.send_signal(number)

    assert own.process.wait(timeout=20) == 0
    assert not any(alive(pid) for pid in pids[:2])
    assert gone_soon(pids[2])
    assert "Traceback" not in own.output.read_text()


def test_ctrl_c_in_the_terminal_reaches_the_supervisor_alone(
    fakes: Fakes, by_itself: Callable[..., Own]
) -> None:
    own = by_itself(a=LISTENER, b=LISTENER)
    own.wait_for(own.started)
    assert {os.getsid(fakes.pid(name)) for name in "ab"} == {fakes.pid("a"), fakes.pid("b")}

    # As a terminal does: to every process of its foreground group.
    os.killpg(own.process.pid, signal.SIGINT)

    assert own.process.wait(timeout=20) == 0
    assert fakes.events()[-2:] == ["b SIGTERM", "a SIGTERM"]
    assert not any("SIGINT" in event for event in fakes.events())


def test_a_signal_during_the_start_stops_what_has_started(
    fakes: Fakes, by_itself: Callable[..., Own]
) -> None:
    own = by_itself(a=LISTENER, b=NEVER_LISTENS, c=LISTENER)
    own.wait_for(lambda: "b starts" in fakes.events() and "c listens" in fakes.events())
    own.process.send_signal(signal.SIGTERM)

    assert own.process.wait(timeout=20) == 0
    assert not any(alive(fakes.pid(name)) for name in "abc")
    assert "已启动" not in own.output.read_text()


def test_a_process_that_was_stopped_during_its_start_is_not_reported_as_started(
    fakes: Fakes, by_itself: Callable[..., Own]
) -> None:
    own = by_itself(a=NEVER_LISTENS)
    own.wait_for(lambda: "a starts" in fakes.events())
    own.process.send_signal(signal.SIGTERM)

    assert own.process.wait(timeout=20) == 0
    assert not [line for line in own.output.read_text().splitlines() if line.endswith("秒")]
