"""Run every benchmark and write `bench/results.json` and `bench/RESULTS.md`."""

import json
from datetime import date
from pathlib import Path

from rich.console import Console

from bench import questions, retrieval, screening, table
from bot.policies.loader import load_knowledge

FOLDER = Path(__file__).resolve().parent
TODAY = date(2026, 11, 24)


def main() -> None:
    """Measure, write, and print the table."""
    knowledge = load_knowledge(FOLDER.parent / "policies_kb")
    utterances = FOLDER.parent / "tests" / "data" / "utterances_dev.jsonl"
    results = {
        "questions": questions.measure(knowledge),
        "screening": screening.measure(knowledge, TODAY),
        "retrieval": retrieval.measure(knowledge, utterances),
    }
    (FOLDER / "results.json").write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    text = table.write(results["questions"], results["screening"], results["retrieval"])
    (FOLDER / "RESULTS.md").write_text(text, encoding="utf-8")
    Console().print(text, markup=False, highlight=False, soft_wrap=True)


if __name__ == "__main__":
    main()
