"""The whole product for tests: `suyetong run` with free ports, its own data and knowledge."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil

ROOT = Path(__file__).resolve().parent.parent
TODAY = "2026-11-24"


@dataclass
class Stack:
    """A running product. `var` holds its data and logs, `knowledge` the files it answers from."""

    url: str
    var: Path
    knowledge: Path
    process: subprocess.Popen[str]
    ports: dict[str, int]

    def client(self) -> httpx.Client:
        """A client that calls nothing but this product."""
        return httpx.Client(base_url=self.url, timeout=30, trust_env=False)

    def pids(self, name: str) -> list[int]:
        """The processes that listen as `name`: redis, actions, rasa or gateway."""
        marks = {
            "redis": "redis-server",
            "actions": "serve actions",
            "rasa": "rasa run",
            "gateway": "serve gateway",
        }
        children = psutil.Process(self.process.pid).children()
        return [child.pid for child in children if marks[name] in " ".join(child.cmdline())]

    def printed(self) -> str:
        """What the launcher has printed so far."""
        return (self.var / "launcher.log").read_text(encoding="utf-8")

    def logs(self) -> str:
        """Every line that any process has logged."""
        files = [*(self.var / "log").glob("*.log"), self.var / "launcher.log"]
        return "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in files)


@contextmanager
def running_stack(folder: Path, **settings: str) -> Iterator[Stack]:
    """Start the product in `folder`, wait until it is ready, stop it afterwards."""
    knowledge = folder / "policies_kb"
    shutil.copytree(ROOT / "policies_kb", knowledge)
    var = folder / "var"
    var.mkdir()
    ports = dict(zip(("redis", "actions", "rasa", "gateway"), _free_ports(4), strict=True))
    environment = {
        **os.environ,
        "SUYETONG_VAR": str(var),
        "SUYETONG_KNOWLEDGE_DIR": str(knowledge),
        "SUYETONG_TODAY": TODAY,
        **{f"SUYETONG_{name.upper()}_PORT": str(port) for name, port in ports.items()},
        # The tests send as fast as they can from one address.
        "SUYETONG_RATE_PER_CLIENT": "10000/second",
        "SUYETONG_RATE_PER_CONVERSATION": "10000/second",
        # A shared machine may be slow; what a slow Rasa leads to has tests of its own.
        "SUYETONG_RASA_TIMEOUT": "20",
        **settings,
    }
    for name in ("REDIS_URL", "DATABASE_URL", "SUYETONG_SECRET_KEY"):
        environment.pop(name, None)
    with (var / "launcher.log").open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot.cli", "run"],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
        )
    stack = Stack(f"http://127.0.0.1:{ports['gateway']}", var, knowledge, process, ports)
    try:
        _wait_until_ready(stack)
        yield stack
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)


def _wait_until_ready(stack: Stack) -> None:
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline:
        if stack.process.poll() is not None:
            raise AssertionError(f"the product did not start:\n{stack.printed()}")
        try:
            if "已启动" in stack.printed() and stack.client().get("/readyz").status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.3)
    raise AssertionError(f"the product was not ready in time:\n{stack.logs()[-3000:]}")


def _free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports
