"""The product's own processes, each of which can be killed and started again on the same data."""

import asyncio
import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.launcher.plan import Plan
from bot.launcher.private import _free_ports
from bot.launcher.processes import WORKING_FOLDER, Spec, processes
from tests.stack import ROOT, TODAY

_PATIENCE = 180


@dataclass
class Killable:
    """Every process of `make run`, without the launcher: it would end all when it misses one."""

    plan: Plan
    environment: dict[str, str]
    specs: dict[str, Spec]
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://{self.plan.gateway_address}"

    def start(self, name: str) -> None:
        """As the launcher starts it."""
        spec = self.specs[name]
        log = self.plan.var / "log" / f"{name}.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("ab") as output:
            process = subprocess.Popen(
                spec.command,
                cwd=WORKING_FOLDER,
                env=self.environment,
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        assert process.stdin
        process.stdin.write((spec.stdin or "").encode())
        process.stdin.close()
        self.running[name] = process

    def kill(self, name: str) -> None:
        """`kill -9`; it returns when the process is gone."""
        process = self.running.pop(name)
        assert process.poll() is None, f"{name} had ended by itself: {self.tail(name)}"
        _end(process)

    def wait_until_healthy(self, *names: str) -> None:
        deadline = time.monotonic() + _PATIENCE
        for name in names or self.specs:
            while not asyncio.run(self.specs[name].healthy()):
                assert self.running[name].poll() is None, f"{name} ended: {self.tail(name)}"
                assert time.monotonic() < deadline, f"{name} is not healthy: {self.tail(name)}"
                time.sleep(0.1)

    def client(self, **more: Any) -> httpx.Client:
        """A client that calls nothing but this product."""
        return httpx.Client(base_url=self.url, trust_env=False, **more)

    def tail(self, name: str) -> str:
        log = self.plan.var / "log" / f"{name}.log"
        return log.read_text(encoding="utf-8", errors="replace")[-2000:]


@contextmanager
def killable_product(folder: Path, **settings: str) -> Iterator[Killable]:
    """Start the product with its data in `folder`; end what is left of it at the end."""
    servers = ("redis", "actions", "rasa", "gateway")
    ports = dict(zip(servers, _free_ports(len(servers)), strict=True))
    own = {
        "SUYETONG_VAR": str(folder),
        "SUYETONG_TODAY": TODAY,
        "SUYETONG_KNOWLEDGE_DIR": str(ROOT / "policies_kb"),
        "SUYETONG_RATE_PER_CLIENT": "10000/second",
        "SUYETONG_RATE_PER_CONVERSATION": "10000/second",
        "SUYETONG_RASA_TIMEOUT": "20",
        **{f"SUYETONG_{name.upper()}_PORT": str(port) for name, port in ports.items()},
        **settings,
    }
    with pytest.MonkeyPatch.context() as patch:
        for name in ("REDIS_URL", "DATABASE_URL", "SUYETONG_SECRET_KEY", "SUYETONG_DATA_KEYS"):
            # Not what a file of settings may name.
            patch.setenv(name, "")
        for name, value in own.items():
            patch.setenv(name, value)
        plan = Plan.read()
        environment = plan.environment()
    specs = {spec.name: spec for spec in processes(plan, environment)}
    product = Killable(plan, environment, specs)
    try:
        for name, spec in specs.items():
            product.start(name)
            if spec.needed_at_start:
                product.wait_until_healthy(name)
        product.wait_until_healthy()
        yield product
    finally:
        for process in product.running.values():
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
