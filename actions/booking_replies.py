"""What is said of bookings: what, where, when, under which reference; and what is asked.

The text alone is enough; the card holds the same for a screen.
"""

from collections.abc import Sequence
from datetime import date, datetime

from bot.bookings.availability import FreeSlot, slot_line
from bot.bookings.booking import Booking, State
from bot.bookings.choices import BookingChoice
from bot.bookings.plan import OfficePlan, Plan
from bot.bookings.references import spoken, written
from bot.cards import BookingCard, Button, Message, Reply, SlotsCard, Topic
from bot.errors import BookingRefused, CalendarNotPublished
from bot.outcomes import Outcome
from bot.policies.checklist_choices import ChecklistChoice
from bot.policies.checklist_replies import can_be_checked
from bot.policies.checklists import checklist_for
from bot.policies.service_items import ServiceItem
from bot.policies.store import Edition

CREATE, CHANGE, CANCEL, QUERY = (
    "booking_create",
    "booking_change",
    "booking_cancel",
    "booking_query",
)
_WEEKDAYS = "一二三四五六日"
# Which rule of the plan a refusal rests on.
_RULE = {
    "TooSoon": "days_ahead_at_least",
    "TooFarAhead": "workdays_ahead_at_most",
    "TooManyThatDay": "bookings_a_day",
    "BlockedForMisses": "misses_a_month",
    "TooLateToChange": "change_until_hours",
}
_WORDED = {*_RULE, "HoldExpired", "UnknownBooking", "BookingEnded"}


class BookingReplies:
    """Writes the replies of one turn, which is of one journey."""

    def __init__(self, edition: Edition, plan: Plan, journey: str, today: date) -> None:
        self._edition = edition
        self._plan = plan
        self._journey = journey
        self._today = today
        self._says = edition.answerer.says
        self._item_name = edition.knowledge.item_name

    # -- what is asked

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
    ) -> Reply:
        """`text`, and times to choose from."""
        lines, buttons, shown = [text], [], []
        several = len({each.slot.office for each in free}) > 1
        for each in free:
            title = self.time(each.slot.start, each.slot.end)
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
            title = f"{self._item_name(booking.item)} {self.time(booking.start, booking.end)}"
            choice = BookingChoice.model_validate(
                {"intent": intent, "reference": booking.reference}
            )
            lines.append(f"· {title}")
            buttons.append(Button(title=title, payload=choice.payload))
        return self._reply(Outcome.BOOKING_ASKED, "\n".join(lines), buttons=buttons)

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

    def mine(self, bookings: Sequence[Booking]) -> Reply:
        """All that this conversation has booked, a bubble each."""
        if not bookings:
            return self._reply(Outcome.BOOKINGS_LISTED, self._says("utter_booking_none"))
        first, *others = [
            Message(
                text="\n".join(self._about(booking, True)),
                card=self._card(booking),
                buttons=(
                    self._held_buttons(booking)
                    if booking.state is State.HELD
                    else self._booked_buttons(booking)
                ),
            )
            for booking in bookings
        ]
        text = f"{self._says('utter_booking_mine')}\n{first.text}"
        first = first.model_copy(update={"text": text})
        reply = self._reply(Outcome.BOOKINGS_LISTED, "")
        return reply.model_copy(update={"messages": [first, *others]})

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
            time = self.time(booking.start, booking.end)
            values = {"item": self._item_name(booking.item), "time": time}
        card = self._card(booking) if booking else None
        return self._reply(Outcome.BOOKING_CANCELLED, self._says(words, **values), card=card)

    def kept(self, booking: Booking) -> Reply:
        """It was not cancelled after all."""
        time = self.time(booking.start, booking.end)
        text = self._says("utter_booking_kept", item=self._item_name(booking.item), time=time)
        return self._reply(Outcome.BOOKINGS_LISTED, text, card=self._card(booking))

    # -- what cannot be

    def refused(self, refusal: BookingRefused) -> Reply:
        """Why it cannot be so, with the rule that says it."""
        return self._reply(Outcome.BOOKING_REFUSED, self.why(refusal))

    def why(self, refusal: BookingRefused) -> str:
        """Why it cannot be so."""
        if isinstance(refusal, CalendarNotPublished):
            return self._says("utter_booking_unpublished", year=refusal.year)
        kind = type(refusal).__name__
        rule = getattr(self._plan.rules, _RULE[kind]).text if kind in _RULE else ""
        until = getattr(refusal, "until", "")
        if until:
            until = self.day(date.fromisoformat(until))
        words = kind if kind in _WORDED else "other"
        return self._says(f"utter_booking_refused_{words}", rule=rule, until=until)

    def unclear_day(self, why: str) -> Reply:
        """`why` the day that was named cannot be told."""
        return self._reply(Outcome.BOOKING_ASKED, why)

    # -- parts

    def day(self, day: date) -> str:
        """12月3日（周四）"""
        return f"{day.month}月{day.day}日（周{_WEEKDAYS[day.weekday()]}）"

    def time(self, start: datetime, end: datetime) -> str:
        """12月3日（周四）09:00—09:30"""
        return f"{self.day(start.date())}{start:%H:%M}—{end:%H:%M}"

    def _about(self, booking: Booking, reference: bool) -> list[str]:
        office = self._plan.find(booking.office)
        name, region = (office.name, office.region) if office else (booking.office, "")
        lines = [
            self._says("utter_booking_line_what", item=self._item_name(booking.item)),
            self._says("utter_booking_line_where", office=name, region=region),
            self._says("utter_booking_line_when", time=self.time(booking.start, booking.end)),
        ]
        if reference and booking.state is not State.HELD:
            number = booking.reference
            lines.append(
                self._says(
                    "utter_booking_line_reference", reference=written(number), spoken=spoken(number)
                )
            )
        if office and office.demo:
            lines.append(self._says("utter_booking_demo"))
        return lines

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
        ]

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
