"""Reminders over stores in memory."""

import pytest

from tests.booking_data import People, plan
from tests.fake_bookings import MemoryBookings
from tests.fake_notices import MemoryBookingsToRemind, MemoryContacts, MemoryNotices
from tests.notices_suite import SEALER
from tests.reminder_suite import Morning, ReminderSuite


class TestInMemory(ReminderSuite):
    @pytest.fixture
    def morning(self) -> Morning:
        bookings = MemoryBookings()
        people = People(bookings, plan())
        remind = MemoryBookingsToRemind(bookings)
        return Morning.of(people, remind, MemoryContacts(bookings), MemoryNotices(SEALER))
