"""Run every benchmark and write `bench/results.json` and `bench/RESULTS.md`."""

import json
import os
from datetime import date
from pathlib import Path
from time import monotonic
from typing import Any

from rich.console import Console

from bench import bookings, identity, questions, retrieval, screening, table, understanding
from bot.policies.loader import load_knowledge

FOLDER = Path(__file__).resolve().parent
TODAY = date(2026, 11, 24)


def main() -> None:
    """Measure, write, and print the table."""
    began = monotonic()
    knowledge = load_knowledge(FOLDER.parent / "policies_kb")
    utterances = FOLDER.parent / "tests" / "data" / "utterances_dev.jsonl"
    results: dict[str, Any] = {
        "questions": questions.measure(knowledge),
        "screening": screening.measure(knowledge, TODAY),
        "bookings": bookings.measure(),
        "identity": identity.measure(),
        "retrieval": retrieval.measure(knowledge, utterances),
        "understanding": understanding.measure(knowledge, utterances, TODAY),
    }
    results["run"] = {
        "minutes": round((monotonic() - began) / 60),
        "cores": os.cpu_count(),
        # Of the last quarter of an hour: what else the machine did slows everything.
        "load": round(os.getloadavg()[2], 1),
    }
    (FOLDER / "results.json").write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    text = table.write(results)
    (FOLDER / "RESULTS.md").write_text(text, encoding="utf-8")
    Console().print(text, markup=False, highlight=False, soft_wrap=True)


if __name__ == "__main__":
    main()
