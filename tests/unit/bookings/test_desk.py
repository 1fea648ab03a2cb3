"""The use-cases over a store in memory."""

import pytest

from tests.booking_suite import BookingSuite
from tests.fake_bookings import MemoryBookings


class TestInMemory(BookingSuite):
    @pytest.fixture
    def store(self) -> MemoryBookings:
        return MemoryBookings()
