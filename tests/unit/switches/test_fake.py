"""The stand-in keeps what the databases keep."""

import pytest

from tests.fake_switches import MemorySwitches
from tests.switch_suite import SwitchSuite


class TestInMemory(SwitchSuite):
    @pytest.fixture
    def store(self) -> MemorySwitches:
        return MemorySwitches()
