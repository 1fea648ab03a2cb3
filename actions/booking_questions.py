"""What is asked for a booking: what, where, when, and which of one's own."""

from collections.abc import Sequence

from actions.booking_writer import BookingWriter
from bot.bookings.availability import FreeSlot, slot_line
from bot.bookings.booking import Booking
from bot.bookings.choices import BookingChoice
from bot.bookings.in_words import time_in_words
from bot.bookings.plan import OfficePlan
from bot.cards import Button, Reply, SlotsCard
from bot.outcomes import Outcome
from bot.policies.service_items import ServiceItem


class BookingQuestions(BookingWriter):
    """Writes questions, each with what there is to choose from."""

    def which_item(self, named: str | None) -> Reply:
        """What is to be done there; `named` is what cannot be booked."""
        items = self.bookable()
        words = "utter_booking_item_unbookable" if named else "utter_booking_which_item"
        names = self._says("utter_list_and").join(item.name for item in items)
        buttons = []
        for item in items:
            choice = BookingChoice(intent="booking_create", item=item.id)
            buttons.append(Button(title=item.name, payload=choice.payload))
        return self._reply(
            Outcome.BOOKING_ASKED, self._says(words, item=named, items=names), buttons=buttons
        )

    def bookable(self) -> list[ServiceItem]:
        """Every service item that some office takes bookings for."""
        held = self._edition.knowledge.service_items
        ids = dict.fromkeys(id for office in self._plan.offices for id in office.items)
        return [held[id] for id in ids if id in held]

    def which_office(
        self, item: ServiceItem, offices: Sequence[OfficePlan], nowhere_in: str | None
    ) -> Reply:
        """Where; `nowhere_in` is the place that was asked for and has none."""
        text = (
            self._says("utter_booking_no_office_there", region=nowhere_in, item=item.name)
            if nowhere_in
            else self._says("utter_booking_which_office", item=item.name)
        )
        names = [f"· {office.name}（{office.region}）" for office in offices]
        text = "\n".join([text, *names])
        buttons = [
            Button(
                title=f"{office.name}（{office.region}）",
                payload=BookingChoice(
                    intent="booking_create", item=item.id, office=office.id
                ).payload,
            )
            for office in offices
        ]
        return self._reply(Outcome.BOOKING_ASKED, self._demo(text, offices), item, buttons=buttons)

    def times(
        self,
        text: str,
        item: ServiceItem,
        free: Sequence[FreeSlot],
        moving: Booking | None = None,
        outcome: Outcome = Outcome.BOOKING_ASKED,
        waiting: BookingChoice | None = None,
    ) -> Reply:
        """`text`, and times to choose from; `waiting` joins the list of the one that is full."""
        lines, buttons, shown = [text], [], []
        several = len({each.slot.office for each in free}) > 1
        for each in free:
            title = time_in_words(each.slot.start, each.slot.end)
            name = self._plan.office(each.slot.office).name
            title = f"{title} {name}" if several else title
            lines.append(f"· {title}")
            choice = BookingChoice(
                intent="booking_change" if moving else "booking_create",
                item=None if moving else item.id,
                office=each.slot.office,
                start=each.slot.start,
                reference=moving.reference if moving else None,
            )
            buttons.append(Button(title=title, payload=choice.payload))
            shown.append(slot_line(each, self._plan))
        if waiting:
            lines.append(self._says("utter_booking_may_wait"))
            title = self._says("utter_button_booking_wait")
            buttons.append(Button(title=title, payload=waiting.payload))
        offices = [self._plan.office(each.slot.office) for each in free]
        card = SlotsCard(
            item=item.id, item_name=item.name, slots=shown, notice=self._notice(offices)
        )
        text = self._demo("\n".join(lines), offices)
        return self._reply(outcome, text, item, card=card if shown else None, buttons=buttons)

    def which_of(self, bookings: Sequence[Booking], intent: str) -> Reply:
        """Which of one's bookings is meant."""
        lines, buttons = [self._says("utter_booking_which_of_mine")], []
        for booking in bookings:
            title = f"{self._item_name(booking.item)} {time_in_words(booking.start, booking.end)}"
            choice = BookingChoice.model_validate(
                {"intent": intent, "reference": booking.reference}
            )
            lines.append(f"· {title}")
            buttons.append(Button(title=title, payload=choice.payload))
        return self._reply(Outcome.BOOKING_ASKED, "\n".join(lines), buttons=buttons)
