"""Settings, read once from the environment and never guessed. `.env.example` lists them all."""

from datetime import date, datetime, time
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import ConfigError
from bot.notices.hours import QuietHours
from bot.privacy.retention import RetentionRules

SHANGHAI = ZoneInfo("Asia/Shanghai")
ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Every setting of our processes. The name in the environment is the alias."""

    model_config = SettingsConfigDict(
        env_file=ROOT / ".env", extra="ignore", env_ignore_empty=True, populate_by_name=True
    )

    secret_key: Annotated[SecretStr, Field(alias="SUYETONG_SECRET_KEY", min_length=32)]
    data_keys: Annotated[SecretStr, Field(alias="SUYETONG_DATA_KEYS")]
    redis_url: Annotated[SecretStr, Field(alias="REDIS_URL")]
    database_url: Annotated[SecretStr, Field(alias="DATABASE_URL", validate_default=True)] = (
        SecretStr(f"sqlite:///{ROOT}/var/suyetong.db")
    )
    rasa_url: Annotated[str, Field(alias="SUYETONG_RASA_URL")] = "http://127.0.0.1:5005"
    rasa_timeout: Annotated[float, Field(alias="SUYETONG_RASA_TIMEOUT", gt=0, le=60)] = 2.5
    actions_port: Annotated[int, Field(alias="SUYETONG_ACTIONS_PORT", gt=0, lt=65536)] = 5055
    gateway_host: Annotated[str, Field(alias="SUYETONG_GATEWAY_HOST")] = "127.0.0.1"
    gateway_port: Annotated[int, Field(alias="SUYETONG_GATEWAY_PORT", gt=0, lt=65536)] = 8000
    trusted_proxies: Annotated[str, Field(alias="SUYETONG_TRUSTED_PROXIES")] = ""
    widget_origins: Annotated[str, Field(alias="SUYETONG_WIDGET_ORIGINS")] = ""
    knowledge_dir: Annotated[Path, Field(alias="SUYETONG_KNOWLEDGE_DIR")] = ROOT / "policies_kb"
    today: Annotated[date | None, Field(alias="SUYETONG_TODAY")] = None
    text_limit: Annotated[int, Field(alias="SUYETONG_TEXT_LIMIT", ge=50, le=5000)] = 500
    rate_per_client: Annotated[str, Field(alias="SUYETONG_RATE_PER_CLIENT")] = "30/second"
    rate_per_conversation: Annotated[str, Field(alias="SUYETONG_RATE_PER_CONVERSATION")] = (
        "120/minute"
    )
    operator: Annotated[str, Field(alias="SUYETONG_OPERATOR", min_length=1)] = (
        "演示环境，没有设运营单位"
    )
    codes_an_hour: Annotated[int, Field(alias="SUYETONG_CODES_AN_HOUR", ge=1, le=1000)] = 3
    keep_days: Annotated[str, Field(alias="SUYETONG_KEEP_DAYS")] = ""
    sms: Annotated[Literal["console", "tencent"], Field(alias="SUYETONG_SMS")] = "console"
    sms_hours: Annotated[str, Field(alias="SUYETONG_SMS_HOURS")] = "08:00-20:00"
    sms_secret_id: Annotated[str, Field(alias="SUYETONG_SMS_SECRET_ID")] = ""
    sms_secret_key: Annotated[SecretStr, Field(alias="SUYETONG_SMS_SECRET_KEY")] = SecretStr("")
    sms_app_id: Annotated[str, Field(alias="SUYETONG_SMS_APP_ID")] = ""
    sms_sign_name: Annotated[str, Field(alias="SUYETONG_SMS_SIGN_NAME")] = ""
    sms_templates: Annotated[str, Field(alias="SUYETONG_SMS_TEMPLATES")] = ""
    sms_region: Annotated[str, Field(alias="SUYETONG_SMS_REGION")] = "ap-nanjing"
    sms_endpoint: Annotated[str, Field(alias="SUYETONG_SMS_ENDPOINT")] = (
        "https://sms.tencentcloudapi.com"
    )
    provincial_url: Annotated[str, Field(alias="SUYETONG_PROVINCIAL_URL")] = ""
    provincial_token: Annotated[SecretStr, Field(alias="SUYETONG_PROVINCIAL_TOKEN")] = SecretStr("")
    provincial_timeout: Annotated[
        float, Field(alias="SUYETONG_PROVINCIAL_TIMEOUT", gt=0, le=30)
    ] = 1.5
    wechat_app_id: Annotated[str, Field(alias="SUYETONG_WECHAT_APP_ID")] = ""
    wechat_app_secret: Annotated[SecretStr, Field(alias="SUYETONG_WECHAT_APP_SECRET")] = SecretStr(
        ""
    )
    wechat_token: Annotated[SecretStr, Field(alias="SUYETONG_WECHAT_TOKEN")] = SecretStr("")
    wechat_aes_keys: Annotated[SecretStr, Field(alias="SUYETONG_WECHAT_AES_KEYS")] = SecretStr("")
    wechat_mode: Annotated[
        Literal["plain", "compatible", "encrypted"], Field(alias="SUYETONG_WECHAT_MODE")
    ] = "encrypted"
    wechat_answer_seconds: Annotated[
        float, Field(alias="SUYETONG_WECHAT_ANSWER_SECONDS", gt=0, le=4.8)
    ] = 4.5
    wechat_endpoint: Annotated[str, Field(alias="SUYETONG_WECHAT_ENDPOINT")] = (
        "https://api.weixin.qq.com"
    )
    history_hours: Annotated[int, Field(alias="SUYETONG_HISTORY_HOURS", ge=1, le=720)] = 24
    log_level: Annotated[str, Field(alias="SUYETONG_LOG_LEVEL")] = "info"

    @field_validator("data_keys")
    @classmethod
    def _are_keys(cls, keys: SecretStr) -> SecretStr:
        if any(len(key) < 32 for key in keys.get_secret_value().split(",")):
            raise ValueError("each key has at least 32 characters; the newest comes first")
        return keys

    @field_validator("sms_hours")
    @classmethod
    def _are_hours(cls, hours: str) -> str:
        _hours(hours)
        return hours

    @field_validator("keep_days")
    @classmethod
    def _are_days(cls, days: str) -> str:
        _days(days)
        return days

    @model_validator(mode="after")
    def _has_a_provider(self) -> "Settings":
        needed = ("sms_secret_id", "sms_app_id", "sms_sign_name", "sms_templates")
        if self.sms == "tencent" and not all(getattr(self, name) for name in needed):
            raise ValueError("SUYETONG_SMS=tencent needs SECRET_ID, APP_ID, SIGN_NAME, TEMPLATES")
        return self

    @model_validator(mode="after")
    def _has_an_account(self) -> "Settings":
        if self.wechat_app_id and not (
            self.wechat_token.get_secret_value() and self.wechat_app_secret.get_secret_value()
        ):
            raise ValueError("SUYETONG_WECHAT_APP_ID needs APP_SECRET and TOKEN")
        return self

    def disturbing(self) -> QuietHours:
        """The hours in which reminders may be sent."""
        return _hours(self.sms_hours)

    def retention(self) -> RetentionRules:
        """For how long each kind of data is kept."""
        return _days(self.keep_days)

    def clock(self) -> date:
        """Today in Shanghai, or the day that SUYETONG_TODAY fixes."""
        return self.today or datetime.now(SHANGHAI).date()

    def now(self) -> datetime:
        """This moment in Shanghai; on the day that SUYETONG_TODAY fixes, at the clock's time."""
        return datetime.combine(self.clock(), datetime.now(SHANGHAI).time(), SHANGHAI)


def _hours(text: str) -> QuietHours:
    opens, closes = (time.fromisoformat(part.strip()) for part in text.split("-"))
    return QuietHours(opens, closes)


def _days(text: str) -> RetentionRules:
    pairs = (entry.partition("=") for entry in text.split())
    try:
        return RetentionRules(**{kind: int(days) for kind, _, days in pairs})
    except TypeError:
        raise ValueError("written as applications=365 bookings=90") from None


def read_settings() -> Settings:
    """The settings of this process. ConfigError names each one that is missing or wrong."""
    try:
        return Settings()
    except ValidationError as error:
        # The value is left out: it may be a secret.
        faults = [
            f"{'.'.join(map(str, detail['loc'])) or '设置'}: {detail['msg']}"
            for detail in error.errors()
        ]
        raise ConfigError("设置有误（见 .env.example）：\n" + "\n".join(faults)) from None
