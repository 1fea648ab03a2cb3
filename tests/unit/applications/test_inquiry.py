"""Looking at one's own applications: each look is recorded, and the source may be away."""

from datetime import date, timedelta

import pytest

from bot.applications.application import Event, Stage
from bot.applications.inquiry import Inquiry
from bot.errors import StoreUnavailable
from bot.identity.challenge import Purpose, Session
from bot.privacy.audit import Action
from bot.sealing import Sealer
from tests.application_data import ANN, BOB, NOW, digests, entry
from tests.fake_applications import MemoryProvincial, MemoryRegister
from tests.fake_privacy import MemoryTrail

SEALER = Sealer([b"k" * 32])
ACCEPTED = Event(Stage.ACCEPTED, date(2026, 11, 20))
DONE = Event(Stage.DONE, date(2026, 11, 23))


@pytest.fixture
def register() -> MemoryRegister:
    register = MemoryRegister(SEALER)
    rows = [entry("JS20260001", ANN, ACCEPTED), entry("JS20260002", BOB, ACCEPTED)]
    register.import_rows(rows, "import", NOW)
    return register


@pytest.fixture
def trail() -> MemoryTrail:
    return MemoryTrail()


def session(subject: str) -> Session:
    return Session("one", Purpose.PERSON, subject, None, NOW, NOW + timedelta(minutes=15))


ANNS = session(digests(SEALER, ANN)[0])


def test_a_person_sees_their_own_and_nobody_else_s(
    register: MemoryRegister, trail: MemoryTrail
) -> None:
    found = Inquiry(register, None, trail).of(ANNS, "client", NOW)

    assert [each.number.value for each in found] == ["JS20260001"]
    (record,) = trail.records
    assert record.action is Action.STATUS_READ
    assert (record.at, record.actor, record.subject, record.client) == (
        NOW,
        "conversation:one",
        ANNS.subject,
        "client",
    )


def test_what_the_provincial_system_knows_is_taken_in_first(
    register: MemoryRegister, trail: MemoryTrail
) -> None:
    more = [entry("JS20260001", ANN, ACCEPTED, DONE), entry("JS20260003", ANN, ACCEPTED)]
    found = Inquiry(register, MemoryProvincial(more), trail).of(ANNS, "client", NOW)

    stages = {each.number.value: each.events[-1].stage for each in found}
    assert stages == {"JS20260001": Stage.DONE, "JS20260003": Stage.ACCEPTED}
    assert [each.action for each in trail.records] == [Action.FETCHED, Action.STATUS_READ]
    assert [each.detail for each in trail.records] == [None, None]


def test_without_it_the_register_tells_what_it_knows_and_that_is_recorded(
    register: MemoryRegister, trail: MemoryTrail
) -> None:
    found = Inquiry(register, MemoryProvincial(down=True), trail).of(ANNS, "client", NOW)

    assert [each.number.value for each in found] == ["JS20260001"]
    assert [(each.action, each.detail) for each in trail.records] == [
        (Action.FETCHED, "unavailable"),
        (Action.STATUS_READ, None),
    ]


def test_of_whom_the_register_knows_nothing_nothing_is_asked_for(
    register: MemoryRegister, trail: MemoryTrail
) -> None:
    nobody = session("a-digest-of-nobody")
    found = Inquiry(register, MemoryProvincial([entry("JS20260004", ANN, ACCEPTED)]), trail).of(
        nobody, "client", NOW
    )

    assert found == []
    assert trail.records[0].detail == "unavailable"


def test_without_the_register_nothing_is_told(register: MemoryRegister, trail: MemoryTrail) -> None:
    register.down = True

    with pytest.raises(StoreUnavailable):
        Inquiry(register, None, trail).of(ANNS, "client", NOW)
    assert trail.records == []
