"""Words and looks that the tests of bookings in the conversation share."""

from bot.bookings.booking import State
from tests.fakes import Fakes

CREATE, CHANGE, CANCEL, QUERY = (
    "booking_create",
    "booking_change",
    "booking_cancel",
    "booking_query",
)
WHOLE = "帮我约后天上午九点在无锡办失业登记"


def states(fakes: Fakes) -> list[State]:
    """Of every booking that was ever made, in order."""
    return [each.state for each in fakes.bookings.kept.bookings]
