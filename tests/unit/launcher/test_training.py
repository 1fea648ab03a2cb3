"""When Rasa is trained; a small script stands for Rasa."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

from bot.launcher import training
from bot.launcher.training import TrainingFailed, train

CONSOLE = Console(quiet=True)
# Called as `python -m rasa train … --out FOLDER`; it counts how often.
MAKES_A_MODEL = """
import pathlib, sys
out = pathlib.Path(sys.argv[sys.argv.index("--out") + 1])
out.mkdir(parents=True, exist_ok=True)
(out / "suyetong.tar.gz").write_text("a model")
with (out / "calls").open("a") as calls:
    calls.write("trained\\n")
"""
FAILS = """
import sys
print("on the way")
print("no such intent: ask_weather", file=sys.stderr)
sys.exit(1)
"""
FORGETS_THE_MODEL = "print('all is well')"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one file of each kind that Rasa learns from, and others that it does not."""
    for name in (
        "config.yml",
        "domain/greet.yml",
        "domain/deep/er.yml",
        "data/nlu/greet.yml",
        "data/rules.yml",
        "data/notes.md",
        "endpoints.yml",
        "README.md",
        "policies_kb/policy.yml",
        "rasa_ext/requirements.lock",
        "rasa_ext/mention_mask.py",
        "rasa_ext/phrase_classifier.py",
        "rasa_ext/lock_store.py",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"content of {name}\n")
    monkeypatch.setattr(training, "ROOT", tmp_path)
    monkeypatch.setattr(training, "MODELS", tmp_path / "models")
    monkeypatch.setattr(training, "MODEL", tmp_path / "models" / "suyetong.tar.gz")
    monkeypatch.setattr(training, "_ASIDE", tmp_path / "models" / "new")
    monkeypatch.setattr(training, "_STAMP", tmp_path / "models" / "trained_from.sha256")
    return tmp_path


@pytest.fixture
def rasa(root: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Puts `script` in the place of Rasa's Python."""

    def replace(script: str) -> None:
        path = root / "fake_rasa"
        path.write_text(f"#!{sys.executable}\n{script}")
        path.chmod(0o755)
        monkeypatch.setattr(training, "RASA_PYTHON", path)

    replace(MAKES_A_MODEL)
    return replace


def times_trained(root: Path) -> int:
    calls = root / "models" / "new" / "calls"
    return len(calls.read_text().splitlines()) if calls.exists() else 0


@pytest.mark.parametrize(
    "name",
    [
        "config.yml",
        "domain/greet.yml",
        "domain/deep/er.yml",
        "data/nlu/greet.yml",
        "data/rules.yml",
        "rasa_ext/requirements.lock",
        "rasa_ext/mention_mask.py",
        "rasa_ext/phrase_classifier.py",
    ],
)
def test_the_fingerprint_changes_with_what_rasa_learns_from(root: Path, name: str) -> None:
    before = training._fingerprint()
    (root / name).write_text("something else\n")

    assert training._fingerprint() != before


@pytest.mark.parametrize(
    "name",
    [
        "endpoints.yml",
        "README.md",
        "data/notes.md",
        "policies_kb/policy.yml",
        "rasa_ext/lock_store.py",
    ],
)
def test_the_fingerprint_does_not_change_with_anything_else(root: Path, name: str) -> None:
    before = training._fingerprint()
    (root / name).write_text("something else\n")

    assert training._fingerprint() == before


def test_the_fingerprint_does_not_change_when_files_are_only_touched(root: Path) -> None:
    before = training._fingerprint()
    for path in root.rglob("*.yml"):
        os.utime(path, (1, 1))

    assert training._fingerprint() == before


def test_the_fingerprint_changes_when_a_file_is_added_removed_or_renamed(root: Path) -> None:
    seen = {training._fingerprint()}
    added = root / "data" / "nlu" / "added.yml"
    added.write_text("")
    seen.add(training._fingerprint())
    added.rename(added.with_name("renamed.yml"))
    seen.add(training._fingerprint())
    (root / "data" / "rules.yml").unlink()
    seen.add(training._fingerprint())

    assert len(seen) == 4


def test_the_fingerprint_changes_when_text_moves_from_one_file_to_the_next(root: Path) -> None:
    first, second = root / "domain" / "a.yml", root / "domain" / "b.yml"
    first.write_text("12")
    second.write_text("3")
    before = training._fingerprint()
    first.write_text("1")
    second.write_text("23")

    assert training._fingerprint() != before


@pytest.mark.usefixtures("rasa")
def test_a_model_is_trained_once(root: Path) -> None:
    assert train(CONSOLE) is True
    assert train(CONSOLE) is False
    assert times_trained(root) == 1


@pytest.mark.usefixtures("rasa")
def test_a_model_is_trained_again_after_a_change(root: Path) -> None:
    train(CONSOLE)
    (root / "data" / "rules.yml").write_text("something else\n")

    assert train(CONSOLE) is True
    assert train(CONSOLE) is False
    assert times_trained(root) == 2


@pytest.mark.usefixtures("rasa")
def test_a_model_that_was_deleted_is_trained_again(root: Path) -> None:
    train(CONSOLE)
    (root / "models" / "suyetong.tar.gz").unlink()

    assert train(CONSOLE) is True


def test_a_training_that_fails_says_what_rasa_said_and_is_tried_again(
    rasa: Callable[[str], None],
) -> None:
    rasa(FAILS)
    with pytest.raises(TrainingFailed, match="no such intent: ask_weather"):
        train(CONSOLE)
    rasa(MAKES_A_MODEL)

    assert train(CONSOLE) is True


def test_a_training_that_fails_after_a_change_does_not_pass_for_done(
    root: Path, rasa: Callable[[str], None]
) -> None:
    train(CONSOLE)
    (root / "config.yml").write_text("something else\n")
    rasa(FAILS)

    for _ in range(2):
        with pytest.raises(TrainingFailed):
            train(CONSOLE)


def test_a_training_that_makes_no_model_failed(rasa: Callable[[str], None]) -> None:
    rasa(FORGETS_THE_MODEL)

    with pytest.raises(TrainingFailed, match="all is well"):
        train(CONSOLE)
