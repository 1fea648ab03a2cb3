"""A product that trusts its proxy, for tests that speak from many addresses, and its applicants."""

import csv
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dotenv import dotenv_values
from sqlalchemy import text

from bot.identity.numbers import Number, NumberKind
from bot.storage.database import connect
from tests.killable import killable_product
from tests.planted import Planted
from tests.stack import ROOT, TODAY, running_stack

# The demonstration's short message, and whose it is.
_SENT = re.compile(r"〔演示短信，未发送〕(\S+) 您的验证码是(\d{6})")
# The limits as they are by default.
_SETTINGS = {"SUYETONG_TRUSTED_PROXIES": "127.0.0.1", "SUYETONG_CODES_AN_HOUR": "3"}


@dataclass(frozen=True)
class Running:
    """A product, and where it keeps what it keeps."""

    url: str
    var: Path
    redis_url: str
    database_url: str
    environment: dict[str, str]

    def codes(self, mobile: str) -> list[str]:
        """What the demonstration's short messages told a phone, oldest first."""
        masked = Number(NumberKind.MOBILE, mobile).masked
        log = (self.var / "log" / "worker.log").read_text(encoding="utf-8")
        return [code for phone, code in _SENT.findall(log) if phone == masked]


@contextmanager
def on_sqlite(folder: Path) -> Iterator[Running]:
    with running_stack(folder, **_SETTINGS) as stack:
        kept = dotenv_values(stack.var / "secrets.env")
        password, port = kept["SUYETONG_REDIS_PASSWORD"], stack.ports["redis"]
        environment = {
            **os.environ,
            **dict.fromkeys(("REDIS_URL", "DATABASE_URL", "SUYETONG_SECRET_KEY"), ""),
            "SUYETONG_DATA_KEYS": "",
            "SUYETONG_VAR": str(stack.var),
            "SUYETONG_REDIS_PORT": str(port),
            "SUYETONG_TODAY": TODAY,
        }
        redis_url = f"redis://:{password}@127.0.0.1:{port}/0"
        database = f"sqlite:///{stack.var / 'suyetong.db'}"
        yield Running(stack.url, stack.var, redis_url, database, environment)


@contextmanager
def on_postgresql(folder: Path, server: Any) -> Iterator[Running]:
    administering = connect(server.get_uri())
    with administering.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("CREATE DATABASE personal"))
    administering.dispose()
    url = str(server.get_uri("personal"))
    with killable_product(folder / "var", DATABASE_URL=url, **_SETTINGS) as product:
        environment = product.environment
        yield Running(product.url, product.plan.var, environment["REDIS_URL"], url, environment)


def register(product: Running, people: list[Planted], file: Path) -> None:
    """As an officer does it."""
    titles = ["申请编号", "姓名", "身份证号", "手机号", "事项", "地区", "环节", "日期"]
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(titles)
        for own in people:
            whose = [own.application, own.name, own.id_number, own.mobile]
            writer.writerow([*whose, "失业登记", "南京市", "受理", "2026-11-23"])
    command = [sys.executable, "-m", "bot.cli", "applications", "import", str(file)]
    done = subprocess.run(
        command, cwd=ROOT, env=product.environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"新增 {len(people)} 件" in done.stdout
