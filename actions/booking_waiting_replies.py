"""What is said of the waiting list."""

from collections.abc import Sequence

from actions.booking_writer import BookingWriter
from bot.bookings.booking import Booking, Waiting
from bot.bookings.choices import BookingChoice
from bot.bookings.in_words import day_in_words
from bot.cards import Button, Message, Reply
from bot.outcomes import Outcome


class WaitingReplies(BookingWriter):
    """Writes the replies of one turn, which is of one journey."""

    def joined(self, waiting: Waiting) -> Reply:
        """One waits: what happens then, and how to leave the list."""
        offer = self._plan.rules.offer_minutes.text
        lines = [self._says("utter_booking_waits", offer=offer), *self._lines(waiting)]
        buttons = [self._leave(waiting, self._says("utter_button_booking_wait_no_longer"))]
        return self._reply(Outcome.BOOKINGS_LISTED, "\n".join(lines), buttons=buttons)

    def bubble(self, waiting: Waiting) -> Message:
        """One of those that a person waits for, as it is listed."""
        lines = [self._says("utter_booking_waiting"), *self._lines(waiting)]
        buttons = [self._leave(waiting, self._says("utter_button_booking_wait_no_longer"))]
        return Message(text="\n".join(lines), buttons=buttons)

    def left(self) -> Reply:
        """One waits no longer."""
        return self._reply(Outcome.BOOKING_CANCELLED, self._says("utter_booking_waits_no_longer"))

    def waits_for_none(self) -> Reply:
        """There is nothing that is waited for."""
        return self._reply(Outcome.BOOKINGS_LISTED, self._says("utter_booking_waits_for_none"))

    def which(self, waits: Sequence[Waiting]) -> Reply:
        """Which of several is waited for no longer."""
        lines = [self._says("utter_booking_waits_for_which")]
        buttons = [self._leave(each, self._title(each)) for each in waits]
        lines += [f"· {button.title}" for button in buttons]
        return self._reply(Outcome.BOOKING_ASKED, "\n".join(lines), buttons=buttons)

    def how(self) -> Reply:
        """What a waiting list is."""
        offer = self._plan.rules.offer_minutes.text
        return self._reply(
            Outcome.BOOKINGS_LISTED, self._says("utter_booking_how_to_wait", offer=offer)
        )

    def offered(self, booking: Booking) -> Message:
        """The place that one waited for is there, and waits to be confirmed."""
        assert booking.held_until
        until = f"{booking.held_until:%H:%M}"
        lines = [self._says("utter_booking_offered", until=until), *self._about(booking, False)]
        card, buttons = self._card(booking), self._held_buttons(booking)
        return Message(text="\n".join(lines), card=card, buttons=buttons)

    def _lines(self, waiting: Waiting) -> list[str]:
        return [
            *self._place(waiting.item, waiting.office, self._time(waiting)),
            *self._if_demo(waiting.office),
        ]

    def _title(self, waiting: Waiting) -> str:
        return f"{self._item_name(waiting.item)} {self._time(waiting)}"

    def _leave(self, waiting: Waiting, title: str) -> Button:
        choice = BookingChoice(
            intent="booking_cancel", office=waiting.office, start=waiting.start, wait=True
        )
        return Button(title=title, payload=choice.payload)

    def _time(self, waiting: Waiting) -> str:
        return f"{day_in_words(waiting.start.date())}{waiting.start:%H:%M}"
