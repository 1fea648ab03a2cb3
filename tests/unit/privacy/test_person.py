"""One person's data: shown, copied, and gone."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.errors import StoreUnavailable
from bot.privacy.audit import Action, AuditRecord
from bot.privacy.person import Person
from bot.sealing import Sealer
from tests.fake_privacy import SEALER, MemoryStores

NOW = datetime(2026, 11, 24, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
TOMORROW, YESTERDAY = NOW + timedelta(days=1), NOW - timedelta(days=1)
REGISTERED, LEFT, ANOTHER = "13800138000", "13900139000", "13700137000"
ANN = Person(["ann"], "talk-of-ann")


def digest(phone: str) -> str:
    return SEALER.digest("mobile", phone)


@pytest.fixture
def stores() -> MemoryStores:
    """Ann's data everywhere, and Bob's beside it."""
    stores = MemoryStores()
    stores.records.kept = {
        "ann": [{"number": "JS20250388", "phone": REGISTERED}, {"number": "JS2", "phone": None}],
        "bob": [{"number": "JS3", "phone": ANOTHER}],
    }
    stores.bookings.booked = {"talk-of-ann": [YESTERDAY, TOMORROW], "talk-of-bob": [TOMORROW]}
    stores.phones.kept = {"talk-of-ann": LEFT, "elsewhere": REGISTERED, "talk-of-bob": ANOTHER}
    stores.notices.to = [digest(REGISTERED), digest(LEFT), digest(ANOTHER)]
    stores.proofs.of = {"ann", "talk-of-ann", digest(LEFT), "bob", "talk-of-bob"}
    stores.vault.kept = {"talk-of-ann": 2, "talk-of-bob": 1}
    stores.history.kept = {"talk-of-ann": 9, "talk-of-bob": 5}
    stores.opinions.kept = {"talk-of-ann": ["不对"], "talk-of-bob": ["看不懂"]}
    stores.trail.records = [
        AuditRecord(YESTERDAY, "conversation:talk-of-ann", Action.STATUS_READ, "ann", "client"),
        AuditRecord(YESTERDAY, "conversation:talk-of-bob", Action.STATUS_READ, "bob"),
    ]
    return stores


def test_a_copy_holds_everything_with_its_purpose_and_its_days(stores: MemoryStores) -> None:
    copy = stores.people().export(ANN, NOW)

    data = copy["data"]
    assert copy["exported_at"] == "2026-11-24T09:00:00+08:00"
    assert [each["number"] for each in data["applications"]["items"]] == ["JS20250388", "JS2"]
    assert len(data["bookings"]["items"]) == 2
    assert data["contacts"]["items"] == [{"phone": LEFT}]
    assert data["feedback"]["items"] == [{"words": "不对"}]
    assert [each["action"] for each in data["audit"]["items"]] == ["status_read"]
    assert {kind: each["days"] for kind, each in data.items()} == {
        "applications": 365,
        "bookings": 90,
        "contacts": 7,
        "feedback": 180,
        "audit": 365,
    }
    assert all(each["purpose"] for each in data.values())
    assert json.loads(json.dumps(copy)) == copy


def test_a_copy_holds_nothing_of_others_and_no_hash(stores: MemoryStores) -> None:
    written = json.dumps(stores.people().export(ANN, NOW), ensure_ascii=False)

    for foreign in (ANOTHER, "JS3", "bob", "talk-of", "client", "看不懂"):
        assert foreign not in written


def test_a_copy_leaves_a_record_and_a_count_does_not(stores: MemoryStores) -> None:
    people, before = stores.people(), len(stores.trail.records)

    counted = people.count(ANN, NOW)
    assert counted == {
        "applications": 2,
        "bookings": 2,
        "contacts": 1,
        "feedback": 1,
        "audit": 1,
    }
    assert len(stores.trail.records) == before

    people.export(ANN, NOW)
    assert stores.trail.records[before:] == [
        AuditRecord(NOW, "conversation:talk-of-ann", Action.EXPORTED, "ann")
    ]


def test_who_read_what_was_said_in_the_conversation_is_in_the_copy(stores: MemoryStores) -> None:
    stores.trail.write(AuditRecord(NOW, "cli:officer", Action.FEEDBACK_READ, "talk-of-ann"))
    stores.trail.write(AuditRecord(NOW, "cli:officer", Action.FEEDBACK_READ, "talk-of-bob"))

    audit = stores.people().export(ANN, NOW)["data"]["audit"]["items"]
    assert [(each["by"], each["action"]) for each in audit] == [
        ("conversation", "status_read"),
        ("cli", "feedback_read"),
    ]


def test_whoever_is_known_by_a_number_alone_gets_what_belongs_to_the_number(
    stores: MemoryStores,
) -> None:
    copy = stores.people().export(Person(["ann"]), NOW, "cli:officer")

    assert len(copy["data"]["applications"]["items"]) == 2
    assert copy["data"]["bookings"]["items"] == copy["data"]["contacts"]["items"] == []
    assert stores.trail.records[-1].actor == "cli:officer"


def test_everything_is_erased_and_nothing_of_others(stores: MemoryStores) -> None:
    erased = stores.people().erase(ANN, NOW)

    assert erased.counts == {
        "bookings": 1,
        "applications": 2,
        "contacts": 2,
        "notices": 2,
        "feedback": 1,
    }
    assert erased.anything
    assert stores.records.kept.keys() == {"bob"}
    assert stores.records.erased == {"ann"}
    assert stores.bookings.booked["talk-of-ann"] == [YESTERDAY]
    assert stores.bookings.booked["talk-of-bob"] == [TOMORROW]
    assert stores.bookings.given_back == {}
    assert stores.phones.kept == {"talk-of-bob": ANOTHER}
    assert stores.notices.to == [digest(ANOTHER)]
    assert stores.proofs.of == {"bob", "talk-of-bob"}
    assert stores.vault.kept == {"talk-of-bob": 1}
    assert stores.history.kept == {"talk-of-bob": 5}
    assert stores.opinions.kept == {"talk-of-bob": ["看不懂"]}


def test_erasing_leaves_a_record_and_keeps_the_earlier_ones(stores: MemoryStores) -> None:
    before = list(stores.trail.records)
    stores.people().erase(ANN, NOW)

    assert stores.trail.records == [
        *before,
        AuditRecord(NOW, "conversation:talk-of-ann", Action.ERASED, "ann"),
    ]


def test_erasing_again_finds_nothing_and_does_no_harm(stores: MemoryStores) -> None:
    people = stores.people()
    people.erase(ANN, NOW)

    again = people.erase(ANN, NOW)

    assert not again.anything
    assert people.count(ANN, NOW)["applications"] == 0
    assert stores.records.kept.keys() == {"bob"}


def test_what_fails_half_way_is_finished_by_the_next_call(stores: MemoryStores) -> None:
    stores.history.down = True
    with pytest.raises(StoreUnavailable):
        stores.people().erase(ANN, NOW)
    # Whoever began it is still known, and can ask again.
    assert "ann" in stores.proofs.of

    stores.history.down = False
    stores.people().erase(ANN, NOW)

    assert stores.history.kept == {"talk-of-bob": 5}
    assert stores.proofs.of == {"bob", "talk-of-bob"}


def test_a_phone_is_found_under_every_key(stores: MemoryStores) -> None:
    older = Sealer([b"o" * 32])
    stores.notices.to.append(older.digest("mobile", REGISTERED))
    people = stores.people()
    both = Sealer([b"k" * 32, b"o" * 32])

    erased = replace(people, sealer=both).erase(ANN, NOW)

    assert erased.counts["notices"] == 3
    assert stores.notices.to == [digest(ANOTHER)]
