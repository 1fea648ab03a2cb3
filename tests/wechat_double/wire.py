"""The platform's side of the protocol: signing, encrypting, and reading what is answered."""

import secrets
from base64 import b64decode, b64encode
from dataclasses import dataclass
from hashlib import sha1
from xml.etree import ElementTree

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7


@dataclass(frozen=True)
class OfficialAccount:
    """What the platform and the account's server share."""

    app_id: str = "wx0123456789abcdef"
    app_secret: str = "secret-of-the-double"
    token: str = "token-of-the-double"
    aes_key: str = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
    original_id: str = "gh_0123456789ab"

    def sign(self, *parts: str) -> str:
        """The signature over token and parts."""
        return sha1("".join(sorted([self.token, *parts])).encode()).hexdigest()

    def encrypt(self, xml: str) -> str:
        """The envelope's Encrypt."""
        content = xml.encode()
        framed = secrets.token_hex(8).encode() + len(content).to_bytes(4, "big")
        padder = PKCS7(256).padder()
        padded = padder.update(framed + content + self.app_id.encode()) + padder.finalize()
        encryptor = self._cipher().encryptor()
        return b64encode(encryptor.update(padded) + encryptor.finalize()).decode()

    def decrypt(self, encrypted: str) -> str:
        """What is in an envelope. ValueError when it is not an account's own."""
        decryptor = self._cipher().decryptor()
        padded = decryptor.update(b64decode(encrypted, validate=True)) + decryptor.finalize()
        unpadder = PKCS7(256).unpadder()
        framed = unpadder.update(padded) + unpadder.finalize()
        length = int.from_bytes(framed[16:20], "big")
        if framed[20 + length :].decode() != self.app_id:
            raise ValueError("another AppID")
        return framed[20 : 20 + length].decode()

    def _cipher(self) -> Cipher[modes.CBC]:
        key = b64decode(self.aes_key + "=")
        return Cipher(algorithms.AES(key), modes.CBC(key[:16]))


def written(fields: dict[str, str | int]) -> str:
    """`fields` as WeChat writes them: numbers bare, text in CDATA."""
    inside = "".join(
        f"<{name}>{value}</{name}>"
        if isinstance(value, int)
        else f"<{name}><![CDATA[{value.replace(']]>', ']]]]><![CDATA[>')}]]></{name}>"
        for name, value in fields.items()
    )
    return f"<xml>{inside}</xml>"


def read(xml: str | bytes) -> dict[str, str]:
    """Elements and their text. ValueError when it is not `<xml>…</xml>`."""
    try:
        root = ElementTree.fromstring(xml)
    except ElementTree.ParseError as error:
        raise ValueError(f"not XML: {error}") from None
    if root.tag != "xml":
        raise ValueError(f"root is {root.tag}")
    return {element.tag: element.text or "" for element in root}
