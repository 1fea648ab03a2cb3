"""Our side of the protocol: open what WeChat delivers, and wrap what is answered to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import StrEnum

from bot.errors import ConfigError
from bot.wechat.crypto import MessageCipher, MessageCiphers
from bot.wechat.errors import BadSignature, BadXml
from bot.wechat.reading import Message, read_message
from bot.wechat.replies import SUCCESS, encrypted_reply
from bot.wechat.signature import check_msg_signature, check_signature, sign
from bot.wechat.xml import read_xml

_ENCRYPTED = "aes"
_PLAIN = ("", "raw")


class Mode(StrEnum):
    """How messages travel, as chosen in WeChat's backend: 明文、兼容、安全."""

    PLAIN = "plain"
    COMPATIBLE = "compatible"
    ENCRYPTED = "encrypted"


@dataclass(frozen=True)
class Query:
    """What WeChat writes into the address; what is not there is empty."""

    signature: str = ""
    timestamp: str = ""
    nonce: str = ""
    msg_signature: str = ""
    encrypt_type: str = ""

    @classmethod
    def read(cls, parameters: Mapping[str, str]) -> "Query":
        """Of the address's parameters, those that the protocol knows."""
        return cls(**{each.name: parameters.get(each.name, "") for each in fields(cls)})


@dataclass(frozen=True)
class Delivery:
    """One message that was opened. Its reply goes back the way that it came."""

    message: Message
    _token: str = field(repr=False)
    _nonce: str = field(repr=False)
    _cipher: MessageCipher | None = field(default=None, repr=False)

    def wrapped(self, reply: bytes, now: datetime) -> bytes:
        """The body to answer with: `reply` encrypted when the message was; `success` never is."""
        if self._cipher is None or reply in (SUCCESS, b""):
            return reply
        encrypted = self._cipher.encrypt(reply)
        timestamp = str(int(now.timestamp()))
        signature = sign(self._token, timestamp, self._nonce, encrypted)
        return encrypted_reply(encrypted, signature, timestamp, self._nonce)


class Account:
    """One official account: its token, its AppID, and its keys for encrypted messages."""

    def __init__(self, token: str, app_id: str, aes_keys: Sequence[str], mode: Mode) -> None:
        """`aes_keys`: the current EncodingAESKey and then the one before; none in plain mode.

        In encrypted mode a plain message is refused. ConfigError.
        """
        if not token:
            raise ConfigError("微信的 Token 不能是空的")
        if mode is not Mode.PLAIN and not aes_keys:
            raise ConfigError("兼容模式和安全模式要有 EncodingAESKey")
        self._token = token
        self._mode = mode
        self._ciphers = MessageCiphers([MessageCipher(key, app_id) for key in aes_keys])

    def verify(self, query: Query, echostr: str) -> str:
        """What to answer when WeChat verifies our address. BadSignature."""
        check_signature(self._token, query.signature, query.timestamp, query.nonce)
        return echostr

    def open(self, query: Query, body: bytes) -> Delivery:
        """The message in a delivery. WechatRefused: BadSignature, BadXml or BadEnvelope."""
        if query.encrypt_type == _ENCRYPTED and self._mode is not Mode.PLAIN:
            return self._open_encrypted(query, body)
        if query.encrypt_type not in _PLAIN or self._mode is Mode.ENCRYPTED:
            raise BadSignature("mode")
        check_signature(self._token, query.signature, query.timestamp, query.nonce)
        return Delivery(read_message(read_xml(body)), self._token, query.nonce)

    def _open_encrypted(self, query: Query, body: bytes) -> Delivery:
        encrypted = read_xml(body).get("Encrypt")
        if not isinstance(encrypted, str):
            raise BadXml("no Encrypt")
        check_msg_signature(
            self._token, query.msg_signature, query.timestamp, query.nonce, encrypted
        )
        content, cipher = self._ciphers.decrypt(encrypted)
        return Delivery(read_message(read_xml(content)), self._token, query.nonce, cipher)


def is_stale(query: Query, now: datetime, seconds: int) -> bool:
    """Whether the delivery was signed more than `seconds` before or after `now`."""
    return abs(now.timestamp() - int(query.timestamp)) > seconds
