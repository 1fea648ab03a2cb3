"""The use-cases over a store in memory."""

import pytest

from bot.errors import StoreUnavailable
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
