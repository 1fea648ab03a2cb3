"""The official account is made of its settings, or not at all."""

import pytest
from pydantic import ValidationError
from redis.asyncio import Redis

from bot.bootstrap.wechat import build_wechat, build_wechat_api
from bot.config import Settings
from bot.errors import ConfigError
from tests.fake_personal import SEALER

AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
ACCOUNT = {
    "SUYETONG_WECHAT_APP_ID": "wx1",
    "SUYETONG_WECHAT_APP_SECRET": "secret",
    "SUYETONG_WECHAT_TOKEN": "token",
    "SUYETONG_WECHAT_AES_KEYS": AES_KEY,
}


@pytest.fixture
def redis() -> Redis:
    """It is never called."""
    return Redis.from_url("redis://127.0.0.1:1/0")


def settings(**more: str) -> Settings:
    basic = {
        "SUYETONG_SECRET_KEY": "s" * 32,
        "SUYETONG_DATA_KEYS": "k" * 32,
        "REDIS_URL": "redis://127.0.0.1:1/0",
    }
    return Settings.model_validate({**basic, **more})


def test_without_an_app_id_there_is_no_account(redis: Redis) -> None:
    assert build_wechat(settings(), redis, SEALER) is None
    with pytest.raises(ConfigError, match="SUYETONG_WECHAT_APP_ID"):
        build_wechat_api(settings(), redis)


def test_with_all_settings_there_is_one(redis: Redis) -> None:
    made = build_wechat(settings(**ACCOUNT), redis, SEALER)
    assert made
    assert (made.app_id, made.answer_seconds) == ("wx1", 4.5)


@pytest.mark.parametrize("missing", ["SUYETONG_WECHAT_APP_SECRET", "SUYETONG_WECHAT_TOKEN"])
def test_an_account_without_secret_or_token_is_refused(missing: str) -> None:
    with pytest.raises(ValidationError, match="APP_SECRET and TOKEN"):
        settings(**{**ACCOUNT, missing: ""})


@pytest.mark.parametrize(
    "wrong",
    [
        {"SUYETONG_WECHAT_AES_KEYS": "short"},
        {"SUYETONG_WECHAT_AES_KEYS": ""},
        {"SUYETONG_WECHAT_ENDPOINT": "http://wechat.example.cn"},
    ],
)
def test_a_key_or_an_address_of_the_wrong_form_is_refused(
    redis: Redis, wrong: dict[str, str]
) -> None:
    with pytest.raises(ConfigError):
        build_wechat(settings(**{**ACCOUNT, **wrong}), redis, SEALER)
