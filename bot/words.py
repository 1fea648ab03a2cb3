"""The prepared sentences of `domain/`, filled in by name."""

from pathlib import Path

import yaml

from bot.errors import ConfigError


class Words:
    """Sentences by their `utter_` name; `{placeholders}` are filled by `say`."""

    def __init__(self, sentences: dict[str, str]) -> None:
        self._sentences = sentences

    @classmethod
    def load(cls, folder: Path) -> "Words":
        """Read the first text of every response in the domain files of `folder`."""
        sentences: dict[str, str] = {}
        for path in sorted(folder.glob("*.yml")):
            domain = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
            for name, variants in (domain.get("responses") or {}).items():
                sentences[name] = variants[0]["text"].strip()
        if not sentences:
            raise ConfigError(f"{folder} 里没有 responses")
        return cls(sentences)

    def say(self, name: str, /, **values: object) -> str:
        """The sentence `name` with its placeholders filled. ConfigError when there is none."""
        try:
            return self._sentences[name].format(**values)
        except KeyError as error:
            raise ConfigError(f"domain/ 里没有 {name}，或缺少占位符 {error}") from None
