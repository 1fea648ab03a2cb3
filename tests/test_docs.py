"""What the documents say is so: commands, settings, paths, routes, versions."""

import json
import os
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import urlsplit

import pytest
from fastapi import FastAPI

from bot.bootstrap import GatewayParts
from bot.config import Settings
from bot.gateway import pages
from bot.gateway.app import create_app
from bot.launcher.plan import Plan

ROOT = Path(__file__).resolve().parent.parent
READMES = ("README.md", "README.en.md")
DECISIONS = ROOT / "docs" / "decisions"
FILE_ENDINGS = (".md", ".yml", ".toml", ".py", ".sh", ".lock", ".jsonl", ".example")
# Put together here, so that this file does not hold them itself.
REGISTRIES = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("tuna", "tsinghua", "edu", "cn"),
        ("mirrors", "aliyun", "com"),
        ("mirrors", "ustc", "edu", "cn"),
        ("pypi", "douban", "com"),
        ("npmjs", "org"),
        ("npmmirror", "com"),
        ("conda", "anaconda", "org"),
    )
]
INDEX_SETTINGS = ("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "UV_DEFAULT_INDEX", "UV_INDEX_URL")


def _text(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def _quoted(path: str) -> set[str]:
    """Everything between backticks in the running text of a document."""
    prose = re.sub(r"^```.*?^```$", "", _text(path), flags=re.DOTALL | re.MULTILINE)
    return set(re.findall(r"`([^`\n]+)`", prose))


def _described_targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):.*## ", _text("Makefile"), re.MULTILINE))


def _app() -> FastAPI:
    parts = SimpleNamespace(text_limit=500, widget_origins=())
    return create_app(cast(GatewayParts, parts))


def _example_settings() -> dict[str, str]:
    return dict(re.findall(r"^#? ?([A-Z][A-Z0-9_]*)=(.*)$", _text(".env.example"), re.MULTILINE))


def _settings_in_code() -> dict[str, list[Any]]:
    """Each setting's name in the environment, with its defaults."""
    found: dict[str, list[Any]] = {}
    for model in (Settings, Plan):
        for name, field in model.model_fields.items():
            assert field.alias, f"{model.__name__}.{name} has no name in the environment"
            found.setdefault(field.alias, []).append(field.get_default())
    return found


def _routes() -> set[str]:
    """`GET /healthz` and so on: what the schema shows, and the pages that it leaves out."""
    app = _app()
    shown = {
        f"{method.upper()} {path}"
        for path, methods in app.openapi()["paths"].items()
        for method in methods
    }
    hidden = set(_of_router(pages.router))
    return {*shown, *hidden, f"GET {app.openapi_url}"}


def _of_router(router: Any) -> Iterator[str]:
    """The routes of a router, and of those that are included in it."""
    for route in router.routes:
        included = getattr(route, "original_router", None)
        if included:
            yield from _of_router(included)
        else:
            yield from (f"{method} {route.path}" for method in route.methods)


def _tracked() -> list[Path]:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    paths = [ROOT / name for name in listed.split("\0") if name]
    return [path for path in paths if path.is_file()]


def _files_with(text: str) -> list[str]:
    return [
        str(path.relative_to(ROOT)) for path in _tracked() if text.encode() in path.read_bytes()
    ]


@pytest.mark.parametrize("readme", READMES)
def test_a_readme_names_every_make_target_and_no_other(readme: str) -> None:
    text = _text(readme)
    named = re.findall(r"`make ([a-z-]+)`", text) + re.findall(
        r"^make ([a-z-]+)", text, re.MULTILINE
    )
    assert set(named) == _described_targets()


def test_every_make_target_has_a_description() -> None:
    phony = re.search(r"^\.PHONY: (.+)$", _text("Makefile"), re.MULTILINE)
    assert phony
    assert set(phony[1].split()) == _described_targets()


def test_the_example_settings_are_those_that_the_code_reads() -> None:
    assert _example_settings().keys() == _settings_in_code().keys()


def test_every_example_setting_is_commented_out() -> None:
    lines = [line for line in _text(".env.example").splitlines() if line.strip()]
    assert all(line.startswith("#") for line in lines)


@pytest.mark.parametrize("name", sorted(_settings_in_code()))
def test_an_example_setting_shows_the_default(name: str) -> None:
    defaults = set()
    for default in _settings_in_code()[name]:
        plain = default.get_secret_value() if hasattr(default, "get_secret_value") else default
        defaults.add("" if plain is None else str(plain).replace(f"{ROOT}/", ""))
    # A required setting has no default: `get_default` gives a marker or None for it.
    defaults = {"" if default == "PydanticUndefined" else default for default in defaults}
    assert defaults == {_example_settings()[name]}


@pytest.mark.parametrize("name", sorted(_settings_in_code()))
def test_a_chinese_comment_stands_above_each_example_setting(name: str) -> None:
    block = next(b for b in _text(".env.example").split("\n\n") if f"# {name}=" in b)
    comment = block.split(f"# {name}=")[0]
    assert re.search(r"[\u4e00-\u9fff]", comment)


@pytest.mark.parametrize("readme", READMES)
def test_every_setting_in_a_readme_exists(readme: str) -> None:
    known = {*_settings_in_code(), "PIP_INDEX_URL", "UV_DEFAULT_INDEX"}
    named = {word for word in _quoted(readme) if re.fullmatch(r"[A-Z][A-Z0-9]*_[A-Z0-9_]+", word)}
    assert named <= known


@pytest.mark.parametrize(
    "document",
    [*READMES, *(str(path.relative_to(ROOT)) for path in sorted(DECISIONS.glob("*.md")))],
)
def test_every_path_in_a_document_exists(document: str) -> None:
    made_at_run_time = [line.strip("/") for line in _text(".gitignore").splitlines()]
    missing = []
    for word in _quoted(document):
        if not re.fullmatch(r"[A-Za-z_.][\w.-]*(/[\w.-]+)*/?", word) or "uv.lock" in word:
            continue
        if "/" not in word and not word.endswith(FILE_ENDINGS):
            continue
        path = word.rstrip("/")
        if any(path == made or path.startswith(f"{made}/") for made in made_at_run_time):
            continue
        if not (ROOT / path).exists():
            missing.append(word)
    assert not missing


@pytest.mark.parametrize(
    "document", [*READMES, "CHANGELOG.md", "policies_kb/README.md", "docs/decisions/README.md"]
)
def test_every_link_between_documents_leads_to_a_file(document: str) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", _text(document))
    folder = (ROOT / document).parent
    assert [link for link in links if not (folder / link).exists()] == []


@pytest.mark.parametrize("readme", READMES)
def test_a_readme_lists_every_route_and_no_other(readme: str) -> None:
    named = re.findall(r"`((?:GET|POST|PUT|PATCH|DELETE) /[^`?]*)(?:\?[^`]*)?`", _text(readme))
    assert set(named) == _routes()


def test_both_readmes_have_the_same_sections_commands_and_settings() -> None:
    chinese, english = (_text(readme) for readme in READMES)
    assert chinese.count("\n## ") == english.count("\n## ")
    for pattern in (r"`make [a-z-]+`", r"`[A-Z]+(?:_[A-Z]+)+`", r"`(?:GET|POST) [^`]+`"):
        assert set(re.findall(pattern, chinese)) == set(re.findall(pattern, english))


def test_the_readmes_count_the_policies_as_they_are() -> None:
    policies = list((ROOT / "policies_kb" / "policies").glob("*.yml"))
    versions = sum(
        len(re.findall(r"^  - id: ", path.read_text(encoding="utf-8"), re.MULTILINE))
        for path in policies
    )
    assert f"{len(policies)} 项政策（{versions} 个版本）" in _text("README.md")
    assert f"{len(policies)} policies ({versions} versions)" in _text("README.en.md")


def test_the_utterances_are_as_many_as_the_documents_say() -> None:
    lines = _text("tests/data/utterances_dev.jsonl").splitlines()
    assert all(json.loads(line)["text"] for line in lines)
    assert f"{len(lines)} 句" in _text("README.md")
    assert f"{len(lines)} labelled utterances" in _text("README.en.md")
    told = re.findall(r"utterances_dev\.jsonl`\D{0,8}?(\d+) 句", _text("README.md"))
    told += re.findall(r"(\d+) labelled utterances", _text("README.en.md"))
    assert set(told) == {str(len(lines))}


def test_the_version_is_the_same_everywhere() -> None:
    version = tomllib.loads(_text("pyproject.toml"))["project"]["version"]
    released = re.findall(r"^## (\d\S+) - \d{4}-\d{2}-\d{2}$", _text("CHANGELOG.md"), re.MULTILINE)
    assert _app().version == version
    assert tomllib.loads(_text("rasa_ext/pyproject.toml"))["project"]["version"] == version
    assert released[0] == version


def test_the_changelog_has_a_place_for_what_comes_next() -> None:
    assert _text("CHANGELOG.md").index("\n## Unreleased") < _text("CHANGELOG.md").index("\n## 0")


@pytest.mark.parametrize("decision", sorted(path.name for path in DECISIONS.glob("[0-9]*.md")))
def test_a_decision_is_one_linked_page(decision: str) -> None:
    index = _text("docs/decisions/README.md") + _text("README.md")
    assert f"({decision})" in index or f"docs/decisions/{decision}" in index
    lines = _text(f"docs/decisions/{decision}").splitlines()
    assert len(lines) <= 40
    assert re.fullmatch(rf"# {decision[:4]} \S.+", lines[0])
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", lines[2])
    headings = [line for line in lines if line.startswith("## ")]
    assert headings == ["## Context", "## Decision", "## Consequences"]


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = [int(path.name[:4]) for path in sorted(DECISIONS.glob("[0-9]*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("host", REGISTRIES)
def test_no_tracked_file_holds_the_address_of_a_registry(host: str) -> None:
    assert _files_with(host) == []


@pytest.mark.parametrize("setting", INDEX_SETTINGS)
def test_no_tracked_file_holds_the_mirror_of_this_machine(setting: str) -> None:
    hosts = {urlsplit(url).hostname for url in os.environ.get(setting, "").split()}
    for host in hosts - {None, "localhost", "127.0.0.1"}:
        assert _files_with(cast(str, host)) == []


def test_no_tracked_file_holds_a_path_of_a_machine() -> None:
    assert _files_with("/".join(("", "work", ""))) == []


def test_the_quality_that_is_shown_is_the_one_that_is_kept() -> None:
    kept = json.loads(_text("tests/data/quality.json"))
    measures = ("journey", "policy", "aspect", "answered_foreign", "refused_own")
    for readme in ("README.md", "README.en.md"):
        table = _text(readme).split("<!-- quality:begin -->")[1].split("<!-- quality:end -->")[0]
        rows = [line.strip("| ").split(" | ") for line in table.strip().splitlines()[2:]]
        shown = sorted(row[1:] for row in rows)
        assert shown == sorted(
            [str(row["utterances"]), *(f"{row[name]:.1f}" for name in measures)]
            for row in kept.values()
        )
