"""What it costs that Rasa checks the form of an action's answer: its own way, and ours."""

import json
import subprocess
from pathlib import Path
from statistics import median
from typing import Any

from bench.times import figures

_ROOT = Path(__file__).resolve().parent.parent
_PYTHON = _ROOT / "rasa_ext" / ".venv" / "bin" / "python"
_WAYS = ("rasa", "ours")


def measure() -> dict[str, Any]:
    """Of each way `median` and `p95` in milliseconds; `ratio` is the median of the rounds'."""
    done = subprocess.run(  # noqa: S603 - our own interpreter and fixed arguments
        [str(_PYTHON), "-m", "bench.inside_rasa_answers"],
        cwd=_ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    times = json.loads(done.stdout.splitlines()[-1])
    pairs = zip(times["rasa"], times["ours"], strict=True)
    return {
        **{way: figures(each) for way, each in times.items()},
        "ratio": round(median(rasa / ours for rasa, ours in pairs), 1),
    }


def lines(measured: dict[str, Any]) -> list[str]:
    """The section of RESULTS.md."""
    return [
        "## The check of an action's answer inside Rasa",
        "",
        "Once in every turn; see docs/decisions/0019. By turns in one process, one answer of usual",
        "size. The ratio is the median of the rounds'.",
        "",
        "| | median, ms | p95, ms |",
        "|---|---|---|",
        *(f"| {way} | {measured[way]['median']:g} | {measured[way]['p95']:g} |" for way in _WAYS),
        "",
        f"Rasa's own takes {measured['ratio']:g} times as long.",
    ]
