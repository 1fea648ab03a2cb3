"""Encrypted messages: AES-256-CBC, PKCS#7 to blocks of 32 bytes, IV the key's first 16 bytes.

What is encrypted is 16 random bytes, the message's length (4 bytes, big-endian), the message, and
the AppID.
"""

import hmac
import re
import secrets
from base64 import b64decode, b64encode
from collections.abc import Callable, Sequence

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from bot.errors import ConfigError
from bot.wechat.errors import BadEnvelope

BLOCK = 32
_RANDOM = 16
_LENGTH = 4
_KEY = re.compile(r"[A-Za-z0-9+/]{43}")
_BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}")


class MessageCipher:
    """Encrypts and decrypts messages of one account with one key."""

    def __init__(
        self,
        encoding_aes_key: str,
        app_id: str,
        random: Callable[[int], bytes] = secrets.token_bytes,
    ) -> None:
        """ConfigError unless `encoding_aes_key` has 43 Base64 characters; it is not repeated."""
        if not _KEY.fullmatch(encoding_aes_key):
            raise ConfigError("EncodingAESKey 要有 43 个字母或数字")
        # Its last character may hold bits that mean nothing; the official sample's does.
        key = b64decode(encoding_aes_key + "=")
        self._cipher = Cipher(AES(key), CBC(key[:16]))
        self._app_id = app_id.encode()
        self._random = random

    def encrypt(self, message: bytes) -> str:
        """The envelope of `message` in Base64; different each time."""
        length = len(message).to_bytes(_LENGTH, "big")
        content = self._random(_RANDOM) + length + message + self._app_id
        pad = BLOCK - len(content) % BLOCK
        encryptor = self._cipher.encryptor()
        sealed = encryptor.update(content + bytes([pad]) * pad) + encryptor.finalize()
        return b64encode(sealed).decode()

    def decrypt(self, encrypted: str) -> bytes:
        """The message in an envelope. BadEnvelope for whatever is wrong with it."""
        content = self._unpadded(self._decrypted(encrypted))
        length = int.from_bytes(content[_RANDOM : _RANDOM + _LENGTH], "big")
        begin = _RANDOM + _LENGTH
        message, app_id = content[begin : begin + length], content[begin + length :]
        if len(message) != length or not hmac.compare_digest(app_id, self._app_id):
            raise BadEnvelope
        return message

    def _decrypted(self, encrypted: str) -> bytes:
        if not _BASE64.fullmatch(encrypted) or len(encrypted) % 4:
            raise BadEnvelope
        sealed = b64decode(encrypted)
        if not sealed or len(sealed) % BLOCK:
            raise BadEnvelope
        decryptor = self._cipher.decryptor()
        return decryptor.update(sealed) + decryptor.finalize()

    @staticmethod
    def _unpadded(padded: bytes) -> bytes:
        pad = padded[-1]
        if not 1 <= pad <= BLOCK or padded[-pad:] != bytes([pad]) * pad:
            raise BadEnvelope
        return padded[:-pad]


class MessageCiphers:
    """The current key and the ones before it, which messages may still be encrypted with."""

    def __init__(self, ciphers: Sequence[MessageCipher]) -> None:
        """`ciphers`: current first."""
        self._ciphers = tuple(ciphers)

    def decrypt(self, encrypted: str) -> tuple[bytes, MessageCipher]:
        """The message, and the cipher that opened it, which its reply is to be encrypted with.

        BadEnvelope when none does.
        """
        for cipher in self._ciphers:
            try:
                return cipher.decrypt(encrypted), cipher
            except BadEnvelope:
                continue
        raise BadEnvelope
