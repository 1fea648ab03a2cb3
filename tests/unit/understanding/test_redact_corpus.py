"""Over everything that people say in our data: only real numbers and names are taken out."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from bot.understanding.normalise import plain
from bot.understanding.redact import TOKENS, redact

ROOT = Path(__file__).parents[3]
LINE = re.compile(r"\s*- (.*)")
MARKED = re.compile(r"\[([^\]]*)\]\([^)]*\)")
# What may be taken out: an invented name, or a number of at least this many digits.
NAMES = {"赵桂兰", "孙桂芳", "葛长富"}
FEWEST_DIGITS = 9


def texts() -> Iterator[str]:
    for path in (ROOT / "tests" / "data").glob("*.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)["text"]
    for path in (ROOT / "data" / "nlu").glob("*.yml"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if match := LINE.match(line):
                yield MARKED.sub(r"\1", match[1])
    for path in (ROOT / "tests" / "conversations").glob("*.yml"):
        yield from said(yaml.safe_load(path.read_text(encoding="utf-8")))


def said(node: object) -> Iterator[str]:
    """Whatever a person says anywhere in a conversation file."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "say" and isinstance(value, str):
                yield value
            else:
                yield from said(value)
    elif isinstance(node, list):
        for each in node:
            yield from said(each)


def test_only_numbers_and_names_of_people_are_taken_out_of_what_people_say() -> None:
    seen, wrong = 0, []
    for text in map(plain, texts()):
        seen += 1
        redaction = redact(text)
        if redaction.text == text:
            continue
        # The words around a token stand around what it replaced.
        around = [re.escape(part) for part in TOKENS.split(redaction.text)]
        match = re.fullmatch("(.+?)".join(around), text)
        taken = match.groups() if match else ("?",)
        named = {found.value for found in redaction.found if found.kind == "name"}
        wrong += [
            (part, text)
            for part in taken
            if part not in NAMES | named and len(re.findall(r"\d", part)) < 8
        ]
    assert seen > 15000
    assert wrong == []
