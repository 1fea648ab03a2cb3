"""The access token: one for the account, kept over all processes, fetched by one of them."""

import asyncio
from contextlib import AbstractAsyncContextManager
from typing import Protocol

import httpx

from bot.adaptors.wechat_http import call
from bot.wechat.api_errors import WechatUnavailable

# The platform changes a token so long before its end, and takes the old one meanwhile.
_EARLY_SECONDS = 300


class TokenCache(Protocol):
    """Where the access token is kept for all processes. StoreUnavailable."""

    async def get(self) -> str | None:
        """The token; None when none is kept, or no more."""

    async def put(self, token: str, seconds: int) -> None:
        """Keep it so long."""

    async def drop(self, token: str) -> None:
        """Keep it no more; if another one is kept by now, that one stays."""

    def refreshing(self) -> AbstractAsyncContextManager[None]:
        """Held by one process at a time, while it fetches a token."""


class AccessTokens:
    """Gives the access token, and fetches one when there is none (cgi-bin/stable_token)."""

    def __init__(
        self, http: httpx.AsyncClient, app_id: str, secret: str, cache: TokenCache
    ) -> None:
        self._http = http
        self._app_id = app_id
        self._secret = secret
        self._cache = cache
        self._here = asyncio.Lock()

    async def current(self) -> str:
        """The token. WechatCallRefused, WechatUnavailable, StoreUnavailable."""
        if token := await self._cache.get():
            return token
        # One of this process at a time asks for the lock that all processes share.
        async with self._here:
            if token := await self._cache.get():
                return token
            async with self._cache.refreshing():
                return await self._cache.get() or await self._fetched()

    async def refused(self, token: str) -> None:
        """The platform does not take `token`: it is given to nobody any more."""
        await self._cache.drop(token)

    async def _fetched(self) -> str:
        asked = {
            "grant_type": "client_credential",
            "appid": self._app_id,
            "secret": self._secret,
        }
        answer = await call(self._http, "/cgi-bin/stable_token", asked)
        token, seconds = answer.get("access_token"), answer.get("expires_in")
        if not isinstance(token, str) or not token or not isinstance(seconds, int):
            raise WechatUnavailable("answer not understood", True)
        await self._cache.put(token, max(1, seconds - _EARLY_SECONDS))
        return token
