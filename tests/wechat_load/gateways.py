"""Gateway processes on one Redis and one database, with the double's account."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from bot.launcher.private import _free_ports
from tests.stack import ROOT, TODAY
from tests.wechat_double.checks import Travel
from tests.wechat_double.wire import OfficialAccount

_PATIENCE = 120


@dataclass
class Gateways:
    """The processes, by port."""

    folder: Path
    running: dict[int, subprocess.Popen[bytes]]

    def kill(self, port: int) -> None:
        """`kill -9`; it returns when the process is gone."""
        process = self.running.pop(port)
        process.send_signal(signal.SIGKILL)
        process.wait()

    def logs(self) -> str:
        """Whatever they have written."""
        return "\n".join(path.read_text("utf-8", "replace") for path in self.folder.glob("*.log"))

    def metric(self, name: str) -> float:
        """The sum of a figure over the processes that run, with all its labels."""
        found = 0.0
        for port in self.running:
            text = httpx.get(f"http://127.0.0.1:{port}/metrics", trust_env=False).text
            lines = [line for line in text.splitlines() if line.startswith(name)]
            found += sum(float(line.rsplit(" ", 1)[1]) for line in lines)
        return found


@contextmanager
def gateways(
    folder: Path,
    number: int,
    addresses: dict[str, str],
    account: OfficialAccount,
    travel: Travel = Travel.ENCRYPTED,
    **settings: str,
) -> Iterator[Gateways]:
    """Start them and wait until they listen. `addresses` are of redis, rasa and wechat."""
    environment = {
        **os.environ,
        "REDIS_URL": addresses["redis"],
        "DATABASE_URL": f"sqlite:///{folder / 'suyetong.db'}",
        "SUYETONG_RASA_URL": addresses["rasa"],
        "SUYETONG_RASA_TIMEOUT": "30",
        "SUYETONG_SECRET_KEY": "s" * 32,
        "SUYETONG_DATA_KEYS": "k" * 32,
        "SUYETONG_TODAY": TODAY,
        "SUYETONG_KNOWLEDGE_DIR": str(ROOT / "policies_kb"),
        **of_the_account(account, addresses["wechat"], travel),
        **settings,
    }
    started = Gateways(folder, {})
    try:
        for port in _free_ports(number):
            with (folder / f"gateway-{port}.log").open("wb") as output:
                started.running[port] = subprocess.Popen(
                    [sys.executable, "-m", "bot.cli", "serve", "gateway"],
                    cwd=ROOT,
                    env={**environment, "SUYETONG_GATEWAY_PORT": str(port)},
                    stdout=output,
                    stderr=subprocess.STDOUT,
                )
        for port, process in started.running.items():
            _wait(port, process, started)
        yield started
    finally:
        for process in started.running.values():
            process.send_signal(signal.SIGTERM)
        for process in started.running.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=15)
            process.kill()
            process.wait()


def of_the_account(account: OfficialAccount, endpoint: str, travel: Travel) -> dict[str, str]:
    """The settings for the double's account."""
    return {
        "SUYETONG_WECHAT_APP_ID": account.app_id,
        "SUYETONG_WECHAT_APP_SECRET": account.app_secret,
        "SUYETONG_WECHAT_TOKEN": account.token,
        "SUYETONG_WECHAT_AES_KEYS": account.aes_key,
        "SUYETONG_WECHAT_MODE": travel.value,
        "SUYETONG_WECHAT_ENDPOINT": endpoint,
    }


def _wait(port: int, process: subprocess.Popen[bytes], started: Gateways) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(started.logs())
        try:
            if httpx.get(f"http://127.0.0.1:{port}/healthz", trust_env=False).is_success:
                return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise RuntimeError(f"not healthy in time: {started.logs()}")
