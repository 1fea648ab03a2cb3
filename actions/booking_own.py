"""Which of one's own bookings is meant."""

from actions.booking_message import BookingMessage
from bot.bookings.booking import Booking
from bot.understanding.when import When


def says_which(message: BookingMessage) -> bool:
    """Whether the message names something that tells one booking from another."""
    return message.names_an_item() or message.reference_said() is not None or message.when_said()


def one_of_mine(message: BookingMessage) -> tuple[Booking | None, list[Booking]]:
    """The booking that is meant; or those that may be. UnknownBooking."""
    named = message.choice.reference if message.choice else message.reference_said()
    if named:
        return message.show(named), []
    mine = message.mine()
    if len(mine) > 1 and message.state.asked and message.state.reference:
        mine = [each for each in mine if each.reference == message.state.reference] or mine
    item = message.item_named() if message.names_an_item() else None
    mine = [each for each in mine if each.item == item] or mine
    when = message.read(message.said.text) if message.state.asked == "which" else None
    if isinstance(when, When):
        mine = [each for each in mine if each.start.date() in when.days] or mine
    return (mine[0], []) if len(mine) == 1 else (None, mine)
