"""Which processes `make run` starts."""

from pathlib import Path

import pytest

from bot.launcher import plan as plan_module
from bot.launcher.plan import Plan
from bot.launcher.processes import Spec, processes


@pytest.fixture(autouse=True)
def _an_empty_installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for field in Plan.model_fields.values():
        assert field.alias
        monkeypatch.delenv(field.alias, raising=False)
    monkeypatch.setattr(plan_module, "ROOT", tmp_path)
    monkeypatch.setenv("SUYETONG_VAR", str(tmp_path / "var"))


def planned() -> list[Spec]:
    plan = Plan.read()
    return processes(plan, plan.environment())


def test_each_process_starts_after_those_that_it_needs() -> None:
    assert [spec.name for spec in planned()] == [
        "redis",
        "actions",
        "rasa",
        "gateway",
        "worker",
    ]


def test_no_redis_is_started_when_one_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://10.0.0.1:6379/0")

    assert [spec.name for spec in planned()] == ["actions", "rasa", "gateway", "worker"]


def test_each_process_comes_back_when_it_is_lost() -> None:
    assert all(spec.restarts for spec in planned())


def test_each_process_names_the_setting_of_its_port(monkeypatch: pytest.MonkeyPatch) -> None:
    names = {spec.name: spec.port_setting for spec in planned() if spec.port}
    for number, setting in enumerate(names.values()):
        monkeypatch.setenv(setting, str(20_000 + number))

    assert [spec.port for spec in planned() if spec.port] == [20_000, 20_001, 20_002, 20_003]
    assert names == {
        "redis": "SUYETONG_REDIS_PORT",
        "actions": "SUYETONG_ACTIONS_PORT",
        "rasa": "SUYETONG_RASA_PORT",
        "gateway": "SUYETONG_GATEWAY_PORT",
    }


def test_no_secret_shows_in_the_list_of_processes() -> None:
    plan = Plan.read()
    environment = plan.environment()
    commands = " ".join(word for spec in processes(plan, environment) for word in spec.command)

    for name in ("SUYETONG_SECRET_KEY", "SUYETONG_DATA_KEYS", "SUYETONG_REDIS_PASSWORD"):
        assert environment[name] not in commands
