"""What unit tests share: stand-ins of our interfaces, and the same examples every time."""

import pytest
from hypothesis import settings

from tests.fakes import Fakes

# Dictionaries are read on first use, which no deadline should count; a run can be repeated.
settings.register_profile("suyetong", deadline=None, derandomize=True)
settings.load_profile("suyetong")


@pytest.fixture
def fakes() -> Fakes:
    return Fakes()
