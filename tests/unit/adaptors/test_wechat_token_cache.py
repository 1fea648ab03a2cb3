"""The fake of the token's cache keeps what the real one promises."""

import pytest

from tests.fake_wechat import MemoryTokens
from tests.token_cache_suite import TokenCacheSuite


class TestMemoryTokens(TokenCacheSuite):
    @pytest.fixture
    def cache(self) -> MemoryTokens:
        return MemoryTokens()
