"""Whether a reply is one that WeChat would take."""

from enum import StrEnum

from tests.wechat_double.user import Fields
from tests.wechat_double.wire import OfficialAccount, read

MOST_BYTES = 2048
_NOTHING = (b"", b"success")
_ENVELOPE = {"Encrypt", "MsgSignature", "TimeStamp", "Nonce"}


class Travel(StrEnum):
    """How messages travel: 明文、兼容、安全."""

    PLAIN = "plain"
    COMPATIBLE = "compatible"
    ENCRYPTED = "encrypted"


class BadReply(Exception):
    """WeChat would show its own notice in place of such a reply."""


def text_of(
    body: bytes, message: Fields, nonce: str, account: OfficialAccount, travel: Travel
) -> str | None:
    """What the reply says; None for none. BadReply tells what is wrong with it."""
    if body in _NOTHING:
        return None
    try:
        fields = read(body)
        if "Encrypt" in fields:
            if travel is Travel.PLAIN:
                raise BadReply("encrypted in plain mode")
            fields = read(_opened(fields, nonce, account))
        elif travel is Travel.ENCRYPTED:
            raise BadReply("plain in encrypted mode")
    except ValueError as error:
        raise BadReply(str(error)) from None
    return _text(fields, message)


def _opened(fields: dict[str, str], nonce: str, account: OfficialAccount) -> str:
    if fields.keys() != _ENVELOPE:
        raise BadReply(f"envelope of {sorted(fields)}")
    if fields["Nonce"] != nonce:
        raise BadReply("another nonce")
    signature = account.sign(fields["TimeStamp"], fields["Nonce"], fields["Encrypt"])
    if signature != fields["MsgSignature"]:
        raise BadReply("wrong MsgSignature")
    return account.decrypt(fields["Encrypt"])


def _text(fields: dict[str, str], message: Fields) -> str:
    if fields.get("ToUserName") != message["FromUserName"]:
        raise BadReply("to somebody else")
    if fields.get("FromUserName") != message["ToUserName"]:
        raise BadReply("from somebody else")
    if not fields.get("CreateTime", "").isdigit():
        raise BadReply("CreateTime is no number")
    if fields.get("MsgType") != "text":
        raise BadReply(f"a {fields.get('MsgType')}")
    content = fields.get("Content", "")
    if not content.strip():
        raise BadReply("no Content")
    if len(content.encode()) > MOST_BYTES:
        raise BadReply(f"{len(content.encode())} bytes")
    return content
