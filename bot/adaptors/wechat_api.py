"""What we ask of WeChat's platform: customer-service messages, the menu, subscription messages.

developers.weixin.qq.com: message/custom/send, menu, message/subscribe/bizsend.
"""

from collections.abc import Mapping
from typing import Any

import httpx

from bot.adaptors.wechat_http import call
from bot.adaptors.wechat_tokens import AccessTokens
from bot.wechat.api_errors import TokenRefused
from bot.wechat.text import MOST_BYTES, size


class WechatApi:
    """The platform for one account.

    Every method: WechatCallRefused when the platform refuses, WechatUnavailable when it does not
    answer, StoreUnavailable when the token's cache does not. Nothing is done twice: only a call
    that was refused for its token is made again, once, with a new one.
    """

    def __init__(self, http: httpx.AsyncClient, tokens: AccessTokens) -> None:
        self._http = http
        self._tokens = tokens

    async def send_text(self, open_id: str, text: str) -> None:
        """A customer-service message of 1 to 2,048 bytes; ValueError for others."""
        if not text or size(text) > MOST_BYTES:
            raise ValueError("a text of 1 to 2,048 bytes")
        body = {"touser": open_id, "msgtype": "text", "text": {"content": text}}
        await self._call("/cgi-bin/message/custom/send", body)

    async def send_subscription(
        self, open_id: str, template_id: str, values: Mapping[str, str], page: str | None = None
    ) -> None:
        """A subscription message that the person agreed to.

        `values` by the template's names, such as `thing1`; `page` is what pressing it opens.
        """
        body: dict[str, Any] = {
            "touser": open_id,
            "template_id": template_id,
            "data": {name: {"value": value} for name, value in values.items()},
        }
        if page:
            body["page"] = page
        await self._call("/cgi-bin/message/subscribe/bizsend", body)

    async def create_menu(self, menu: Mapping[str, Any]) -> None:
        """Put `menu` (`Menu.as_json()`) in place of the one there is."""
        await self._call("/cgi-bin/menu/create", menu)

    async def get_menu(self) -> dict[str, Any]:
        """The menu there is, as the platform tells it."""
        return await self._call("/cgi-bin/menu/get")

    async def delete_menu(self) -> None:
        """Take the menu away."""
        await self._call("/cgi-bin/menu/delete")

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def _call(self, path: str, body: Mapping[str, Any] | None = None) -> dict[str, Any]:
        token = await self._tokens.current()
        try:
            return await call(self._http, path, body, token)
        except TokenRefused:
            await self._tokens.refused(token)
        return await call(self._http, path, body, await self._tokens.current())
