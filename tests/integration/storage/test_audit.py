"""The audit trail in both databases."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, inspect

from bot.errors import StoreUnavailable
from bot.privacy.audit import Action, AuditRecord
from bot.storage.audit import AuditRow, SqlAuditLog
from bot.storage.database import migrate

NOW = datetime(2026, 11, 24, 9, 0, 0, 123, tzinfo=ZoneInfo("Asia/Shanghai"))
SUBJECT, OTHER = "a" * 64, "b" * 64
RECORD = AuditRecord(
    NOW, f"conversation:{'c' * 64}", Action.STATUS_READ, SUBJECT, "d" * 64, "applications"
)
BARE = AuditRecord(NOW - timedelta(days=1), "worker", Action.SENT)


@pytest.fixture
def log(engine: Engine) -> SqlAuditLog:
    migrate(engine)
    return SqlAuditLog(engine)


def test_a_record_reads_as_it_was_written(log: SqlAuditLog) -> None:
    log.write(RECORD)

    (read,) = log.of([SUBJECT])
    assert read == RECORD
    assert str(read.at.tzinfo) == "Asia/Shanghai"


def test_a_person_s_records_come_in_order_and_nobody_else_s(log: SqlAuditLog) -> None:
    earlier = replace(RECORD, at=NOW - timedelta(hours=1), action=Action.PROVED)
    under_an_older_key = replace(RECORD, at=NOW + timedelta(hours=1), subject="e" * 64)
    for record in (RECORD, earlier, BARE, replace(RECORD, subject=OTHER), under_an_older_key):
        log.write(record)

    assert log.of([SUBJECT, "e" * 64]) == [earlier, RECORD, under_an_older_key]
    assert log.of([]) == []


def test_records_are_counted_by_action(log: SqlAuditLog) -> None:
    assert log.count() == 0
    log.write(RECORD)
    log.write(RECORD)
    log.write(BARE)

    assert (log.count(), log.count(Action.SENT), log.count(Action.ERASED)) == (3, 1, 0)


@pytest.mark.parametrize("action", Action)
def test_every_action_can_be_written_down(log: SqlAuditLog, action: Action) -> None:
    log.write(replace(RECORD, action=action))

    assert log.of([SUBJECT])[0].action is action


def test_old_records_are_deleted_and_younger_ones_stay(log: SqlAuditLog) -> None:
    old = replace(RECORD, at=NOW - timedelta(days=366))
    young = replace(RECORD, at=NOW - timedelta(days=364))
    for record in (old, young, RECORD):
        log.write(record)

    assert log.forget(NOW - timedelta(days=365)) == 1
    assert log.forget(NOW - timedelta(days=365)) == 0
    assert log.of([SUBJECT]) == [young, RECORD]


def test_no_rule_deletes_what_is_less_than_six_months_old(log: SqlAuditLog) -> None:
    just, over = NOW - timedelta(days=180), NOW - timedelta(days=180, seconds=1)
    for at in (over, just, NOW):
        log.write(replace(RECORD, at=at))

    assert log.forget(NOW + timedelta(days=1)) == 1
    assert [record.at for record in log.of([SUBJECT])] == [just, NOW]


def test_an_empty_trail_has_nothing_to_delete(log: SqlAuditLog) -> None:
    assert log.forget(NOW) == 0


def test_records_written_at_once_are_all_there(log: SqlAuditLog) -> None:
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: log.write(RECORD), range(60)))

    assert log.count() == 60


def test_there_is_no_way_to_change_a_record() -> None:
    public = {name for name in dir(SqlAuditLog) if not name.startswith("_")}

    assert public == {"write", "of", "count", "forget"}


def test_a_database_that_was_not_migrated_is_unavailable_and_tells_nothing(engine: Engine) -> None:
    with pytest.raises(StoreUnavailable) as unavailable:
        SqlAuditLog(engine).write(RECORD)
    assert SUBJECT not in str(unavailable.value)


def test_the_migrated_table_is_the_one_of_the_model(log: SqlAuditLog, engine: Engine) -> None:
    inspector = inspect(engine)
    made = {
        column["name"]: (str(column["type"]), column["nullable"])
        for column in inspector.get_columns("audit_records")
        if column["name"] != "at"
    }
    meant = {
        column.name: (str(column.type.compile(engine.dialect)), column.nullable)
        for column in AuditRow.__table__.columns
        if column.name != "at"
    }
    indexes = {
        (index["name"], *index["column_names"]) for index in inspector.get_indexes("audit_records")
    }

    assert made == meant
    assert indexes == {("ix_audit_records_subject", "subject"), ("ix_audit_records_at", "at")}
