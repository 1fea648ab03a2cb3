"""Settings out of the environment."""

from datetime import UTC, date, datetime, tzinfo
from pathlib import Path

import pytest

from bot import config
from bot.config import ROOT, Settings, read_settings
from bot.errors import ConfigError

SECRET = "a-secret-that-is-long-enough-for-us"
REDIS = "redis://:a-password-of-redis@127.0.0.1:6379/0"


@pytest.fixture(autouse=True)
def _only_what_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment that holds what has no default, and no `.env`."""
    for field in Settings.model_fields.values():
        assert field.alias
        monkeypatch.delenv(field.alias, raising=False)
    monkeypatch.setitem(Settings.model_config, "env_file", None)
    monkeypatch.setenv("SUYETONG_SECRET_KEY", SECRET)
    monkeypatch.setenv("SUYETONG_DATA_KEYS", SECRET)
    monkeypatch.setenv("REDIS_URL", REDIS)


def test_two_secrets_and_redis_are_all_that_has_to_be_set() -> None:
    settings = read_settings()

    assert settings.secret_key.get_secret_value() == SECRET
    assert settings.redis_url.get_secret_value() == REDIS


def test_the_gateway_is_on_loopback_by_default() -> None:
    assert read_settings().gateway_host == "127.0.0.1"
    assert read_settings().trusted_proxies == ""


def test_the_database_is_embedded_by_default() -> None:
    url = read_settings().database_url.get_secret_value()

    assert url == f"sqlite:///{ROOT}/var/suyetong.db"


@pytest.mark.parametrize("name", ["SUYETONG_SECRET_KEY", "SUYETONG_DATA_KEYS", "REDIS_URL"])
def test_a_setting_without_a_default_that_is_missing_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.delenv(name)

    with pytest.raises(ConfigError, match=name):
        read_settings()


@pytest.mark.parametrize("name", ["SUYETONG_SECRET_KEY", "SUYETONG_DATA_KEYS", "REDIS_URL"])
def test_a_setting_without_a_default_that_is_empty_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "")

    with pytest.raises(ConfigError, match=name):
        read_settings()


@pytest.mark.parametrize("name", ["SUYETONG_TODAY", "SUYETONG_GATEWAY_PORT", "DATABASE_URL"])
def test_an_empty_setting_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    without = read_settings()
    monkeypatch.setenv(name, "")

    assert read_settings() == without


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("SUYETONG_SECRET_KEY", "shown-if-leaked", id="a secret that is too short"),
        pytest.param("SUYETONG_DATA_KEYS", "shown-if-leaked", id="a data key that is too short"),
        pytest.param("SUYETONG_SMS", "pigeon", id="a channel that there is not"),
        pytest.param("SUYETONG_SMS_HOURS", "20:00-08:00", id="hours that end before they begin"),
        pytest.param("SUYETONG_KEEP_DAYS", "audit=3", id="an audit trail kept too short"),
        pytest.param("SUYETONG_KEEP_DAYS", "dreams=3", id="a kind that is not kept"),
        pytest.param("SUYETONG_TODAY", "2025-02-30", id="a day that does not exist"),
        pytest.param("SUYETONG_TODAY", "leaked-day", id="no day"),
        pytest.param("SUYETONG_GATEWAY_PORT", "leaked-port", id="no port"),
        pytest.param("SUYETONG_GATEWAY_PORT", "765432", id="a port that does not exist"),
        pytest.param("SUYETONG_ACTIONS_PORT", "-98765", id="a negative port"),
        pytest.param("SUYETONG_RASA_TIMEOUT", "-98765", id="a negative time"),
        pytest.param("SUYETONG_RASA_TIMEOUT", "98765", id="too long a time"),
        pytest.param("SUYETONG_TEXT_LIMIT", "98765", id="too long a text"),
        pytest.param("SUYETONG_HISTORY_HOURS", "98765", id="too long a history"),
    ],
)
def test_a_setting_that_is_wrong_is_named_and_its_value_is_not_shown(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(ConfigError) as refused:
        read_settings()

    assert name in str(refused.value)
    assert value not in str(refused.value)


def test_every_setting_that_is_wrong_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REDIS_URL")
    monkeypatch.setenv("SUYETONG_SECRET_KEY", "short")
    monkeypatch.setenv("SUYETONG_TODAY", "never")

    with pytest.raises(ConfigError, match=r"(?s)SECRET_KEY.*REDIS_URL.*TODAY"):
        read_settings()


def test_printing_the_settings_shows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://somebody:a-password@127.0.0.1/suyetong")

    printed = repr(read_settings()) + str(read_settings())

    assert SECRET not in printed
    assert "a-password" not in printed


def test_the_environment_wins_over_the_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("SUYETONG_TEXT_LIMIT=100\nSUYETONG_HISTORY_HOURS=2\n")
    monkeypatch.setitem(Settings.model_config, "env_file", tmp_path / ".env")
    monkeypatch.setenv("SUYETONG_TEXT_LIMIT", "200")

    settings = read_settings()

    assert (settings.text_limit, settings.history_hours) == (200, 2)


def test_what_others_have_in_the_file_is_none_of_our_business(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("SOMETHING_ELSE=1\n")
    monkeypatch.setitem(Settings.model_config, "env_file", tmp_path / ".env")

    read_settings()


def test_the_clock_shows_the_day_that_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUYETONG_TODAY", "2024-02-29")

    assert read_settings().clock() == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("utc", "day"),
    [
        (datetime(2025, 12, 31, 15, 59, 59, tzinfo=UTC), date(2025, 12, 31)),
        (datetime(2025, 12, 31, 16, 0, 0, tzinfo=UTC), date(2026, 1, 1)),
    ],
)
def test_a_day_begins_at_midnight_in_shanghai(
    monkeypatch: pytest.MonkeyPatch, utc: datetime, day: date
) -> None:
    class StoppedClock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return utc.astimezone(tz)

    monkeypatch.setattr(config, "datetime", StoppedClock)

    assert read_settings().clock() == day
