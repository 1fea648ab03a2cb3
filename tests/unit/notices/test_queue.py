"""The queue in memory."""

from collections.abc import Callable

import pytest

from bot.sealing import Sealer
from tests.fake_notices import MemoryNotices
from tests.notices_suite import SEALER, QueueSuite


class TestInMemory(QueueSuite):
    @pytest.fixture
    def queue(self) -> MemoryNotices:
        return MemoryNotices(SEALER)

    @pytest.fixture
    def opened(self, queue: MemoryNotices) -> Callable[[Sealer], MemoryNotices]:
        return lambda _: queue
