"""A small invented knowledge base, whole and altered, and what is built from it."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from bot.config import ROOT
from bot.policies.answer import Answer, Answerer
from bot.policies.knowledge import KnowledgeBase
from bot.policies.loader import load_knowledge
from bot.policies.model import Aspect, Policy, Version
from bot.policies.store import Edition
from bot.words import Words

FIXTURES = ROOT / "tests" / "fixtures"


@pytest.fixture(scope="session")
def words() -> Words:
    return Words.load(ROOT / "domain")


@pytest.fixture(scope="session")
def edition(words: Words) -> Edition:
    return Edition.read(FIXTURES / "kb_good", words)


@pytest.fixture(scope="session")
def real_edition(words: Words) -> Edition:
    return Edition.read(ROOT / "policies_kb", words)


@pytest.fixture(scope="session")
def knowledge(edition: Edition) -> KnowledgeBase:
    return edition.knowledge


@pytest.fixture(scope="session")
def subsidy(knowledge: KnowledgeBase) -> Policy:
    return knowledge.policies["demo_subsidy"]


@pytest.fixture(scope="session")
def loan(knowledge: KnowledgeBase) -> Policy:
    return knowledge.policies["demo_loan"]


@pytest.fixture(scope="session")
def post(knowledge: KnowledgeBase) -> Policy:
    return knowledge.policies["demo_post"]


@dataclass(frozen=True)
class Folder:
    """A copy of the good knowledge base that a test may spoil."""

    path: Path

    def replace(self, file: str, old: str, new: str) -> None:
        text = self.path.joinpath(file).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times in {file}"
        self.path.joinpath(file).write_text(text.replace(old, new), encoding="utf-8")

    def load(self) -> KnowledgeBase:
        return load_knowledge(self.path)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    shutil.copytree(FIXTURES / "kb_good", tmp_path / "kb")
    return Folder(tmp_path / "kb")


Ask = Callable[..., Answer]


@pytest.fixture(scope="session")
def ask(edition: Edition) -> Ask:
    """Ask the invented knowledge base by policy or version id."""
    return asker(edition.answerer)


@pytest.fixture(scope="session")
def say(edition: Edition) -> Callable[..., str]:
    """A prepared sentence as the invented knowledge base says it; its wording may change."""
    return edition.answerer.says


def asker(answerer: Answerer) -> Ask:
    def ask(key: str, aspect: Aspect, on: date, region: str | None = None) -> Answer:
        policy, version = answerer.knowledge.find(key)
        chosen: Version = version or policy.versions[-1]
        return answerer.answer(policy, chosen, aspect, on, region)

    return ask
