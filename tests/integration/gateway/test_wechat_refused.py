"""What WeChat did not send: refused, counted by its fault, and nothing of it written down."""

import time
from collections.abc import AsyncIterator

import httpx
import pytest

from tests.wechat_desk import Office, office
from tests.wechat_double import user
from tests.wechat_double.checks import Travel
from tests.wechat_double.packing import packed
from tests.wechat_double.wire import OfficialAccount, written

REFUSED = "suyetong_wechat_refused_total"
SECRET = "转账到这张卡"
BOMB = (
    '<!DOCTYPE xml [<!ENTITY a "转账到这张卡"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    "<xml><Encrypt>&b;</Encrypt></xml>"
)
OUTSIDE = (
    '<!DOCTYPE xml [<!ENTITY a SYSTEM "file:///etc/passwd">]><xml><Encrypt>&a;</Encrypt></xml>'
)


@pytest.fixture
async def one(redis_url: str) -> AsyncIterator[Office]:
    async with office(redis_url) as made:
        yield made


async def post(one: Office, query: dict[str, str], body: bytes) -> httpx.Response:
    async with httpx.AsyncClient(trust_env=False) as http:
        return await http.post(one.double.server_url, params=query, content=body)


def made(
    account: OfficialAccount, at: float | None = None, nonce: str = "77"
) -> tuple[dict[str, str], bytes]:
    """A message signed by `account` at a moment."""
    timestamp = str(int(time.time() if at is None else at))
    return packed(user.text("oForger", SECRET), account, Travel.ENCRYPTED, timestamp, nonce)


def assert_refused(
    one: Office, response: httpx.Response, printed: str, kind: str, fault: str
) -> None:
    assert response.status_code == 403
    assert one.counted(REFUSED, kind=kind, fault=fault) == 1
    assert one.rasa.heard == []
    assert SECRET not in printed
    assert "oForger" not in printed


@pytest.mark.parametrize(
    ("account", "at", "kind", "fault"),
    [
        (OfficialAccount(token="guessed"), 0.0, "BadSignature", "other"),
        (OfficialAccount(app_id="wx_another"), 0.0, "BadEnvelope", "envelope"),
        (OfficialAccount(aes_key="B" * 43), 0.0, "BadEnvelope", "envelope"),
        (OfficialAccount(), -400.0, "BadSignature", "stale"),
        (OfficialAccount(), 400.0, "BadSignature", "stale"),
    ],
)
async def test_a_message_of_somebody_else_or_of_another_time_is_refused(
    one: Office,
    capfd: pytest.CaptureFixture[str],
    account: OfficialAccount,
    at: float,
    kind: str,
    fault: str,
) -> None:
    response = await post(one, *made(account, time.time() + at))
    assert_refused(one, response, "".join(capfd.readouterr()), kind, fault)


async def test_a_request_that_was_answered_is_refused_when_it_comes_again(
    one: Office, capfd: pytest.CaptureFixture[str]
) -> None:
    query, body = made(OfficialAccount())
    first, second = [await post(one, query, body) for _ in range(2)]
    assert first.status_code == 200
    assert second.status_code == 403
    assert one.counted(REFUSED, kind="BadSignature", fault="replayed") == 1
    assert one.rasa.heard == [SECRET]
    assert "oForger" not in "".join(capfd.readouterr())


async def test_another_message_with_a_signature_that_was_used_is_refused(redis_url: str) -> None:
    # In plain mode the signature says nothing of the body.
    async with office(redis_url, travel=Travel.PLAIN) as one:
        account, now = OfficialAccount(), str(int(time.time()))
        query, _ = packed(user.text("oA", "你好"), account, Travel.PLAIN, now, "77")
        one.rasa.seconds = 0.3
        _, other = packed(user.text("oA", SECRET), account, Travel.PLAIN, now, "77")
        _, body = packed(user.text("oA", "你好"), account, Travel.PLAIN, now, "77")
        assert (await post(one, query, body)).status_code == 200
        assert (await post(one, query, other)).status_code == 403
    assert one.rasa.heard == ["你好"]


async def test_what_was_signed_for_an_encrypted_message_is_no_good_for_a_plain_one(
    redis_url: str,
) -> None:
    async with office(redis_url, travel=Travel.COMPATIBLE) as one:
        query, body = made(OfficialAccount())
        assert (await post(one, query, body)).status_code == 200
        for changed in ({"signature": "0" * 40}, {"encrypt_type": "raw"}):
            assert (await post(one, {**query, **changed}, body)).status_code == 403
            plain = written(user.text("oForger", "别的话")).encode()
            assert (await post(one, {**query, **changed}, plain)).status_code == 403
    assert one.rasa.heard == [SECRET]


@pytest.mark.parametrize("body", [BOMB, OUTSIDE, "<xml>", "{}", "", "<xml></xml>"])
async def test_xml_that_declares_entities_or_is_none_is_refused(
    one: Office, capfd: pytest.CaptureFixture[str], body: str
) -> None:
    query, _ = made(OfficialAccount())
    response = await post(one, query, body.encode())
    assert response.status_code == 403
    assert one.counted(REFUSED, kind="BadXml", fault="a declaration") == (body in (BOMB, OUTSIDE))
    assert SECRET not in "".join(capfd.readouterr())


async def test_ten_megabytes_are_refused_before_they_are_read(
    one: Office, capfd: pytest.CaptureFixture[str]
) -> None:
    query, _ = made(OfficialAccount())
    response = await post(one, query, SECRET.encode() * 600_000)
    assert response.status_code == 413
    assert one.counted("suyetong_refused_messages_total", reason="BodyTooLarge") == 1
    assert SECRET not in "".join(capfd.readouterr())


async def test_an_address_is_not_verified_for_whoever_guesses(one: Office) -> None:
    async with httpx.AsyncClient(trust_env=False) as http:
        response = await http.get(
            one.double.server_url,
            params={"signature": "0" * 40, "timestamp": "1", "nonce": "1", "echostr": "<script>"},
        )
    assert response.status_code == 403
    assert "<script>" not in response.text
