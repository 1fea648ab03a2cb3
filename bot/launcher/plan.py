"""What `make run` needs to know: folders, ports, secrets, and the environment of the processes."""

import os
import secrets
from pathlib import Path
from typing import Annotated

from dotenv import dotenv_values
from pydantic import BaseModel, Field, ValidationError

from bot.config import ROOT
from bot.errors import ConfigError

Port = Annotated[int, Field(gt=0, lt=65536)]


class Plan(BaseModel):
    """The settings of the launcher itself. An alias is the name in the environment."""

    var: Annotated[Path, Field(alias="SUYETONG_VAR")] = ROOT / "var"
    redis_url: Annotated[str | None, Field(alias="REDIS_URL")] = None
    redis_port: Annotated[Port, Field(alias="SUYETONG_REDIS_PORT")] = 6390
    actions_port: Annotated[Port, Field(alias="SUYETONG_ACTIONS_PORT")] = 5055
    rasa_port: Annotated[Port, Field(alias="SUYETONG_RASA_PORT")] = 5005
    gateway_host: Annotated[str, Field(alias="SUYETONG_GATEWAY_HOST")] = "127.0.0.1"
    gateway_port: Annotated[Port, Field(alias="SUYETONG_GATEWAY_PORT")] = 8000
    knowledge_dir: Annotated[Path, Field(alias="SUYETONG_KNOWLEDGE_DIR")] = ROOT / "policies_kb"

    @classmethod
    def read(cls) -> "Plan":
        """From `.env` and the environment, which wins. ConfigError names what is wrong."""
        try:
            return cls.model_validate(_environment())
        except ValidationError as error:
            faults = [f"{detail['loc'][0]}: {detail['msg']}" for detail in error.errors()]
            raise ConfigError("设置有误（见 .env.example）：\n" + "\n".join(faults)) from None

    @property
    def gateway_address(self) -> str:
        """Where this machine reaches the gateway."""
        everywhere = self.gateway_host in ("0.0.0.0", "::")  # noqa: S104 - a comparison
        return f"{'127.0.0.1' if everywhere else self.gateway_host}:{self.gateway_port}"

    def environment(self) -> dict[str, str]:
        """The environment of every process: what was set, and what the launcher provides."""
        kept = self._secrets()
        password = kept["SUYETONG_REDIS_PASSWORD"]
        own = {
            "REDIS_URL": f"redis://:{password}@127.0.0.1:{self.redis_port}/0",
            "SUYETONG_SECRET_KEY": kept["SUYETONG_SECRET_KEY"],
            "SUYETONG_DATA_KEYS": kept["SUYETONG_DATA_KEYS"],
            "DATABASE_URL": f"sqlite:///{self.var / 'suyetong.db'}",
        }
        fixed = {
            "SUYETONG_RASA_URL": f"http://127.0.0.1:{self.rasa_port}",
            "SUYETONG_ACTIONS_URL": f"http://127.0.0.1:{self.actions_port}/webhook",
            "SUYETONG_REDIS_PASSWORD": password,
            "RASA_TELEMETRY_ENABLED": "false",
            # Seconds. A turn whose end Redis did not hear of holds up its conversation so long.
            "TICKET_LOCK_LIFETIME": "15",
            # Rasa would print every message at its debug level.
            "LOG_LEVEL": "WARNING",
            "LOG_LEVEL_LIBRARIES": "ERROR",
            "TF_CPP_MIN_LOG_LEVEL": "3",
            "CUDA_VISIBLE_DEVICES": "-1",
            "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
            "PYTHONWARNINGS": "ignore",
            "PYTHONUNBUFFERED": "1",
        }
        return {**os.environ, **own, **_environment(), **fixed}

    def _secrets(self) -> dict[str, str]:
        """Secrets of this installation, drawn at the first start and readable by its owner only."""
        path = self.var / "secrets.env"
        kept = {name: value for name, value in dotenv_values(path).items() if value}
        for name in ("SUYETONG_SECRET_KEY", "SUYETONG_DATA_KEYS", "SUYETONG_REDIS_PASSWORD"):
            if name not in kept:
                kept[name] = secrets.token_urlsafe(32)
                self.var.mkdir(parents=True, exist_ok=True)
                with os.fdopen(
                    os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a"
                ) as file:
                    file.write(f"{name}={kept[name]}\n")
        return kept


def _environment() -> dict[str, str]:
    """Settings from `.env`, overridden by the environment; empty means not set."""
    merged = {**dotenv_values(ROOT / ".env"), **os.environ}
    return {name: value for name, value in merged.items() if value}
