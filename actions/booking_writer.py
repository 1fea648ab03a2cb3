"""The lines, cards and buttons that replies about bookings are made of."""

from collections.abc import Sequence
from datetime import date

from bot.applications.choices import StatusChoice
from bot.bookings.booking import Booking, State
from bot.bookings.choices import BookingChoice
from bot.bookings.in_words import time_in_words
from bot.bookings.plan import OfficePlan, Plan
from bot.bookings.references import spoken, written
from bot.cards import BookingCard, Button, Message, Reply, SlotsCard, Topic
from bot.outcomes import Outcome
from bot.policies.checklist_choices import ChecklistChoice
from bot.policies.checklist_replies import can_be_checked
from bot.policies.service_items import ServiceItem
from bot.policies.store import Edition


class BookingWriter:
    """Writes for one turn, which is of one journey. `reminds`: a phone can be kept."""

    def __init__(
        self, edition: Edition, plan: Plan, journey: str, today: date, reminds: bool = False
    ) -> None:
        self._edition = edition
        self._plan = plan
        self._journey = journey
        self._today = today
        self._reminds = reminds
        self._says = edition.answerer.says
        self._item_name = edition.knowledge.item_name

    def _about(self, booking: Booking, reference: bool) -> list[str]:
        time = time_in_words(booking.start, booking.end)
        lines = self._place(booking.item, booking.office, time)
        if reference and booking.state is not State.HELD:
            number = booking.reference
            lines.append(
                self._says(
                    "utter_booking_line_reference", reference=written(number), spoken=spoken(number)
                )
            )
        return [*lines, *self._if_demo(booking.office)]

    def _place(self, item: str, office_id: str, time: str) -> list[str]:
        office = self._plan.find(office_id)
        name, region = (office.name, office.region) if office else (office_id, "")
        return [
            self._says("utter_booking_line_what", item=self._item_name(item)),
            self._says("utter_booking_line_where", office=name, region=region),
            self._says("utter_booking_line_when", time=time),
        ]

    def _if_demo(self, office_id: str) -> list[str]:
        office = self._plan.find(office_id)
        return [self._says("utter_booking_demo")] if office and office.demo else []

    def _card(self, booking: Booking) -> BookingCard:
        office = self._plan.find(booking.office)
        return BookingCard(
            reference=booking.reference,
            spoken=spoken(booking.reference),
            state=booking.state.value,
            item=booking.item,
            item_name=self._item_name(booking.item),
            office=booking.office,
            office_name=office.name if office else booking.office,
            region=office.region if office else None,
            start=booking.start.isoformat(),
            end=booking.end.isoformat(),
            held_until=booking.held_until.isoformat() if booking.held_until else None,
            demo=bool(office and office.demo),
            notice=self._notice([office] if office else []),
        )

    def _held_buttons(self, booking: Booking) -> list[Button]:
        sure = BookingChoice(intent="booking_create", reference=booking.reference, sure=True)
        gone = BookingChoice(intent="booking_cancel", reference=booking.reference, sure=True)
        return [
            Button(title=self._says("utter_button_booking_confirm"), payload=sure.payload),
            self._plain("utter_button_booking_other_time"),
            Button(title=self._says("utter_button_booking_let_go"), payload=gone.payload),
        ]

    def _booked_buttons(self, booking: Booking) -> list[Button]:
        change = BookingChoice(intent="booking_change", reference=booking.reference)
        cancel = BookingChoice(intent="booking_cancel", reference=booking.reference)
        return [
            Button(title=self._says("utter_button_booking_change"), payload=change.payload),
            Button(title=self._says("utter_button_booking_cancel"), payload=cancel.payload),
            *self._remind_button(),
        ]

    def _remind_button(self) -> list[Button]:
        if not self._reminds:
            return []
        choice = StatusChoice(do="remind")
        return [Button(title=self._says("utter_button_remind"), payload=choice.payload)]

    def _list_button(self, item: ServiceItem | None, region: str | None) -> list[Button]:
        if item is None or not can_be_checked(item, region, self._edition.answerer):
            return []
        choice = ChecklistChoice(item=item.id, city=region)
        return [Button(title=self._says("utter_button_checklist"), payload=choice.payload)]

    def _plain(self, words: str) -> Button:
        """A button that says what it reads."""
        title = self._says(words)
        return Button(title=title, payload=title)

    def _notice(self, offices: Sequence[OfficePlan]) -> str | None:
        demo = any(office.demo for office in offices)
        return self._says("utter_booking_demo") if demo else None

    def _demo(self, text: str, offices: Sequence[OfficePlan]) -> str:
        notice = self._notice(offices)
        return f"{text}\n{notice}" if notice else text

    def _reply(
        self,
        outcome: Outcome,
        text: str,
        item: ServiceItem | None = None,
        card: SlotsCard | BookingCard | None = None,
        buttons: Sequence[Button] = (),
    ) -> Reply:
        message = Message(text=text, card=card, buttons=list(buttons))
        topic = Topic(journey=self._journey, service_item=item.id if item else None)
        return Reply(messages=[message], status=outcome, topic=topic, as_of=self._today)
