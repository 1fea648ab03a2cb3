"""Personal data at rest: sealed so that it can be read back, or hashed so that it can be found.

Keys come newest first. What an older key sealed or hashed is still read and found, until it was
sealed anew (`suyetong data rotate`); then the older key can be thrown away.
"""

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.errors import SealBroken


class Sealer:
    """Seals with the newest key; opens and finds with all of them."""

    def __init__(self, keys: Sequence[bytes]) -> None:
        """`keys`: newest first, at least one, 32 random bytes or more each."""
        if not keys or any(len(key) < 32 for key in keys):
            raise ValueError("each key has at least 32 bytes")
        self._ciphers = [Fernet(urlsafe_b64encode(_derived(key, b"seal"))) for key in keys]
        self._all = MultiFernet(self._ciphers)
        self._hash_keys = [_derived(key, b"digest") for key in keys]

    def seal(self, text: str) -> str:
        """`text` encrypted and authenticated; different each time."""
        return self._ciphers[0].encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """What was sealed. SealBroken when no key fits or it was changed."""
        try:
            return self._all.decrypt(sealed.encode()).decode()
        except (InvalidToken, UnicodeDecodeError) as error:
            raise SealBroken from error

    def sealed_anew(self, sealed: str) -> str:
        """The same under the newest key. SealBroken."""
        return self.seal(self.open(sealed))

    def is_newest(self, sealed: str) -> bool:
        """Whether the newest key sealed it."""
        try:
            self._ciphers[0].decrypt(sealed.encode())
        except InvalidToken:
            return False
        return True

    def digest(self, kind: str, value: str) -> str:
        """What stands for `value` in the store: 64 hexadecimal digits, always the same."""
        return _digest(self._hash_keys[0], kind, value)

    def digests(self, kind: str, value: str) -> list[str]:
        """The same under every key, newest first: what to look for."""
        return [_digest(key, kind, value) for key in self._hash_keys]


def _digest(key: bytes, kind: str, value: str) -> str:
    return hmac.new(key, f"{kind}\0{value}".encode(), "sha256").hexdigest()


def _derived(key: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"suyetong " + purpose).derive(key)
