"""A product of one's own: on free ports, with its own data, stopped at the end."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from rich.console import Console

from bot.config import ROOT
from bot.errors import SuyetongError

_SERVERS = ("redis", "actions", "rasa", "gateway")
_PATIENCE = 300.0


class NotStarted(SuyetongError):
    """The product did not start, or not in time; the message holds the end of what it printed."""


@dataclass(frozen=True)
class Private:
    """A running product. `var` holds its data and logs."""

    url: str
    var: Path
    process: subprocess.Popen[str]
    ports: dict[str, int]

    def client(self) -> httpx.Client:
        """A client that calls nothing but this product."""
        return httpx.Client(base_url=self.url, timeout=30, trust_env=False)

    def printed(self) -> str:
        """What the launcher has printed so far."""
        return (self.var / "launcher.log").read_text(encoding="utf-8")


@contextmanager
def private_product(var: Path, **settings: str) -> Iterator[Private]:
    """Start `suyetong run` with its data in `var`, wait until it is ready. NotStarted."""
    var.mkdir(parents=True, exist_ok=True)
    ports = dict(zip(_SERVERS, _free_ports(len(_SERVERS)), strict=True))
    environment = {
        **os.environ,
        "SUYETONG_VAR": str(var),
        **{f"SUYETONG_{name.upper()}_PORT": str(port) for name, port in ports.items()},
        # One address speaks as fast as it can.
        "SUYETONG_RATE_PER_CLIENT": "10000/second",
        "SUYETONG_RATE_PER_CONVERSATION": "10000/second",
        # The few demonstration applicants ask again and again.
        "SUYETONG_CODES_AN_HOUR": "500",
        # A shared machine may be slow.
        "SUYETONG_RASA_TIMEOUT": "20",
        **settings,
    }
    for name in ("REDIS_URL", "DATABASE_URL", "SUYETONG_SECRET_KEY", "SUYETONG_DATA_KEYS"):
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
    product = Private(f"http://127.0.0.1:{ports['gateway']}", var, process, ports)
    try:
        _wait_until_ready(product)
        yield product
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)


@contextmanager
def product_at(
    url: str | None, console: Console, var: Path | None = None
) -> Iterator[httpx.Client]:
    """A client of the product at `url`, or of one that is started for this. NotStarted.

    The one that is started keeps its data in `var`, else where nobody needs to know.
    """
    if url:
        with httpx.Client(base_url=url, timeout=30, trust_env=False) as client:
            yield client
        return
    with tempfile.TemporaryDirectory(prefix="suyetong-") as folder, ExitStack() as stack:
        with console.status("启动一套自己用的服务…"):
            product = stack.enter_context(private_product(var or Path(folder)))
        with product.client() as client:
            yield client


def _wait_until_ready(product: Private) -> None:
    deadline = time.monotonic() + _PATIENCE
    with product.client() as api:
        while time.monotonic() < deadline:
            if product.process.poll() is not None:
                raise NotStarted(f"没有启动成功：\n{product.printed()}")
            try:
                if "已启动" in product.printed() and api.get("/readyz").is_success:
                    return
            except httpx.HTTPError:
                pass
            time.sleep(0.3)
    raise NotStarted(f"启动超时：\n{product.printed()[-3000:]}")


def _free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [int(each.getsockname()[1]) for each in sockets]
    for each in sockets:
        each.close()
    return ports
