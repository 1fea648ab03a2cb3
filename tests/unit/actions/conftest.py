"""The product's parts over the real knowledge base, for tests of the actions."""

import pytest

from bot.bootstrap import Core
from bot.policies.store import Edition
from tests.fakes import Fakes
from tests.unit.actions.talking import Talk


@pytest.fixture(scope="module")
def core() -> Core:
    return Fakes().parts.core


@pytest.fixture(scope="module")
def edition(core: Core) -> Edition:
    return core.knowledge.edition


@pytest.fixture
def talk(fakes: Fakes) -> Talk:
    return Talk(fakes.parts.core)
