"""Signatures, against the platform's published example."""

import pytest

from bot.wechat.errors import BadSignature
from bot.wechat.signature import check_msg_signature, check_signature, sign
from tests.unit.wechat.official import (
    ENCRYPT,
    MSG_SIGNATURE,
    NONCE,
    SIGNATURE,
    TIMESTAMP,
    TOKEN,
)


def test_the_published_signatures_are_right() -> None:
    check_signature(TOKEN, SIGNATURE, TIMESTAMP, NONCE)
    check_msg_signature(TOKEN, MSG_SIGNATURE, TIMESTAMP, NONCE, ENCRYPT)


def test_the_order_of_the_parts_does_not_matter() -> None:
    assert sign(TOKEN, TIMESTAMP, NONCE) == sign(NONCE, TOKEN, TIMESTAMP) == SIGNATURE


@pytest.mark.parametrize(
    ("token", "signature", "timestamp", "nonce"),
    [
        ("another", SIGNATURE, TIMESTAMP, NONCE),
        (TOKEN, SIGNATURE, "1409735670", NONCE),
        (TOKEN, SIGNATURE, TIMESTAMP, "1320562133"),
        (TOKEN, "0" * 40, TIMESTAMP, NONCE),
    ],
)
def test_another_token_time_nonce_or_signature_is_refused(
    token: str, signature: str, timestamp: str, nonce: str
) -> None:
    with pytest.raises(BadSignature, match="other"):
        check_signature(token, signature, timestamp, nonce)


@pytest.mark.parametrize("signature", ["", SIGNATURE.upper(), SIGNATURE[:-1], f"{SIGNATURE}0", "é"])
def test_a_signature_without_its_form_is_refused(signature: str) -> None:
    with pytest.raises(BadSignature, match="form"):
        check_signature(TOKEN, signature, TIMESTAMP, NONCE)


@pytest.mark.parametrize("timestamp", ["", "now", "-1", "1" * 13, "1409735669\n", "１４０９"])
def test_a_timestamp_that_is_no_number_is_refused_though_signed(timestamp: str) -> None:
    with pytest.raises(BadSignature, match="timestamp"):
        check_signature(TOKEN, sign(TOKEN, timestamp, NONCE), timestamp, NONCE)


@pytest.mark.parametrize("nonce", ["", "a b", "]]>", "1" * 129, "一", "1\n"])
def test_a_nonce_without_its_form_is_refused_though_signed(nonce: str) -> None:
    with pytest.raises(BadSignature, match="nonce"):
        check_signature(TOKEN, sign(TOKEN, TIMESTAMP, nonce), TIMESTAMP, nonce)


def test_the_encrypted_content_is_signed_too() -> None:
    with pytest.raises(BadSignature, match="other"):
        check_msg_signature(TOKEN, MSG_SIGNATURE, TIMESTAMP, NONCE, ENCRYPT.replace("h", "i", 1))


def test_the_plain_signature_does_not_pass_for_that_of_an_encrypted_message() -> None:
    with pytest.raises(BadSignature, match="other"):
        check_msg_signature(TOKEN, SIGNATURE, TIMESTAMP, NONCE, ENCRYPT)
