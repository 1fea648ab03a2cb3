"""Tencent Cloud's signature v3, TC3-HMAC-SHA256 (cloud.tencent.com/document/api/213/30654)."""

import hmac
from datetime import UTC, datetime
from hashlib import sha256

_ALGORITHM = "TC3-HMAC-SHA256"
_SIGNED = "content-type;host"
CONTENT_TYPE = "application/json; charset=utf-8"


def authorization(
    secret_id: str, secret_key: str, service: str, host: str, body: bytes, timestamp: int
) -> str:
    """The header `Authorization` of a POST of `body` to `/`.

    `timestamp` is in seconds since 1970; it goes into X-TC-Timestamp, too. `host` is the header
    Host exactly as it is sent.
    """
    canonical = "\n".join(
        [
            "POST",
            "/",
            "",
            f"content-type:{CONTENT_TYPE}",
            f"host:{host}",
            "",
            _SIGNED,
            sha256(body).hexdigest(),
        ]
    )
    day = datetime.fromtimestamp(timestamp, UTC).strftime("%Y-%m-%d")
    scope = f"{day}/{service}/tc3_request"
    signed = "\n".join([_ALGORITHM, str(timestamp), scope, sha256(canonical.encode()).hexdigest()])
    key = f"TC3{secret_key}".encode()
    for part in scope.split("/"):
        key = _keyed(key, part)
    signature = _keyed(key, signed).hex()
    return (
        f"{_ALGORITHM} Credential={secret_id}/{scope}, "
        f"SignedHeaders={_SIGNED}, Signature={signature}"
    )


def _keyed(key: bytes, text: str) -> bytes:
    return hmac.new(key, text.encode(), "sha256").digest()
