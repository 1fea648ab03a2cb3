"""The phones that people left, in memory."""

import pytest

from tests.booking_data import People, plan
from tests.fake_bookings import MemoryBookings
from tests.fake_notices import MemoryContacts
from tests.notices_suite import ContactsSuite


class TestInMemory(ContactsSuite):
    @pytest.fixture
    def people(self) -> People:
        return People(MemoryBookings(), plan())

    @pytest.fixture
    def contacts(self, people: People) -> MemoryContacts:
        assert isinstance(people.store, MemoryBookings)
        return MemoryContacts(people.store)
