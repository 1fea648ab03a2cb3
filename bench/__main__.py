"""Run every benchmark and write `bench/results.json` and `bench/RESULTS.md`."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console

from bench import questions, screening
from bot.policies.loader import load_knowledge

FOLDER = Path(__file__).resolve().parent
TODAY = date(2026, 11, 24)


def main() -> None:
    """Measure, write, and print the table."""
    console = Console()
    knowledge = load_knowledge(FOLDER.parent / "policies_kb")
    with console.status("questions to a verdict …"):
        asked = questions.measure(knowledge)
    with console.status("people screened …"):
        screened = screening.measure(knowledge, TODAY)
    results = {"questions": asked, "screening": screened}
    (FOLDER / "results.json").write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    table = _table(asked, screened)
    (FOLDER / "RESULTS.md").write_text(table, encoding="utf-8")
    console.print(table)


def _table(asked: dict[str, Any], screened: dict[str, Any]) -> str:
    lines = [
        "# Benchmarks",
        "",
        "Made by `make bench`, all in one run on one machine. The ratios count.",
        "",
        f"## Questions to a verdict, {asked['cases']} worked cases played as conversations",
        "",
        "| cases | ours, median | every fact, file order | ratio | file order, stopping | ratio |",
        "|---|---|---|---|---|---|",
    ]
    for name in ("all", "decided"):
        f = asked[name]
        lines.append(
            f"| {name} | {f['median_ours']:g} | {f['median_every_fact_in_file_order']:g} "
            f"| {f['ratio_to_every_fact']:g} | {f['median_file_order_stopping_when_decided']:g} "
            f"| {f['ratio_to_file_order_with_stop']:g} |"
        )
    lines += [
        "",
        f"## {screened['people']} people, {screened['policies']} policies, every fact known",
        "",
        "The peers know only true and false, so all facts of a person are known. On 500 people the",
        "three say yes to the same policies.",
        "",
        "| engine | people a second, one process | one person, µs (median) | ours is faster by |",
        "|---|---|---|---|",
    ]
    for name, rate in screened["people_per_second"].items():
        faster = screened["one_person_times_faster_than"].get(name, 1)
        lines.append(
            f"| {name} | {rate} | {screened['one_person_microseconds'][name]} | {faster:g} |"
        )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
