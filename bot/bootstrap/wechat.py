"""The parts of the official account: none unless its settings are there."""

from redis.asyncio import Redis

from bot.adaptors.wechat_api import WechatApi
from bot.adaptors.wechat_http import http_client
from bot.adaptors.wechat_token_cache import RedisTokens
from bot.adaptors.wechat_tokens import AccessTokens
from bot.bootstrap.parts import WechatParts
from bot.config import Settings
from bot.errors import ConfigError
from bot.sealing import Sealer
from bot.storage.wechat_exchanges import Exchanges
from bot.storage.wechat_quotas import Quotas
from bot.storage.wechat_replays import Replays
from bot.storage.wechat_shown import ShownLast
from bot.wechat.account import Account, Mode

# How far WeChat's clock and ours may be apart, and how long a message may be under way.
_FRESH_SECONDS = 300


def build_wechat(settings: Settings, redis: Redis, sealer: Sealer) -> WechatParts | None:
    """None without an AppID. ConfigError when a key has no proper form."""
    if not settings.wechat_app_id:
        return None
    keys = [key for key in settings.wechat_aes_keys.get_secret_value().split(",") if key]
    return WechatParts(
        app_id=settings.wechat_app_id,
        account=Account(
            settings.wechat_token.get_secret_value(),
            settings.wechat_app_id,
            keys,
            Mode(settings.wechat_mode),
        ),
        api=build_wechat_api(settings, redis),
        exchanges=Exchanges(redis),
        quotas=Quotas(redis),
        replays=Replays(redis, 2 * _FRESH_SECONDS),
        shown=ShownLast(redis, sealer),
        fresh_seconds=_FRESH_SECONDS,
        answer_seconds=settings.wechat_answer_seconds,
    )


def build_wechat_api(settings: Settings, redis: Redis) -> WechatApi:
    """The platform's side. ConfigError without an account, or when it is reached without TLS."""
    if not settings.wechat_app_id:
        raise ConfigError("没有设公众号（SUYETONG_WECHAT_APP_ID，见 .env.example）")
    try:
        http = http_client(settings.wechat_endpoint)
    except ValueError:
        raise ConfigError("SUYETONG_WECHAT_ENDPOINT 要写成 https://…") from None
    tokens = AccessTokens(
        http,
        settings.wechat_app_id,
        settings.wechat_app_secret.get_secret_value(),
        RedisTokens(redis, settings.wechat_app_id),
    )
    return WechatApi(http, tokens)
