"""What the officers' commands have in common: the parts over the database, and errors in words."""

import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import typer
from rich.console import Console
from sqlalchemy import Engine

from bot.bootstrap import BookingParts, Core, PersonalParts
from bot.bootstrap.core import build_bookings, build_core
from bot.bootstrap.personal import build_personal
from bot.config import Settings, read_settings
from bot.errors import BadImport, BadNumber, SuyetongError, UnknownFeedback, UnknownOffice
from bot.launcher.plan import Plan
from bot.storage.database import connect, migrate

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


@dataclass(frozen=True)
class At:
    """What one command has before it."""

    settings: Settings
    engine: Engine
    core: Core
    bookings: BookingParts
    personal: PersonalParts

    @property
    def actor(self) -> str:
        """Who calls, for the audit trail."""
        return f"cli:{getpass.getuser()}"


def settings_of_run() -> Settings:
    """As `make run` has them for its processes. ConfigError."""
    os.environ.update(Plan.read().environment())
    return read_settings()


@contextmanager
def office() -> Iterator[At]:
    """The parts over a migrated database; errors of ours are printed, and end with 1."""
    try:
        settings = settings_of_run()
        engine = connect(settings.database_url.get_secret_value())
        migrate(engine)
        core = build_core(settings, engine)
        own = build_bookings(settings, core, engine)
        yield At(settings, engine, core, own, build_personal(settings, core, own, engine))
    except BadImport as error:
        for fault in error.faults:
            err.print(fault, markup=False)
        err.print("一行也没有导入。改好以后再导一次。")
        raise typer.Exit(1) from None
    except BadNumber:
        err.print("读不出这个号码。请写18位身份证号或统一社会信用代码。")
        raise typer.Exit(1) from None
    except UnknownOffice:
        err.print("没有 appointments.yml，没有可以预约的窗口。")
        raise typer.Exit(1) from None
    except UnknownFeedback:
        err.print("没有这个编号的意见。编号见 suyetong feedback list。")
        raise typer.Exit(1) from None
    except OSError as error:
        err.print(f"{error.filename}：{error.strerror}", markup=False)
        raise typer.Exit(1) from None
    except SuyetongError as error:
        err.print(str(error), markup=False)
        raise typer.Exit(1) from None


def own_file(path: Path, newline: str | None = None, encoding: str = "utf-8") -> TextIO:
    """`path` empty and readable by its owner alone, also where it was there before. OSError."""
    number = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    os.fchmod(number, 0o600)
    os.ftruncate(number, 0)
    return os.fdopen(number, "w", encoding=encoding, newline=newline)
