"""The store in memory keeps to what the databases promise."""

from collections.abc import Callable

import pytest

from bot.sealing import Sealer
from tests.fake_feedback import MemoryFeedback
from tests.feedback_suite import SEALER, FeedbackSuite


class TestInMemory(FeedbackSuite):
    @pytest.fixture
    def store(self) -> MemoryFeedback:
        return MemoryFeedback(SEALER)

    @pytest.fixture
    def opened(self, store: MemoryFeedback) -> Callable[[Sealer], MemoryFeedback]:
        return lambda _: store
