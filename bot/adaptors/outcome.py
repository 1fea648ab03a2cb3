"""What surely was not done when a call failed, so that it may be tried again without harm."""

import httpx

# Nothing had been sent when these happened.
_NOT_EVEN_CONNECTED = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)
_TIMEOUT_STATUS = 408


def surely_unsent(error: Exception) -> bool:
    """Whether the call that ended in `error` never reached the other side."""
    return isinstance(error, _NOT_EVEN_CONNECTED)


def surely_refused(status: int) -> bool:
    """Whether an answer with this HTTP status, which is not 200, says that nothing was done."""
    return status < httpx.codes.INTERNAL_SERVER_ERROR and status != _TIMEOUT_STATUS
