"""Calling `suyetong …` as officers do, over a database of its own: no test reaches a Redis."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from bot.cli import app
from tests.fakes import Fakes

KEY, SECRET = "k" * 32, "s" * 32
Run = Callable[..., Result]


def database(tmp_path: Path) -> str:
    """Where the commands keep what they keep."""
    return f"sqlite:///{tmp_path}/suyetong.db"


def calling(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Calls `suyetong …`; what is typed at a prompt is `typed`, settings are given by name."""
    # A log that is set up here would write to a stream that is closed after the call.
    monkeypatch.setattr("bot.bootstrap.core.configure_logs", lambda _: None)
    # Read once for all calls.
    knowledge = Fakes().knowledge
    monkeypatch.setattr("bot.bootstrap.core.KnowledgeStore", lambda *_: knowledge)
    kept = {name: value for name, value in os.environ.items() if "SUYETONG" not in name}
    own = {
        "SUYETONG_VAR": str(tmp_path / "var"),
        "SUYETONG_SECRET_KEY": SECRET,
        "SUYETONG_DATA_KEYS": KEY,
        "SUYETONG_TODAY": "2026-11-24",
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "DATABASE_URL": database(tmp_path),
    }

    def run(*arguments: object, typed: str | None = None, **more: str) -> Result:
        with monkeypatch.context() as patch:
            # What a command sets for its own process is gone after it.
            patch.setattr(os, "environ", os.environ.copy())
            for name in set(os.environ) - set(kept):
                os.environ.pop(name)
            os.environ.update(own | more)
            words = [str(argument) for argument in arguments]
            return CliRunner().invoke(app, words, input=typed)

    return run
