"""What can be wrong with a request that claims to come from WeChat.

WechatRefused            refused at the door; the message names the fault, never the content
├── BadSignature         not signed with our token, or a part of it has no proper form
├── BadEnvelope          it does not decrypt to a message for our account: why is never told
└── BadXml               not well formed, too large, or with declarations that we do not read
"""

from bot.errors import SuyetongError


class WechatRefused(SuyetongError):
    """A request that WeChat did not send, or that we cannot read."""


class BadSignature(WechatRefused):
    """Not signed with our token, or timestamp, nonce or signature have no proper form."""


class BadEnvelope(WechatRefused):
    """Encrypted content that is not for us. One error for every reason, so that it tells none."""

    def __init__(self) -> None:
        super().__init__("envelope")


class BadXml(WechatRefused):
    """XML that is not well formed, too large, too deep, or declares a doctype or entities."""
