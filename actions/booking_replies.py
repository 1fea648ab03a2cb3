"""What is said of bookings: what, where, when, under which reference, and what cannot be.

The text alone is enough; the card holds the same for a screen.
"""

from collections.abc import Sequence

from actions.booking_questions import BookingQuestions
from bot.bookings.booking import Booking, State
from bot.bookings.choices import BookingChoice
from bot.bookings.in_words import refusal_in_words, time_in_words
from bot.cards import Button, Message, Reply
from bot.errors import BookingRefused
from bot.outcomes import Outcome
from bot.policies.checklists import checklist_for
from bot.policies.service_items import ServiceItem

CREATE, CHANGE, CANCEL, QUERY = (
    "booking_create",
    "booking_change",
    "booking_cancel",
    "booking_query",
)


class BookingReplies(BookingQuestions):
    """Writes the replies of one turn, which is of one journey."""

    # -- what stands

    def held(self, booking: Booking, item: ServiceItem, region: str | None) -> Reply:
        """A place is kept: what is to be brought, and the question whether to book it."""
        assert booking.held_until
        until = f"{booking.held_until:%H:%M}"
        lines = [self._says("utter_booking_held", until=until), *self._about(booking, False)]
        checklist = checklist_for(item, region, self._edition.knowledge)
        things = self._says("utter_list_and").join(entry.id for entry in checklist.entries)
        lines += [self._says("utter_booking_bring", things=things)] if things else []
        lines.append(self._says("utter_booking_confirm_question"))
        return self._reply(
            Outcome.BOOKING_HELD,
            "\n".join(lines),
            item,
            card=self._card(booking),
            buttons=[*self._held_buttons(booking), *self._list_button(item, region)],
        )

    def still_held(self, booking: Booking) -> Message:
        """The question that waits, after an aside."""
        assert booking.held_until
        text = self._says("utter_booking_still_held", until=f"{booking.held_until:%H:%M}")
        return Message(text=text, buttons=self._held_buttons(booking))

    def booked(self, booking: Booking, item: ServiceItem | None, moved: bool) -> Reply:
        """It stands: the reference, and how to give it back."""
        words = "utter_booking_moved" if moved else "utter_booking_booked"
        change = self._plan.rules.change_until_hours.text
        lines = [
            self._says(words),
            *self._about(booking, True),
            self._says("utter_booking_rules", change=change),
        ]
        return self._reply(
            Outcome.BOOKED,
            "\n".join(lines),
            item,
            card=self._card(booking),
            buttons=[*self._booked_buttons(booking), *self._list_button(item, None)],
        )

    def mine(self, bookings: Sequence[Booking], waits: Sequence[Message] = ()) -> Reply:
        """All that this conversation has booked, and `waits` for, a bubble each."""
        bubbles = [*map(self._one_of_mine, bookings), *waits]
        if not bubbles:
            return self._reply(Outcome.BOOKINGS_LISTED, self._says("utter_booking_none"))
        first, *others = bubbles
        if bookings:
            text = f"{self._says('utter_booking_mine')}\n{first.text}"
            first = first.model_copy(update={"text": text})
        reply = self._reply(Outcome.BOOKINGS_LISTED, "")
        return reply.model_copy(update={"messages": [first, *others]})

    def _one_of_mine(self, booking: Booking) -> Message:
        lines, buttons = self._about(booking, True), self._booked_buttons(booking)
        if booking.state is State.HELD and booking.held_until:
            words = "utter_booking_offered" if booking.offered else "utter_booking_held_still_open"
            lines = [self._says(words, until=f"{booking.held_until:%H:%M}"), *lines]
            buttons = self._held_buttons(booking)
        return Message(text="\n".join(lines), card=self._card(booking), buttons=buttons)

    def sure_to_cancel(self, booking: Booking) -> Reply:
        """Whether it is to be given back."""
        lines = [self._says("utter_booking_cancel_question"), *self._about(booking, True)]
        yes = BookingChoice(intent="booking_cancel", reference=booking.reference, sure=True)
        buttons = [
            Button(title=self._says("utter_button_booking_cancel"), payload=yes.payload),
            self._plain("utter_button_booking_keep"),
        ]
        text = "\n".join(lines)
        return self._reply(Outcome.BOOKING_ASKED, text, card=self._card(booking), buttons=buttons)

    def ended(self, words: str, booking: Booking | None) -> Reply:
        """`words` of a booking or a place that was given back, or of none."""
        values = {}
        if booking:
            time = time_in_words(booking.start, booking.end)
            values = {"item": self._item_name(booking.item), "time": time}
        card = self._card(booking) if booking else None
        return self._reply(Outcome.BOOKING_CANCELLED, self._says(words, **values), card=card)

    def kept(self, booking: Booking) -> Reply:
        """It was not cancelled after all."""
        time = time_in_words(booking.start, booking.end)
        text = self._says("utter_booking_kept", item=self._item_name(booking.item), time=time)
        return self._reply(Outcome.BOOKINGS_LISTED, text, card=self._card(booking))

    def about_cancelling(self, booking: Booking | None, of_money: bool) -> Reply:
        """By which rule one may cancel, and the booking that stands, if it is one."""
        rules = self._plan.rules
        change, misses = rules.change_until_hours.text, rules.misses_a_month.text
        lines = [self._says("utter_booking_may_cancel", change=change, misses=misses)]
        lines += [self._says("utter_booking_no_fee_known")] if of_money else []
        if booking is None:
            return self._reply(Outcome.BOOKINGS_LISTED, "\n".join(lines))
        if booking.state is State.HELD:
            reply = self._reply(Outcome.BOOKING_HELD, "\n".join(lines))
            messages = [*reply.messages, self.still_held(booking)]
            return reply.model_copy(update={"messages": messages})
        lines += self._about(booking, True)
        text, buttons = "\n".join(lines), self._booked_buttons(booking)
        card = self._card(booking)
        return self._reply(Outcome.BOOKINGS_LISTED, text, card=card, buttons=buttons)

    # -- what cannot be

    def refused(self, refusal: BookingRefused) -> Reply:
        """Why it cannot be so, with the rule that says it."""
        return self._reply(Outcome.BOOKING_REFUSED, self.why(refusal))

    def why(self, refusal: BookingRefused) -> str:
        """Why it cannot be so."""
        return refusal_in_words(refusal, self._plan, self._says)

    def unclear_day(self, why: str) -> Reply:
        """`why` the day that was named cannot be told."""
        return self._reply(Outcome.BOOKING_ASKED, why)
