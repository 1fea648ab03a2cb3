"""WeChat's signatures: SHA-1 over the sorted parts, one of which is the token that we share."""

import hmac
import re
from hashlib import sha1

from bot.wechat.errors import BadSignature

_TIMESTAMP = re.compile(r"[0-9]{1,12}")
_NONCE = re.compile(r"[A-Za-z0-9_.-]{1,128}")
_SIGNATURE = re.compile(r"[0-9a-f]{40}")


def sign(token: str, *parts: str) -> str:
    """The signature of `parts` in 40 hexadecimal digits."""
    # The protocol asks for SHA-1; nothing else is accepted on the other side.
    return sha1("".join(sorted((token, *parts))).encode()).hexdigest()  # noqa: S324


def check_signature(token: str, signature: str, timestamp: str, nonce: str) -> None:
    """The signature of a URL verification or of a plain message. BadSignature.

    It covers neither body nor echostr.
    """
    _check(token, signature, timestamp, nonce)


def check_msg_signature(
    token: str, msg_signature: str, timestamp: str, nonce: str, encrypted: str
) -> None:
    """The signature of an encrypted message; `encrypted` is its Encrypt. BadSignature."""
    _check(token, msg_signature, timestamp, nonce, encrypted)


def _check(token: str, signature: str, timestamp: str, nonce: str, *more: str) -> None:
    if not _TIMESTAMP.fullmatch(timestamp):
        raise BadSignature("timestamp")
    if not _NONCE.fullmatch(nonce):
        raise BadSignature("nonce")
    if not _SIGNATURE.fullmatch(signature):
        raise BadSignature("form")
    if not hmac.compare_digest(sign(token, timestamp, nonce, *more), signature):
        raise BadSignature("other")
