"""Opening deliveries in each mode, and wrapping the replies."""

from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from bot.errors import ConfigError
from bot.wechat.account import Account, Mode, Query, is_stale
from bot.wechat.crypto import MessageCipher
from bot.wechat.errors import BadEnvelope, BadSignature, BadXml, WechatRefused
from bot.wechat.messages import Text
from bot.wechat.replies import SUCCESS, text_reply
from bot.wechat.signature import sign
from tests.unit.wechat.official import (
    AES_KEY,
    APP_ID,
    ENCRYPT,
    MESSAGE,
    MSG_SIGNATURE,
    NONCE,
    SIGNATURE,
    TIMESTAMP,
    TOKEN,
)

NOW = datetime(2026, 12, 1, 8, tzinfo=UTC)
PLAIN = Query(SIGNATURE, TIMESTAMP, NONCE)
RAW = Query(SIGNATURE, TIMESTAMP, NONCE, encrypt_type="raw")
ENCRYPTED = Query(SIGNATURE, TIMESTAMP, NONCE, MSG_SIGNATURE, "aes")
ENVELOPE = (
    f"<xml><ToUserName>gh_1</ToUserName><Encrypt><![CDATA[{ENCRYPT}]]></Encrypt></xml>".encode()
)
BOTH = (
    MESSAGE.replace("</xml>", f"<Encrypt>{ENCRYPT}</Encrypt></xml>")
    .replace("abcdteT", "x")
    .encode()
)


def account(mode: Mode, *keys: str) -> Account:
    return Account(TOKEN, APP_ID, keys or (AES_KEY,), mode)


@pytest.mark.parametrize("query", [PLAIN, RAW])
@pytest.mark.parametrize("mode", [Mode.PLAIN, Mode.COMPATIBLE])
def test_a_plain_message_is_read_and_answered_plainly(query: Query, mode: Mode) -> None:
    delivery = account(mode).open(query, MESSAGE.encode())
    reply = text_reply(delivery.message, "好", NOW)
    assert delivery.message.msg_id == 6054768590064713728
    assert delivery.wrapped(reply, NOW) == reply


@pytest.mark.parametrize("mode", [Mode.COMPATIBLE, Mode.ENCRYPTED])
@pytest.mark.parametrize("body", [ENVELOPE, BOTH])
def test_the_published_encrypted_message_is_read_from_its_encrypted_part(
    mode: Mode, body: bytes
) -> None:
    message = account(mode).open(ENCRYPTED, body).message
    assert isinstance(message, Text)
    assert message.content == "abcdteT"


def test_the_reply_to_an_encrypted_message_is_encrypted_and_signed() -> None:
    delivery = account(Mode.ENCRYPTED).open(ENCRYPTED, ENVELOPE)
    reply = text_reply(delivery.message, "好", NOW)

    envelope = ElementTree.fromstring(delivery.wrapped(reply, NOW))

    told = {element.tag: element.text or "" for element in envelope}
    assert told["Nonce"] == NONCE
    assert told["TimeStamp"] == str(int(NOW.timestamp()))
    signature = sign(TOKEN, told["TimeStamp"], NONCE, told["Encrypt"])
    assert told["MsgSignature"] == signature
    assert MessageCipher(AES_KEY, APP_ID).decrypt(told["Encrypt"]) == reply


@pytest.mark.parametrize("nothing", [SUCCESS, b""])
def test_an_acknowledgement_is_never_encrypted(nothing: bytes) -> None:
    delivery = account(Mode.ENCRYPTED).open(ENCRYPTED, ENVELOPE)
    assert delivery.wrapped(nothing, NOW) == nothing


def test_a_message_under_the_key_before_is_answered_under_it() -> None:
    delivery = account(Mode.ENCRYPTED, "A" * 43, AES_KEY).open(ENCRYPTED, ENVELOPE)
    reply = text_reply(delivery.message, "好", NOW)
    encrypted = ElementTree.fromstring(delivery.wrapped(reply, NOW)).findtext("Encrypt")
    assert MessageCipher(AES_KEY, APP_ID).decrypt(encrypted or "") == reply


@pytest.mark.parametrize(
    ("mode", "query", "body", "error"),
    [
        (Mode.ENCRYPTED, PLAIN, MESSAGE.encode(), BadSignature),
        (Mode.ENCRYPTED, RAW, BOTH, BadSignature),
        (Mode.PLAIN, ENCRYPTED, ENVELOPE, BadSignature),
        (
            Mode.COMPATIBLE,
            Query(SIGNATURE, TIMESTAMP, NONCE, encrypt_type="des"),
            BOTH,
            BadSignature,
        ),
        (
            Mode.ENCRYPTED,
            Query(SIGNATURE, TIMESTAMP, NONCE, SIGNATURE, "aes"),
            ENVELOPE,
            BadSignature,
        ),
        (Mode.PLAIN, Query("0" * 40, TIMESTAMP, NONCE), MESSAGE.encode(), BadSignature),
        (Mode.PLAIN, Query(), MESSAGE.encode(), BadSignature),
        (Mode.ENCRYPTED, ENCRYPTED, MESSAGE.encode(), BadXml),
        (Mode.ENCRYPTED, ENCRYPTED, b"<xml><Encrypt><a/></Encrypt></xml>", BadXml),
        (Mode.PLAIN, PLAIN, b"<xml/>", BadXml),
        (Mode.PLAIN, PLAIN, b"x" * 10_000_000, BadXml),
    ],
)
def test_what_is_not_signed_or_not_sent_in_our_mode_is_refused(
    mode: Mode, query: Query, body: bytes, error: type[WechatRefused]
) -> None:
    with pytest.raises(error):
        account(mode).open(query, body)


def test_a_message_for_another_account_is_refused() -> None:
    other = Account(TOKEN, "wx0000000000000000", [AES_KEY], Mode.ENCRYPTED)
    with pytest.raises(BadEnvelope):
        other.open(ENCRYPTED, ENVELOPE)


def test_a_message_that_is_no_xml_once_decrypted_is_refused() -> None:
    encrypted = MessageCipher(AES_KEY, APP_ID).encrypt(b"no xml")
    query = Query("", TIMESTAMP, NONCE, sign(TOKEN, TIMESTAMP, NONCE, encrypted), "aes")
    body = f"<xml><Encrypt>{encrypted}</Encrypt></xml>".encode()
    with pytest.raises(BadXml):
        account(Mode.ENCRYPTED).open(query, body)


def test_our_address_is_verified_by_the_word_that_was_sent() -> None:
    assert account(Mode.ENCRYPTED).verify(PLAIN, "5927836") == "5927836"
    with pytest.raises(BadSignature):
        account(Mode.ENCRYPTED).verify(Query("0" * 40, TIMESTAMP, NONCE), "5927836")


@pytest.mark.parametrize(
    ("token", "keys", "mode"),
    [("", [AES_KEY], Mode.PLAIN), ("t", [], Mode.ENCRYPTED), ("t", [], Mode.COMPATIBLE)],
)
def test_an_account_without_what_its_mode_needs_is_refused(
    token: str, keys: list[str], mode: Mode
) -> None:
    with pytest.raises(ConfigError):
        Account(token, APP_ID, keys, mode)


def test_a_plain_account_needs_no_key() -> None:
    assert Account(TOKEN, APP_ID, [], Mode.PLAIN).open(PLAIN, MESSAGE.encode())


@pytest.mark.parametrize(
    ("apart", "stale"), [(-301, True), (-300, False), (300, False), (301, True)]
)
def test_a_delivery_is_stale_when_it_was_signed_too_long_before_or_after(
    apart: int, stale: bool
) -> None:
    signed = Query(timestamp=str(int(NOW.timestamp()) + apart))
    assert is_stale(signed, NOW, 300) is stale


def test_a_repr_tells_neither_token_nor_words() -> None:
    shown = repr(account(Mode.ENCRYPTED).open(ENCRYPTED, ENVELOPE))
    for hidden in (TOKEN, "abcdteT", "oyORnuP8q7ou2gfYjqLzSIWZf0rs"):
        assert hidden not in shown
