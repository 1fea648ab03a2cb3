"""The Redis of ours, started as `make run` starts it."""

import asyncio
import socket
from pathlib import Path

import pytest
from redis.asyncio import Redis
from redis.exceptions import AuthenticationError
from rich.console import Console

from bot.launcher import plan as plan_module
from bot.launcher.plan import Plan
from bot.launcher.processes import processes
from bot.launcher.supervisor import Supervisor


async def test_our_redis_asks_for_the_password_and_keeps_conversations_over_a_restart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    for field in Plan.model_fields.values():
        assert field.alias
        monkeypatch.delenv(field.alias, raising=False)
    monkeypatch.setattr(plan_module, "ROOT", tmp_path)
    monkeypatch.setenv("SUYETONG_VAR", str(tmp_path / "a folder of 苏业通"))
    monkeypatch.setenv("SUYETONG_REDIS_PORT", str(port))
    plan = Plan.read()
    environment = plan.environment()
    [redis] = [spec for spec in processes(plan, environment) if spec.name == "redis"]

    for kept in (None, "kept"):
        supervisor = Supervisor([redis], environment, tmp_path / "log", Console(quiet=True))
        task = asyncio.create_task(supervisor.run("http://address/"))
        async with asyncio.timeout(20):
            while not task.done() and not await redis.healthy():
                await asyncio.sleep(0.02)
        try:
            async with Redis.from_url(environment["REDIS_URL"], decode_responses=True) as client:
                assert await client.get("key") == kept
                await client.set("key", "kept")
            async with Redis.from_url(f"redis://127.0.0.1:{port}") as stranger:
                with pytest.raises(AuthenticationError):
                    await stranger.ping()
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
