"""Models of Rasa: trained from nothing in a folder of their own, and asked in Rasa's own Python."""

import json
import os
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Any

import yaml

from bench.lines import as_nlu

_ROOT = Path(__file__).resolve().parent.parent
_PYTHON = _ROOT / "rasa_ext" / ".venv" / "bin" / "python"
# Rasa is given up after an hour: the slowest training takes a tenth of that on two cores.
_PATIENCE = 3600


def train(config: Path, lines: dict[str, list[str]], folder: Path) -> None:
    """Make `model.tar.gz` of `config` and `lines` in `folder`, where Rasa's cache is as well.

    RulePolicy gets our rules with one answer for all actions; a policy that learns gets the same
    as stories of one turn each, for longer ones we have none. RuntimeError with the end of what
    Rasa printed when it fails.
    """
    policies = yaml.safe_load(config.read_text(encoding="utf-8"))["policies"]
    ruled = any(policy["name"] == "RulePolicy" for policy in policies)
    intents = sorted(lines)
    made = {
        "domain.yml": _domain(intents),
        "turns.yml": one_turn_each(intents, ruled),
        "nlu.yml": as_nlu(lines),
    }
    for name, content in made.items():
        text = yaml.safe_dump(content, allow_unicode=True)
        (folder / name).write_text(text, encoding="utf-8")
    domain, *data = (str(folder / name) for name in made)
    command = ["train", "--config", str(config), "--domain", domain, "--data", *data]
    command += ["--out", str(folder), "--fixed-model-name", "model"]
    # No stories glued together from others: they only add to the time of training TED.
    command += ["--augmentation", "0"]
    result = subprocess.run(  # noqa: S603 - our own interpreter and fixed arguments
        [str(_PYTHON), "-m", "rasa", *command],
        cwd=_ROOT,
        env=_environment() | {"RASA_CACHE_DIRECTORY": str(folder / "cache")},
        capture_output=True,
        text=True,
        timeout=_PATIENCE,
        check=False,
    )
    if result.returncode:
        raise RuntimeError((result.stdout + result.stderr)[-3000:])


def one_turn_each(intents: list[str], ruled: bool) -> dict[str, Any]:
    """One answer after every intent: as rules, or as stories for a policy that learns."""
    kind, name = ("rules", "rule") if ruled else ("stories", "story")
    return {
        "version": "3.1",
        kind: [
            {name: intent, "steps": [{"intent": intent}, {"action": "utter_answer"}]}
            for intent in [*intents, "nlu_fallback"]
        ],
    }


class Listener:
    """A process of Rasa's own that has one model and answers a line at a time."""

    def __init__(self, model: Path) -> None:
        self._errors = model.parent / "errors.txt"
        with self._errors.open("w", encoding="utf-8") as errors:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter
                [str(_PYTHON), "-m", "bench.inside_rasa", str(model)],
                cwd=_ROOT,
                env=_environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )

    def ask(self, text: str, mentions: list[tuple[int, int, str]], turn: bool) -> dict[str, Any]:
        """See `bench/inside_rasa.py`. RuntimeError when the process has ended."""
        assert self._process.stdin
        assert self._process.stdout
        print(
            json.dumps({"text": text, "mentions": mentions, "turn": turn}),
            file=self._process.stdin,
            flush=True,
        )
        for printed in self._process.stdout:
            if printed.startswith('{"intent"'):
                return dict(json.loads(printed))
        raise RuntimeError(self._errors.read_text(encoding="utf-8")[-3000:])

    def __enter__(self) -> "Listener":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.communicate()


def _environment() -> dict[str, str]:
    return {
        **os.environ,
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "CUDA_VISIBLE_DEVICES": "-1",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "PYTHONWARNINGS": "ignore",
        "PYTHONPATH": str(_ROOT),
    }


def _domain(intents: list[str]) -> dict[str, Any]:
    """One answer to everything, so that a turn measures Rasa and not what is answered."""
    return {
        "version": "3.1",
        "intents": intents,
        "entities": ["policy", "city", "date", "redacted", "other"],
        "actions": ["action_unclear"],
        "responses": {"utter_answer": [{"text": "ok"}]},
    }
