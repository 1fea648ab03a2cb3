"""What is deleted when, and what may not be deleted too soon."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.privacy.retention import AUDIT_AT_LEAST_DAYS, RetentionRules, tidy
from tests.fake_privacy import MemoryDated

NOW = datetime(2026, 11, 24, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
KINDS = {
    "applications": 365,
    "bookings": 90,
    "booking_keys": 2,
    "identity": 1,
    "notices": 7,
    "contacts": 7,
    "outcomes": 180,
    "audit": 365,
}


def test_each_kind_has_its_days() -> None:
    rules = RetentionRules()

    assert {kind: rules.days(kind) for kind in KINDS} == KINDS
    assert RetentionRules(bookings=30).days("bookings") == 30


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_deleted_on_its_last_day_and_everything_after_it(kind: str) -> None:
    limit = NOW - timedelta(days=KINDS[kind])
    store = MemoryDated([limit - timedelta(seconds=1), limit, NOW])

    assert tidy({kind: store}, RetentionRules(), NOW) == {kind: 1}
    assert store.ended == [limit, NOW]
    assert tidy({kind: store}, RetentionRules(), NOW) == {kind: 0}


def test_all_kinds_are_tidied_in_one_go() -> None:
    old = NOW - timedelta(days=1000)
    stores = {kind: MemoryDated([old, NOW]) for kind in KINDS}

    assert tidy(stores, RetentionRules(), NOW) == dict.fromkeys(KINDS, 1)


def test_the_audit_trail_is_kept_for_six_months_at_least() -> None:
    assert RetentionRules(audit=AUDIT_AT_LEAST_DAYS).audit == 180
    with pytest.raises(ValueError, match="audit"):
        RetentionRules(audit=AUDIT_AT_LEAST_DAYS - 1)


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"audit"}))
def test_no_kind_is_kept_for_less_than_a_day(kind: str) -> None:
    with pytest.raises(ValueError, match=kind):
        RetentionRules(**{kind: 0})


def test_a_store_of_a_kind_without_a_rule_is_refused_before_anything_is_deleted() -> None:
    known = MemoryDated([NOW - timedelta(days=1000)])

    with pytest.raises(KeyError):
        tidy({"bookings": known, "unknown": MemoryDated()}, RetentionRules(), NOW)
    assert len(known.ended) == 1
