"""Settings, read once from the environment and never guessed. `.env.example` lists them all."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import ConfigError

SHANGHAI = ZoneInfo("Asia/Shanghai")
ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Every setting of our processes. The name in the environment is the alias."""

    model_config = SettingsConfigDict(
        env_file=ROOT / ".env", extra="ignore", env_ignore_empty=True, populate_by_name=True
    )

    secret_key: Annotated[SecretStr, Field(alias="SUYETONG_SECRET_KEY", min_length=32)]
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
    history_hours: Annotated[int, Field(alias="SUYETONG_HISTORY_HOURS", ge=1, le=720)] = 24
    log_level: Annotated[str, Field(alias="SUYETONG_LOG_LEVEL")] = "info"

    def clock(self) -> date:
        """Today in Shanghai, or the day that SUYETONG_TODAY fixes."""
        return self.today or datetime.now(SHANGHAI).date()

    def now(self) -> datetime:
        """This moment in Shanghai; on the day that SUYETONG_TODAY fixes, at the clock's time."""
        return datetime.combine(self.clock(), datetime.now(SHANGHAI).time(), SHANGHAI)


def read_settings() -> Settings:
    """The settings of this process. ConfigError names each one that is missing or wrong."""
    try:
        return Settings()
    except ValidationError as error:
        # The value is left out: it may be a secret.
        faults = [f"{detail['loc'][0]}: {detail['msg']}" for detail in error.errors()]
        raise ConfigError("设置有误（见 .env.example）：\n" + "\n".join(faults)) from None
