"""The whole product for tests: `suyetong run` with free ports, its own data and knowledge."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psutil

from bot.evaluation.sent_codes import SentCodes
from bot.launcher.private import private_product

ROOT = Path(__file__).resolve().parent.parent
TODAY = "2026-11-24"


@dataclass
class Stack:
    """A running product. `var` holds its data and logs, `knowledge` the files it answers from.

    `code()` is the code that was sent last, since the call before.
    """

    url: str
    var: Path
    knowledge: Path
    process: subprocess.Popen[str]
    ports: dict[str, int]
    code: SentCodes = field(init=False)

    def __post_init__(self) -> None:
        self.code = self.codes()

    def codes(self) -> SentCodes:
        """The codes that are sent from now on."""
        return SentCodes(self.var / "log" / "worker.log")

    def client(self) -> httpx.Client:
        """A client that calls nothing but this product."""
        return httpx.Client(base_url=self.url, timeout=30, trust_env=False)

    def officer(self, *words: str) -> str:
        """What `suyetong …` prints beside this product."""
        environment = {
            **os.environ,
            **dict.fromkeys(("REDIS_URL", "DATABASE_URL", "SUYETONG_SECRET_KEY"), ""),
            "SUYETONG_DATA_KEYS": "",
            "SUYETONG_VAR": str(self.var),
            "SUYETONG_REDIS_PORT": str(self.ports["redis"]),
            "SUYETONG_TODAY": TODAY,
        }
        command = [sys.executable, "-m", "bot.cli", *words]
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def pids(self, name: str) -> list[int]:
        """The processes of `name`: redis, actions, rasa, gateway or worker."""
        marks = {
            "redis": "redis-server",
            "actions": "serve actions",
            "rasa": "rasa run",
            "gateway": "serve gateway",
            "worker": "serve worker",
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
    fixed = {"SUYETONG_KNOWLEDGE_DIR": str(knowledge), "SUYETONG_TODAY": TODAY}
    with private_product(folder / "var", **{**fixed, **settings}) as product:
        yield Stack(product.url, product.var, knowledge, product.process, product.ports)
