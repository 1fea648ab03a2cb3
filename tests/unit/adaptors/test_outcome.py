import httpx
import pytest

from bot.adaptors.outcome import surely_refused, surely_unsent


@pytest.mark.parametrize(
    "error",
    [
        httpx.ConnectError,
        httpx.ConnectTimeout,
        httpx.PoolTimeout,
        httpx.ProxyError,
        httpx.UnsupportedProtocol,
    ],
)
def test_what_never_reached_the_other_side_was_not_sent(error: type[httpx.TransportError]) -> None:
    assert surely_unsent(error("lost"))


@pytest.mark.parametrize(
    "error", [httpx.ReadTimeout, httpx.WriteError, httpx.RemoteProtocolError, httpx.ReadError]
)
def test_what_may_have_been_heard_may_have_been_sent(error: type[httpx.TransportError]) -> None:
    assert not surely_unsent(error("lost"))
    assert not surely_unsent(TimeoutError())


@pytest.mark.parametrize("status", [302, 400, 401, 404, 429])
def test_a_refusal_by_its_status_did_nothing(status: int) -> None:
    assert surely_refused(status)


@pytest.mark.parametrize("status", [408, 500, 502, 504])
def test_a_fault_or_a_timeout_of_the_other_side_may_have_done_it(status: int) -> None:
    assert not surely_refused(status)
