"""An answer by service message: once, within the quota, or kept for the next answer."""

import asyncio

import structlog

from bot.bootstrap import WechatParts
from bot.errors import StoreUnavailable
from bot.storage.wechat_exchanges import Sent
from bot.wechat.api_errors import Remedy, UnknownOpenId, WechatCallRefused, WechatUnavailable

log = structlog.get_logger()
_PAUSES = (1.0, 3.0)  # seconds before it is tried again


async def send_once(
    wechat: WechatParts, name: str, token: str, conversation: str, open_id: str, text: str
) -> Sent | None:
    """What became of it. None when it is another process's to send. StoreUnavailable."""
    if not await wechat.quotas.spend(conversation):
        if not await wechat.exchanges.begin_sending(name, token):
            return None
        return Sent.KEPT
    for pause in (*_PAUSES, None):
        # From here on, should this process end, nobody sends it again.
        if not await wechat.exchanges.begin_sending(name, token):
            return None
        became = await _tried(wechat, open_id, text, conversation)
        if became is not Sent.OWED:
            return became
        if pause is None:
            return Sent.KEPT
        await wechat.exchanges.not_sent(name, token)
        await asyncio.sleep(pause)
    raise AssertionError("the last try has an end")


async def _tried(wechat: WechatParts, open_id: str, text: str, conversation: str) -> Sent:
    """`owed` when it was surely not sent and may be tried again."""
    try:
        await wechat.api.send_text(open_id, text)
    except UnknownOpenId:
        return Sent.DROPPED
    except WechatCallRefused as error:
        log.warning(
            "wechat_refused", conversation=conversation, error=type(error).__name__, code=error.code
        )
        return Sent.OWED if error.remedy is Remedy.RETRY else Sent.KEPT
    except WechatUnavailable as error:
        log.warning("wechat_unavailable", conversation=conversation, reason=str(error))
        return Sent.OWED if error.surely_undone else Sent.IN_DOUBT
    except StoreUnavailable:
        # Of the token's cache: nothing was sent.
        return Sent.OWED
    return Sent.SENT
