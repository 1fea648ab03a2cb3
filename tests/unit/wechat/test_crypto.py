"""Encryption, against the platform's published example and an AES written out in full."""

from base64 import b64decode, b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import ConfigError
from bot.wechat.crypto import MessageCipher, MessageCiphers
from bot.wechat.errors import BadEnvelope
from tests.unit.wechat.official import AES_KEY, APP_ID, ENCRYPT, MESSAGE, RANDOM
from tests.unit.wechat.plain_aes import decrypt_cbc, encrypt_block, encrypt_cbc

KEY = b64decode(AES_KEY + "=")
OTHER_KEY = "A" * 43
CIPHER = MessageCipher(AES_KEY, APP_ID)


def sealed(plain: bytes) -> str:
    """`plain`, padded already, encrypted by the other implementation."""
    return b64encode(encrypt_cbc(KEY, KEY[:16], plain)).decode()


def padded(content: bytes) -> bytes:
    pad = 32 - len(content) % 32
    return content + bytes([pad]) * pad


def framed(message: bytes, app_id: str = APP_ID, length: int | None = None) -> bytes:
    told = len(message) if length is None else length
    return RANDOM + told.to_bytes(4, "big") + message + app_id.encode()


def test_the_other_implementation_is_right_about_the_example_of_fips_197() -> None:
    key = bytes.fromhex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")
    block = bytes.fromhex("00112233445566778899aabbccddeeff")
    assert encrypt_block(key, block).hex() == "8ea2b7ca516745bfeafc49904b496089"


def test_the_published_message_is_decrypted() -> None:
    assert CIPHER.decrypt(ENCRYPT).decode() == MESSAGE


def test_with_the_same_random_bytes_the_published_envelope_comes_out() -> None:
    cipher = MessageCipher(AES_KEY, APP_ID, random=lambda count: RANDOM[:count])
    assert cipher.encrypt(MESSAGE.encode()) == ENCRYPT


@given(st.binary(max_size=70))
def test_what_is_encrypted_is_decrypted_again(message: bytes) -> None:
    assert CIPHER.decrypt(CIPHER.encrypt(message)) == message


@pytest.mark.parametrize("length", [0, 1, 26, 27, 57, 58, 59, 90])
def test_both_implementations_read_each_other_at_every_fill_of_a_block(length: int) -> None:
    message = "<xml>你好</xml>".encode().ljust(length, b".")[:length]

    plain = decrypt_cbc(KEY, KEY[:16], b64decode(CIPHER.encrypt(message)))
    assert plain[16:] == padded(framed(message))[16:]
    assert CIPHER.decrypt(sealed(padded(framed(message)))) == message


def test_a_full_block_is_padded_with_a_whole_one() -> None:
    message = b"m" * (32 * 3 - 20 - len(APP_ID))
    plain = decrypt_cbc(KEY, KEY[:16], b64decode(CIPHER.encrypt(message)))
    assert plain[-32:] == bytes([32]) * 32
    assert len(plain) == 32 * 4


def test_no_envelope_is_like_another() -> None:
    assert CIPHER.encrypt(b"the same") != CIPHER.encrypt(b"the same")


_CONTENT = framed(b"message")
_FAULTS = {
    "another account": sealed(padded(framed(b"message", "wx0000000000000000"))),
    "no account": sealed(padded(framed(b"message", ""))),
    "more after the account": sealed(padded(framed(b"message", APP_ID + "0"))),
    "length too long": sealed(padded(framed(b"message", length=200))),
    "length too short": sealed(padded(framed(b"message", length=6))),
    "padding of 0": sealed(_CONTENT.ljust(64, b"\0")),
    "padding of 33": sealed(_CONTENT.ljust(64, b"\x21")),
    "uneven padding": sealed(_CONTENT.ljust(63, b"\x12") + bytes([64 - len(_CONTENT)])),
    "too short for a length": sealed(padded(b"short")),
    "blocks of 16": sealed(padded(framed(b"m"))[:48]),
    "not whole blocks": b64encode(b64decode(ENCRYPT)[:-1]).decode(),
    "not Base64": "*" + ENCRYPT[1:],
    "a line's end": ENCRYPT + "\n",
    "cut Base64": ENCRYPT[:-1],
    "nothing": "",
    "another key": MessageCipher(OTHER_KEY, APP_ID).encrypt(b"message"),
}


@pytest.mark.parametrize("envelope", _FAULTS.values(), ids=_FAULTS.keys())
def test_whatever_is_wrong_with_an_envelope_the_error_is_the_same(envelope: str) -> None:
    with pytest.raises(BadEnvelope) as refused:
        CIPHER.decrypt(envelope)
    assert str(refused.value) == "envelope"


@pytest.mark.parametrize(
    "key", ["", AES_KEY[:-1], AES_KEY + "G", "*" + AES_KEY[1:], AES_KEY + "\n"]
)
def test_a_key_of_another_form_is_refused_and_not_repeated(key: str) -> None:
    with pytest.raises(ConfigError) as refused:
        MessageCipher(key, APP_ID)
    assert not key or key not in str(refused.value)


def test_a_message_under_the_key_before_is_read_and_answered_with_that_key() -> None:
    before = MessageCipher(OTHER_KEY, APP_ID)
    ciphers = MessageCiphers([CIPHER, before])

    assert ciphers.decrypt(before.encrypt(b"old")) == (b"old", before)
    assert ciphers.decrypt(CIPHER.encrypt(b"new")) == (b"new", CIPHER)
    with pytest.raises(BadEnvelope):
        ciphers.decrypt(MessageCipher("B" * 43, APP_ID).encrypt(b"neither"))
