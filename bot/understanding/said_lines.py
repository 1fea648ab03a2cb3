"""What people have said: the training lines of the classifier, without their marks."""

from pathlib import Path

import yaml

from bot.errors import ConfigError
from bot.understanding.marking import unmarked
from bot.understanding.normalise import plain


def read_said_lines(folder: Path) -> list[str]:
    """Every example of the NLU files in `folder`, normalised. ConfigError when there is none."""
    lines = []
    for path in sorted(folder.glob("*.yml")):
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        for entry in content["nlu"]:
            for line in entry["examples"].splitlines():
                lines.append(plain(unmarked(line.removeprefix("- "))))
    if not lines:
        raise ConfigError(f"{folder} 里没有训练语句")
    return lines
