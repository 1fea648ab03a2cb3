"""What every TokenCache promises; a class for each of them gives the fixture `cache`."""

import asyncio

from bot.adaptors.wechat_tokens import TokenCache


class TokenCacheSuite:
    async def test_nothing_is_kept_at_first(self, cache: TokenCache) -> None:
        assert await cache.get() is None

    async def test_what_was_put_last_is_got(self, cache: TokenCache) -> None:
        await cache.put("a", 60)
        await cache.put("b" * 512, 60)
        assert await cache.get() == "b" * 512

    async def test_it_is_kept_only_so_long(self, cache: TokenCache) -> None:
        await cache.put("a", 1)
        await asyncio.sleep(1.1)
        assert await cache.get() is None

    async def test_a_token_that_is_dropped_is_gone(self, cache: TokenCache) -> None:
        await cache.put("a", 60)
        await cache.drop("a")
        assert await cache.get() is None
        await cache.drop("a")

    async def test_dropping_an_older_token_leaves_the_newer_one(self, cache: TokenCache) -> None:
        await cache.put("new", 60)
        await cache.drop("old")
        assert await cache.get() == "new"

    async def test_one_at_a_time_refreshes(self, cache: TokenCache) -> None:
        inside = most = 0

        async def refresh() -> None:
            nonlocal inside, most
            async with cache.refreshing():
                inside += 1
                most = max(most, inside)
                await asyncio.sleep(0.05)
                inside -= 1

        await asyncio.gather(*(refresh() for _ in range(4)))
        assert most == 1

    async def test_it_can_be_refreshed_after_somebody_failed(self, cache: TokenCache) -> None:
        for _ in range(2):
            try:
                async with cache.refreshing():
                    raise KeyError
            except KeyError:
                continue
            raise AssertionError("the error was swallowed")
