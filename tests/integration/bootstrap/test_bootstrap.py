"""The processes' parts, built from settings over a database and a Redis of their own."""

import asyncio
from datetime import datetime
from pathlib import Path

import pytest

from bot.bootstrap.actions import build_actions
from bot.bootstrap.gateway import build_gateway
from bot.bootstrap.parts import PersonalParts
from bot.bootstrap.worker import build_worker, forgetting, resealing
from bot.config import SHANGHAI, Settings
from bot.errors import CodeRefused, ConfigError
from bot.identity.numbers import Number, NumberKind
from bot.notices.notice import Template
from bot.privacy.person import Person
from bot.privacy.retention import RetentionRules
from bot.sealing import Sealer
from bot.storage.database import connect, migrate
from bot.storage.notices import SqlNotices

KEY = "k" * 32
ID_NUMBER, APPLICATION, PHONE = "320000180001010012", "YS2026110001", "15400000001"
NUMBER = Number(NumberKind.APPLICATION_NUMBER, APPLICATION)


@pytest.fixture
def settings(tmp_path: Path, redis_url: str, monkeypatch: pytest.MonkeyPatch) -> Settings:
    # A log that is set up here would be every later test's.
    monkeypatch.setattr("bot.bootstrap.core.configure_logs", lambda _: None)
    return Settings(
        _env_file=None,
        SUYETONG_SECRET_KEY="s" * 32,
        SUYETONG_DATA_KEYS=KEY,
        SUYETONG_TODAY="2026-11-24",
        REDIS_URL=redis_url,
        DATABASE_URL=f"sqlite:///{tmp_path}/suyetong.db",
    )


def sent_code(settings: Settings) -> str:
    """The code of the newest message that waits to be sent."""
    engine = connect(settings.database_url.get_secret_value())
    queue = SqlNotices(engine, Sealer([KEY.encode()]))
    claimed = queue.claim(settings.now(), 10, disturbing=True)
    engine.dispose()
    codes = [each.notice for each in claimed if each.notice.template is Template.CODE]
    return codes[-1].values["code"]


def test_the_gateway_holds_the_demonstration_and_the_actions_see_it(settings: Settings) -> None:
    gateway = build_gateway(settings)
    core = build_actions(settings)
    try:
        assert core.personal
        subjects = core.personal.sealer.digests("id_number", ID_NUMBER)
        assert len(core.personal.register.of_person(subjects)) == 2
        assert not core.personal.register.has_real()
        # Built again, it is not taken in twice.
        again = build_gateway(settings)
        assert len(again.personal.register.of_person(subjects)) == 2
        asyncio.run(again.close())
    finally:
        asyncio.run(gateway.close())
        core.knowledge.stop()


def test_what_is_proved_at_one_door_is_known_at_the_other(settings: Settings) -> None:
    gateway = build_gateway(settings)
    core = build_actions(settings)
    assert core.personal
    here, there = gateway.personal, core.personal
    now = settings.now()
    here.identity.begin("one", "client", NUMBER, now)
    code = sent_code(settings)
    assert len(code) == here.identity.rules.code_digits
    assert there.identity.awaits_code("one", now)
    with pytest.raises(CodeRefused):
        there.identity.prove("one", "client", "x", now)
    session = there.identity.prove("one", "client", code, now)

    assert here.identity.session("one", now) == session
    assert len(here.inquiry.of(session, "client", now)) == 2
    asyncio.run(gateway.close())
    core.knowledge.stop()


def test_the_vault_is_shared_too(settings: Settings) -> None:
    gateway, core = build_gateway(settings), build_actions(settings)
    assert core.personal
    gateway.personal.vault.keep("a-conversation", [NUMBER])

    assert core.personal.vault.take("a-conversation", NumberKind.APPLICATION_NUMBER) == APPLICATION
    asyncio.run(gateway.close())
    core.knowledge.stop()


def test_erased_everywhere_nothing_is_found_at_either_door(settings: Settings) -> None:
    gateway, core = build_gateway(settings), build_actions(settings)
    assert core.personal
    subjects = core.personal.sealer.digests("id_number", ID_NUMBER)
    erased = core.personal.people.erase(Person(subjects, "one"), settings.now())
    assert erased.counts["applications"] == 2

    assert gateway.personal.register.of_person(subjects) == []
    # The next start does not bring them back.
    again = build_gateway(settings)
    assert again.personal.register.of_person(subjects) == []
    for parts in (gateway, again):
        asyncio.run(parts.close())
    core.knowledge.stop()


def test_the_rules_are_as_they_are_set(settings: Settings) -> None:
    more = settings.model_copy(
        update={"codes_an_hour": 50, "keep_days": "applications=30", "operator": "某某人社局"}
    )
    parts: PersonalParts = build_gateway(more).personal

    assert parts.identity.rules.codes_an_hour_a_number == 50
    assert parts.identity.rules.codes_an_hour_a_person == 50
    assert parts.rules.days("applications") == 30
    assert parts.operator == "某某人社局"
    assert parts.inquiry.provincial is None


def test_the_provincial_system_is_asked_where_it_is_set(settings: Settings) -> None:
    there = settings.model_copy(update={"provincial_url": "http://127.0.0.1:1"})

    assert build_gateway(there).personal.inquiry.provincial is not None


def test_a_worker_sends_what_waits_and_forgets_what_is_past(settings: Settings) -> None:
    gateway = build_gateway(settings)
    now = settings.now()
    gateway.personal.identity.begin("one", "client", NUMBER, now)
    worker = build_worker(settings)

    assert worker.plan()
    assert worker.now().tzinfo is SHANGHAI
    assert worker.tidy(now) == 0
    assert worker.tidy(datetime(2030, 1, 1, tzinfo=SHANGHAI)) > 0
    asyncio.run(gateway.close())


def test_every_kind_of_data_has_an_end_and_what_is_sealed_a_rotation(settings: Settings) -> None:
    engine = connect(settings.database_url.get_secret_value())
    migrate(engine)
    sealer = Sealer([KEY.encode()])
    kinds = set(RetentionRules.__dataclass_fields__)

    assert set(forgetting(engine, sealer)) == kinds
    assert set(resealing(engine, sealer)) <= kinds
    engine.dispose()


def test_without_a_whole_set_of_keys_nothing_is_built() -> None:
    with pytest.raises((ConfigError, ValueError), match="32"):
        Settings(
            _env_file=None,
            SUYETONG_SECRET_KEY="s" * 32,
            SUYETONG_DATA_KEYS=f"{KEY},short",
            REDIS_URL="redis://127.0.0.1:1/0",
        )
