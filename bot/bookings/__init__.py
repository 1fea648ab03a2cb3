"""Booking an appointment: pure rules. What day and time it is comes in as an argument."""
