"""Mark the names in the training lines as they are found in messages: `[失业金](policy)`.

The classifier learns from lines in which names are hidden, and gets messages in which our linker
hid them; what is hidden must be the same in both.
"""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.policies.linking import Linker
from bot.understanding.mentions import mentions
from bot.understanding.normalise import plain

MARKED = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_EXAMPLE = re.compile(r"^(    - )(.*)$")


@dataclass(frozen=True)
class Change:
    """A line that is not marked as a message would be. `line` counts from 1."""

    path: Path
    line: int
    now: str
    wanted: str


def unmarked(line: str) -> str:
    """What was said, without the marks."""
    return MARKED.sub(r"\1", line)


def marked(text: str, linker: Linker, today: date) -> str:
    """`text` (no marks) with the names marked."""
    read = plain(text)
    # Marks stand in what people typed, full-width signs and all, where that is as long.
    shown = text if len(read) == len(text) else read
    written, position = "", 0
    for start, end, kind in mentions(read, linker.link(read), today):
        written += f"{shown[position:start]}[{shown[start:end]}]({kind})"
        position = end
    return written + shown[position:]


def changes(folder: Path, linker: Linker, today: date) -> list[Change]:
    """The lines of the NLU files in `folder` that are marked otherwise."""
    found = []
    for path in sorted(folder.glob("*.yml")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            example = _EXAMPLE.match(line)
            if not example:
                continue
            wanted = marked(unmarked(example[2]), linker, today)
            if wanted != example[2]:
                found.append(Change(path, number, example[2], wanted))
    return found


def apply(found: list[Change]) -> None:
    """Write `found` into the files."""
    for path in {change.path for change in found}:
        lines = path.read_text(encoding="utf-8").splitlines()
        for change in found:
            if change.path == path:
                lines[change.line - 1] = f"    - {change.wanted}"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
