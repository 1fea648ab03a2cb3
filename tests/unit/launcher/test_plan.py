"""What the launcher decides before anything starts."""

import stat
from pathlib import Path

import pytest

from bot.errors import ConfigError
from bot.launcher import plan as module
from bot.launcher.plan import Plan

SECRETS = ("SUYETONG_SECRET_KEY", "SUYETONG_DATA_KEYS", "SUYETONG_REDIS_PASSWORD")


@pytest.fixture
def var(tmp_path: Path) -> Path:
    return tmp_path / "var"


@pytest.fixture
def dotenv(tmp_path: Path) -> Path:
    return tmp_path / ".env"


@pytest.fixture(autouse=True)
def _an_empty_installation(tmp_path: Path, var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No `.env`, nothing set but the folder of the data."""
    for field in Plan.model_fields.values():
        assert field.alias
        monkeypatch.delenv(field.alias, raising=False)
    for name in (*SECRETS, "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setenv("SUYETONG_VAR", str(var))


def test_the_secrets_are_made_at_the_first_start_and_kept(var: Path) -> None:
    first = Plan.read().environment()
    written = (var / "secrets.env").read_text()
    second = Plan.read().environment()

    for name in SECRETS:
        assert first[name] == second[name]
    assert (var / "secrets.env").read_text() == written


def test_nobody_but_the_owner_may_read_the_secrets(var: Path) -> None:
    Plan.read().environment()

    assert stat.S_IMODE((var / "secrets.env").stat().st_mode) == 0o600


def test_no_two_installations_have_the_same_secrets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = Plan.read().environment()
    monkeypatch.setenv("SUYETONG_VAR", str(tmp_path / "other"))
    there = Plan.read().environment()

    for name in SECRETS:
        assert here[name] != there[name]
        assert len(here[name]) >= 32


def test_a_secret_that_is_missing_is_added_and_the_other_one_stays(var: Path) -> None:
    var.mkdir()
    (var / "secrets.env").write_text("SUYETONG_SECRET_KEY=kept-from-before-this-start-up-here\n")

    environment = Plan.read().environment()

    assert environment["SUYETONG_SECRET_KEY"] == "kept-from-before-this-start-up-here"
    assert Plan.read().environment()[SECRETS[1]] == environment[SECRETS[1]]


def test_a_secret_that_is_set_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUYETONG_SECRET_KEY", "chosen-by-whoever-runs-this-program")

    secret = Plan.read().environment()["SUYETONG_SECRET_KEY"]

    assert secret == "chosen-by-whoever-runs-this-program"


def test_our_redis_is_on_loopback_with_the_password_of_this_installation() -> None:
    environment = Plan.read().environment()

    password = environment["SUYETONG_REDIS_PASSWORD"]
    assert environment["REDIS_URL"] == f"redis://:{password}@127.0.0.1:6390/0"


def test_a_redis_that_is_given_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://10.0.0.1:6379/3")
    plan = Plan.read()

    assert plan.redis_url == "redis://10.0.0.1:6379/3"
    assert plan.environment()["REDIS_URL"] == "redis://10.0.0.1:6379/3"


def test_a_redis_that_is_given_in_the_file_is_used(dotenv: Path) -> None:
    dotenv.write_text("REDIS_URL=redis://10.0.0.1:6379/3\n")
    plan = Plan.read()

    assert plan.redis_url == "redis://10.0.0.1:6379/3"
    assert plan.environment()["REDIS_URL"] == "redis://10.0.0.1:6379/3"


def test_a_database_that_is_given_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://10.0.0.1/suyetong")

    assert Plan.read().environment()["DATABASE_URL"] == "postgresql://10.0.0.1/suyetong"


def test_the_data_stay_in_the_folder_that_is_set(var: Path) -> None:
    assert Plan.read().environment()["DATABASE_URL"] == f"sqlite:///{var}/suyetong.db"


def test_the_environment_wins_over_the_file(dotenv: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dotenv.write_text("SUYETONG_GATEWAY_PORT=8100\nSUYETONG_RASA_PORT=5100\nSUYETONG_TODAY=x\n")
    monkeypatch.setenv("SUYETONG_GATEWAY_PORT", "8200")
    monkeypatch.setenv("SUYETONG_TODAY", "2025-03-01")
    plan = Plan.read()
    environment = plan.environment()

    assert (plan.gateway_port, plan.rasa_port) == (8200, 5100)
    assert environment["SUYETONG_GATEWAY_PORT"] == "8200"
    assert environment["SUYETONG_RASA_PORT"] == "5100"
    assert environment["SUYETONG_TODAY"] == "2025-03-01"


def test_an_empty_setting_is_as_good_as_none(dotenv: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dotenv.write_text("SUYETONG_GATEWAY_PORT=8100\nREDIS_URL=\n")
    monkeypatch.setenv("SUYETONG_GATEWAY_PORT", "")
    monkeypatch.setenv("SUYETONG_SECRET_KEY", "")
    plan = Plan.read()

    assert plan.redis_url is None
    assert plan.gateway_port in (8000, 8100)
    assert len(plan.environment()["SUYETONG_SECRET_KEY"]) >= 32


def test_the_processes_find_each_other_at_the_ports_that_are_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SUYETONG_RASA_PORT", "5100")
    monkeypatch.setenv("SUYETONG_ACTIONS_PORT", "5200")
    monkeypatch.setenv("SUYETONG_REDIS_PORT", "5300")
    environment = Plan.read().environment()

    assert environment["SUYETONG_RASA_URL"] == "http://127.0.0.1:5100"
    assert environment["SUYETONG_ACTIONS_URL"] == "http://127.0.0.1:5200/webhook"
    assert environment["REDIS_URL"].endswith("@127.0.0.1:5300/0")


def test_rasa_reports_to_nobody_and_prints_no_message() -> None:
    environment = Plan.read().environment()

    assert environment["RASA_TELEMETRY_ENABLED"] == "false"
    assert environment["LOG_LEVEL"] == "WARNING"


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http"])
@pytest.mark.parametrize("name", ["REDIS", "ACTIONS", "RASA", "GATEWAY"])
def test_a_port_that_does_not_exist_is_refused_by_the_name_of_its_setting(
    monkeypatch: pytest.MonkeyPatch, name: str, port: str
) -> None:
    monkeypatch.setenv(f"SUYETONG_{name}_PORT", port)

    with pytest.raises(ConfigError, match=f"SUYETONG_{name}_PORT"):
        Plan.read()
