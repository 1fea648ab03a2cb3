"""The use-cases over a store in memory."""

import pytest

from bot.errors import CodeRefused, LockedOut, StoreUnavailable
from bot.identity.rules import IdentityRules
from tests.fake_identity import MemoryIdentity
from tests.identity_suite import ANN, NOW, IdentitySuite, Office


@pytest.fixture
def store() -> MemoryIdentity:
    return MemoryIdentity()


class TestInMemory(IdentitySuite):
    pass


def test_without_the_store_no_code_is_sent_and_nothing_proved(store: MemoryIdentity) -> None:
    office = Office(store, IdentityRules())
    code = office.begin()
    store.down = True

    with pytest.raises(StoreUnavailable):
        office.begin()
    with pytest.raises(StoreUnavailable):
        office.prove(code)
    with pytest.raises(StoreUnavailable):
        office.desk.session(ANN, NOW)
    assert len(office.sent) == 1


def test_whoever_leaves_is_asked_for_no_code_and_keeps_what_was_proved(
    store: MemoryIdentity,
) -> None:
    office = Office(store, IdentityRules())
    proved = office.prove(office.begin())
    code = office.begin()
    assert office.desk.awaits_code(ANN, NOW)
    office.desk.leave(ANN, NOW)

    assert not office.desk.awaits_code(ANN, NOW)
    assert office.desk.session(ANN, NOW) == proved
    with pytest.raises(CodeRefused):
        office.prove(code)
    office.desk.leave(ANN, NOW)


def test_whoever_leaves_is_counted_all_the_same(store: MemoryIdentity) -> None:
    office = Office(store, IdentityRules(codes_an_hour_a_number=2))
    for _ in range(2):
        office.begin()
        office.desk.leave(ANN, NOW)

    with pytest.raises(LockedOut):
        office.begin()
