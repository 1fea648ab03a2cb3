"""Which addresses are this machine's."""

import pytest

from bot.adaptors.own_machine import is_on_this_machine


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "localhost"])
def test_a_loopback_address_is_this_machine(host: str) -> None:
    assert is_on_this_machine(host)


@pytest.mark.parametrize(
    "host", ["", "10.0.0.1", "0.0.0.0", "localhost.example.cn", "127.0.0.1.nip"]
)
def test_any_other_is_not(host: str) -> None:
    assert not is_on_this_machine(host)
