"""Run the benchmarks and write `bench/results.json` and `bench/RESULTS.md`.

`python -m bench` runs all of them, `python -m bench bookings wechat` only those; the other
sections stay as they were measured, each with the day and the load of its own run.
"""

import json
import os
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from time import monotonic
from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Console

from bench import (
    answers,
    bookings,
    identity,
    questions,
    retrieval,
    screening,
    table,
    understanding,
    wechat,
)
from bot.policies.loader import load_knowledge

FOLDER = Path(__file__).resolve().parent
RESULTS = FOLDER / "results.json"
UTTERANCES = FOLDER.parent / "tests" / "data" / "utterances_dev.jsonl"
TODAY = date(2026, 11, 24)


def main(names: list[str]) -> None:
    """Measure, write, and print the table."""
    knowledge = load_knowledge(FOLDER.parent / "policies_kb")
    sections: dict[str, Callable[[], dict[str, Any]]] = {
        "questions": lambda: questions.measure(knowledge),
        "screening": lambda: screening.measure(knowledge, TODAY),
        "answers": answers.measure,
        "bookings": bookings.measure,
        "identity": identity.measure,
        "wechat": wechat.measure,
        "retrieval": lambda: retrieval.measure(knowledge, UTTERANCES),
        "understanding": lambda: understanding.measure(knowledge, UTTERANCES, TODAY),
    }
    if unknown := set(names) - set(sections):
        sys.exit(f"no benchmark is called {', '.join(sorted(unknown))}: {', '.join(sections)}")
    results: dict[str, Any] = json.loads(RESULTS.read_text(encoding="utf-8"))
    for name in names or sections:
        began = monotonic()
        measured = sections[name]()
        results[name] = {**measured, "run": _run(monotonic() - began)}
        # What was measured stays also where a later section fails.
        RESULTS.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    text = table.write(results)
    (FOLDER / "RESULTS.md").write_text(text, encoding="utf-8")
    Console().print(text, markup=False, highlight=False, soft_wrap=True)


def _run(seconds: float) -> dict[str, Any]:
    return {
        "day": datetime.now(ZoneInfo("Asia/Shanghai")).date().isoformat(),
        "minutes": round(seconds / 60, 1),
        "cores": os.cpu_count(),
        # Of the last five minutes: what else the machine did slows everything.
        "load": round(os.getloadavg()[1], 1),
    }


if __name__ == "__main__":
    main(sys.argv[1:])
