"""The fake register keeps the promises that tests of other parts rely on."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.errors import StoreUnavailable
from bot.sealing import Sealer
from tests.application_data import ANN, NOW, digests
from tests.application_suite import OLD, ApplicationSuite
from tests.fake_applications import MemoryRegister


class TestInMemory(ApplicationSuite):
    @pytest.fixture
    def reopen(self) -> Callable[[Sealer], MemoryRegister]:
        first = MemoryRegister(Sealer([OLD]))
        return lambda sealer: replace(first, sealer=sealer)


def test_a_register_that_is_down_says_so() -> None:
    register = MemoryRegister(Sealer([OLD]), down=True)

    with pytest.raises(StoreUnavailable):
        register.registered(ANN)
    with pytest.raises(StoreUnavailable):
        register.of_person(digests(Sealer([OLD]), ANN))
    with pytest.raises(StoreUnavailable):
        register.import_rows([], "import", NOW)
