"""One person's data over the real stores: copied, erased, and sealed anew."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from redis import Redis
from sqlalchemy import Engine, inspect, text

from bot.applications.application import Event, Stage
from bot.bookings.booking import State
from bot.bookings.contacts import Contact
from bot.bookings.owner import owner_hash
from bot.errors import StoreUnavailable
from bot.identity.numbers import Number, NumberKind
from bot.notices.notice import Notice, Template
from bot.privacy.audit import Action
from bot.privacy.person import People, Person
from bot.privacy.retention import RetentionRules
from bot.privacy.rotation import rotate
from bot.sealing import Sealer
from bot.storage.applications import SqlRegister
from bot.storage.audit import SqlAuditLog
from bot.storage.bookings import SqlBookings
from bot.storage.contacts import SqlContacts
from bot.storage.database import migrate
from bot.storage.feedback import SqlFeedback
from bot.storage.forgetting import BookingsThatEnded, TurnsPast
from bot.storage.identity import SqlIdentity
from bot.storage.notices import SqlNotices
from bot.storage.own_data import OwnBookings, OwnPhone
from bot.storage.vault import Vault
from bot.understanding.redact import redact
from tests.application_data import ANN, BOB, OTHER_PHONE, PHONE, digests, entry
from tests.booking_data import NEXT_DAY, NINE, NOW, SECRET, office, plan
from tests.booking_data import People as Bookers
from tests.feedback_data import QUESTION, WORDS, pressed

OLD, NEW = b"o" * 32, b"n" * 32
ACCEPTED = Event(Stage.ACCEPTED, NOW.date())
LEFT = Number(NumberKind.MOBILE, "13900139000")


@dataclass
class House:
    """All the stores under one sealer, with Ann's and Bob's data."""

    engine: Engine
    redis: Redis
    talk: str  # the hash of Ann's conversation

    def __post_init__(self) -> None:
        self.sealer = Sealer([OLD])
        self.bookers = Bookers(SqlBookings(self.engine), plan(office("one", capacity=2)))
        self.register = SqlRegister(self.engine, self.sealer)
        self.contacts = SqlContacts(self.engine)
        self.notices = SqlNotices(self.engine, self.sealer)
        self.trail = SqlAuditLog(self.engine)
        self.feedback = SqlFeedback(self.engine, self.sealer)
        self.vault = Vault(self.redis, self.sealer, 60)
        self.ann = Person(digests(self.sealer, ANN), self.talk)

    @property
    def people(self) -> People:
        return People(
            records=self.register,
            bookings=OwnBookings(
                self.bookers.store,
                BookingsThatEnded(self.engine),
                lambda: self.bookers.plan,
                SECRET,
            ),
            phones=OwnPhone(self.contacts, self.sealer, SECRET),
            notices=self.notices,
            proofs=SqlIdentity(self.engine),
            vault=self.vault,
            talks=[TurnsPast(self.engine)],
            feedback=self.feedback,
            trail=self.trail,
            sealer=self.sealer,
            rules=RetentionRules(),
        )

    def fill(self) -> None:
        """Two applications, a booking, a phone that was left and a reminder to it for each."""
        self.register.import_rows(
            [
                entry("JS20250388", ANN, ACCEPTED),
                entry("JS20250389", ANN, ACCEPTED),
                entry("JS20250390", BOB, ACCEPTED, phone=OTHER_PHONE, name="李四"),
            ],
            "import",
            NOW,
        )
        for talk, phone in ((self.talk, LEFT), (f"{self.talk}-bob", OTHER_PHONE)):
            self.bookers.book(talk)
            sealed = self.sealer.seal(phone.value)
            digest = self.sealer.digest(phone.kind, phone.value)
            self.contacts.keep(Contact(owner_hash(SECRET, talk), sealed, digest, NOW))
            day = NOW + timedelta(days=1)
            self.notices.put(Notice(talk[-8:], Template.CODE, sealed, {"code": "1"}, NOW, day))
            self.feedback.take(pressed(WORDS, talk=talk))
        self.vault.keep(self.talk, redact("我叫王小明,13800138000").found)


@pytest.fixture
def house(engine: Engine, redis_url: str, name: str) -> House:
    migrate(engine)
    house = House(engine, Redis.from_url(redis_url), name)
    house.fill()
    return house


def everything(engine: Engine, but: str = "") -> str:
    """Every row of every table, as text; without those of the table `but`."""
    with engine.connect() as connection:
        return "\n".join(
            str(row)
            for table in inspect(engine).get_table_names()
            if table != but
            for row in connection.execute(text(f'SELECT * FROM "{table}"'))
        )


def test_a_copy_holds_what_all_stores_hold(house: House) -> None:
    data: dict[str, Any] = house.people.export(house.ann, NOW)["data"]

    numbers = {each["number"] for each in data["applications"]["items"]}
    assert numbers == {"JS20250388", "JS20250389"}
    (booking,) = data["bookings"]["items"]
    assert (booking["office"], booking["state"]) == ("one", "booked")
    assert "owner" not in booking
    assert data["contacts"]["items"] == [{"phone": LEFT.value}]
    assert [each["words"] for each in data["feedback"]["items"]] == [[WORDS]]
    assert house.trail.count(Action.EXPORTED) == 1


def test_a_waiting_list_is_in_the_copy_and_left_when_all_is_erased(house: House) -> None:
    for who in ("cid", "dan"):
        house.bookers.book(who, NEXT_DAY)
    other = f"{house.talk}-waits"
    house.bookers.wait(other, NEXT_DAY)

    copy = house.people.export(Person([], other), NOW)
    assert [each["state"] for each in copy["data"]["bookings"]["items"]] == ["waiting"]
    house.people.erase(Person([], other), NOW)
    assert house.bookers.store.waitings_of(owner_hash(SECRET, other)) == []


def test_after_erasing_the_place_is_free_and_nothing_of_hers_is_left(house: House) -> None:
    assert house.bookers.free(NINE) == 0

    erased = house.people.erase(house.ann, NOW)

    assert erased.counts == {
        "bookings": 1,
        "applications": 2,
        "contacts": 1,
        "notices": 1,
        "feedback": 1,
    }
    assert house.bookers.free(NINE) == 1
    assert house.bookers.store.of_owner(owner_hash(SECRET, house.talk)) == []
    assert owner_hash(SECRET, house.talk) not in everything(house.engine)
    assert house.vault.take(house.talk, "mobile") is None
    assert house.register.of_person(digests(house.sealer, ANN)) == []
    assert house.trail.count(Action.ERASED) == 1
    assert not house.people.erase(house.ann, NOW).anything


def test_nothing_of_others_is_touched_and_a_later_import_brings_nothing_back(
    house: House,
) -> None:
    house.people.erase(house.ann, NOW)

    bob = f"{house.talk}-bob"
    assert len(house.bookers.desk.mine(bob, NOW)) == 1
    assert len(house.register.of_person(digests(house.sealer, BOB))) == 1
    assert len(house.contacts.of_owners([owner_hash(SECRET, bob)])) == 1
    assert (
        house.register.import_rows([entry("JS20250388", ANN, ACCEPTED)], "import", NOW).erased == 1
    )


def test_an_appointment_that_is_too_near_stays_and_the_rest_is_erased(house: House) -> None:
    soon = NINE - timedelta(hours=1)

    erased = house.people.erase(house.ann, soon)

    assert erased.counts["bookings"] == 0
    assert erased.counts["applications"] == 2
    (kept,) = house.bookers.desk.mine(house.talk, soon)
    assert kept.state is State.BOOKED


def test_without_a_plan_nothing_is_erased_by_halves(house: House) -> None:
    house.bookers.plan, plan_before = None, house.bookers.plan  # type: ignore[assignment]
    with pytest.raises(StoreUnavailable):
        house.people.erase(house.ann, NOW)
    assert house.people.count(house.ann, NOW)["applications"] == 2

    house.bookers.plan = plan_before
    assert house.people.erase(house.ann, NOW).anything


def test_after_a_rotation_the_old_key_is_not_needed(house: House) -> None:
    both, alone = Sealer([NEW, OLD]), Sealer([NEW])
    stores = {
        "applications": SqlRegister(house.engine, both),
        "contacts": house.contacts,
        "notices": SqlNotices(house.engine, both),
        "feedback": SqlFeedback(house.engine, both),
    }

    done = rotate(stores, both)
    assert done == {"applications": 3, "contacts": 2, "notices": 2, "feedback": 2}
    assert rotate(stores, both) == dict.fromkeys(stores, 0)

    house.sealer = alone
    house.register = SqlRegister(house.engine, alone)
    house.notices = SqlNotices(house.engine, alone)
    house.feedback = SqlFeedback(house.engine, alone)
    ann = Person(digests(alone, ANN), house.talk)
    assert house.people.count(ann, NOW)["applications"] == 2
    assert house.people.erase(ann, NOW).counts == {
        **{"bookings": 1, "applications": 2},
        **{"contacts": 1, "notices": 1, "feedback": 1},
    }


def test_nothing_personal_is_in_the_database_in_clear(house: House) -> None:
    house.people.export(house.ann, NOW)
    kept = everything(house.engine)

    assert "one" in kept
    for secret in (
        ANN.value,
        BOB.value,
        PHONE.value,
        LEFT.value,
        "JS20250388",
        "张三丰",
        QUESTION,
        WORDS,
    ):
        assert secret not in kept
    # What is said of answers is kept by conversation, as outcomes are; nothing else tells whose.
    others = everything(house.engine, but="feedback").replace(f"conversation:{house.talk}", "")
    assert house.talk not in others
