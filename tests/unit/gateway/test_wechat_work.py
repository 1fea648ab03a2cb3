"""A message is kept sealed until it is answered, and reads back as it was."""

import pytest

from bot.gateway.wechat_work import opened, sealed
from bot.wechat.reading import read_message
from tests.fake_personal import SEALER
from tests.wechat_double import user


@pytest.mark.parametrize(
    "fields",
    [
        user.text("oSecretPerson", "你好"),
        user.voice("oSecretPerson", "失业金"),
        user.voice("oSecretPerson", None),
        user.image("oSecretPerson"),
        user.location("oSecretPerson", 32.06, 118.79, "南京"),
        user.link("oSecretPerson", "标题", "https://a.example.cn"),
        user.subscribe("oSecretPerson", "12"),
        user.click("oSecretPerson", "人工"),
        user.scan("oSecretPerson", "12"),
        {**user.text("oSecretPerson", "x"), "MsgType": "hologram"},
    ],
)
def test_each_kind_reads_back_as_it_was(fields: user.Fields) -> None:
    message = read_message({name: str(value) for name, value in fields.items()})
    kept = sealed(message, SEALER)
    assert "oSecretPerson" not in kept
    assert opened(kept, SEALER) == message
