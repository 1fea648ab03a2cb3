"""The lines that a pipeline is trained on: all of `data/nlu`, or so many, drawn evenly."""

from pathlib import Path
from typing import Any

import yaml


def training_lines(folder: Path, wanted: int | None = None) -> dict[str, list[str]]:
    """The lines of each intent, marks and all.

    With `wanted`, about so many: the same share of every intent, evenly spread over its lines, of
    which those next to each other are often alike.
    """
    lines: dict[str, list[str]] = {}
    for path in sorted(folder.glob("*.yml")):
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        for entry in content["nlu"]:
            lines.setdefault(entry["intent"], []).extend(entry["examples"].splitlines())
    if wanted is None:
        return lines
    share = min(1.0, wanted / sum(map(len, lines.values())))
    return {
        intent: _spread(each, max(2, round(share * len(each)))) for intent, each in lines.items()
    }


def as_nlu(lines: dict[str, list[str]]) -> dict[str, Any]:
    """The same as Rasa reads it."""
    return {
        "version": "3.1",
        "nlu": [
            {"intent": intent, "examples": "\n".join(each) + "\n"} for intent, each in lines.items()
        ],
    }


def _spread(lines: list[str], wanted: int) -> list[str]:
    kept = min(wanted, len(lines))
    return [lines[at * len(lines) // kept] for at in range(kept)]
