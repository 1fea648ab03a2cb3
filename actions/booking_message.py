"""One message as far as it is about bookings: what it names, and the desk that it comes to."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from rasa_sdk.interfaces import Tracker

from actions.booking_replies import CREATE, BookingReplies
from actions.booking_state import BookingState, read_booking_state
from actions.said import Said
from actions.sent_with import sent_with
from bot.bookings.availability import Availability
from bot.bookings.booking import Booking, State
from bot.bookings.choices import read_booking_choice
from bot.bookings.desk import Desk
from bot.bookings.owner import owner_hash
from bot.bookings.plan import OfficePlan, Plan
from bot.bookings.references import read_reference
from bot.bootstrap import Core
from bot.cards import Reply
from bot.policies.one_visit_replies import meant
from bot.policies.service_items import ServiceItem
from bot.policies.store import Edition
from bot.understanding.when import NoSuchTime, NotPublished, When, read_when

Answer = tuple[Reply, dict[str, Any]]
_REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 \-]{6,14}[A-Za-z0-9]")


@dataclass(frozen=True)
class AtDesk:
    """The desk as it is for one message."""

    desk: Desk
    plan: Plan
    free: Availability
    now: datetime


class BookingMessage:
    """What was said and pressed, what was under way before it, and the desk."""

    def __init__(self, core: Core, edition: Edition, tracker: Tracker, said: Said) -> None:
        self.core = core
        self.edition = edition
        self.tracker = tracker
        self.said = said
        self.owner = tracker.sender_id
        self.choice = read_booking_choice(said.text)
        self.state = read_booking_state(tracker.slots)

    @property
    def text(self) -> str:
        """What was said, without blanks around it."""
        return self.said.text.strip()

    # -- the desk

    @cached_property
    def found(self) -> AtDesk | None:
        """The desk, looked for only where a message is about bookings; None without a plan."""
        parts = self.core.bookings
        plan = parts.appointments.plan if parts else None
        if not parts or not plan:
            return None
        desk = Desk(parts.store, plan, parts.secret)
        return AtDesk(desk, plan, Availability(parts.store, plan), parts.now())

    @property
    def at(self) -> AtDesk:
        """The desk, where there is one."""
        assert self.found
        return self.found

    def mine(self) -> list[Booking]:
        """What this conversation holds or has booked, earliest first."""
        return self.at.desk.mine(self.owner, self.at.now)

    def show(self, reference: str) -> Booking:
        """One of this conversation's bookings. UnknownBooking."""
        return self.at.desk.show(self.owner, reference, self.at.now)

    def held(self, state: BookingState) -> Booking | None:
        """The place that `state` says is kept, while it is."""
        held = [each for each in self.mine() if each.reference == state.held]
        return held[0] if state.held and held and held[0].state is State.HELD else None

    def stands(self, state: BookingState) -> Booking | None:
        """What `state` takes for kept, or for about to be moved, where it is booked.

        It was confirmed, and this conversation lost the memory of that.
        """
        ours = {state.held, state.reference} - {None}
        booked = [each for each in self.mine() if each.reference in ours]
        return booked[0] if booked and booked[0].state is State.BOOKED else None

    def key(self, action: str) -> str:
        """One key a message: the same message that comes again does nothing twice."""
        sent = sent_with(self.tracker, "message_id")
        if sent:
            # Rasa gives a message that is sent again another id.
            return f"{action}:sent:{sent}"
        latest = self.tracker.latest_message or {}
        return f"{action}:{latest.get('message_id') or latest.get('timestamp') or self.said.text}"

    # -- what is answered

    def replies(self, journey: str) -> BookingReplies:
        """Who writes the replies of `journey`."""
        today = self.core.today()
        return BookingReplies(self.edition, self.at.plan, journey, today, self._may_remind())

    def _may_remind(self) -> bool:
        """Whether a phone can be kept, and none is."""
        if self.core.personal is None or self.core.bookings is None:
            return False
        owner = owner_hash(self.core.bookings.secret, self.owner)
        return not self.core.personal.contacts.of_owners([owner])

    def says(self, words: str, **values: object) -> str:
        """A prepared sentence."""
        return self.edition.answerer.says(words, **values)

    def item(self, id: str | None) -> ServiceItem | None:
        """The service item with this id; None for one that there is not, or no more."""
        return self.edition.knowledge.service_items.get(id or "")

    def asked(self, state: BookingState, what: str) -> dict[str, Any]:
        """The slots while `what` waits for an answer."""
        return self.slots(replace(state, asked=what, asides=0, choices=()), self.item(state.item))

    def slots(self, state: BookingState, item: ServiceItem | None) -> dict[str, Any]:
        """The slots that keep `state`; “要带什么” afterwards is about `item`."""
        slots: dict[str, Any] = {"booking": state.slot()}
        if item:
            slots |= {"service_item": item.id, "policy": item.policy, "version": None}
        return slots

    # -- what was said

    def item_named(self) -> str | None:
        """The one service item that is meant."""
        links = self.said.links
        slots = {} if links.service_items or links.policies else self.tracker.slots
        bookable = {item.id for item in self.replies(CREATE).bookable()}
        found = meant(links, slots, self.edition).items
        several = [item.id for item in found if item.id in bookable] or [i.id for i in found]
        return several[0] if len(several) == 1 else None

    def names_an_item(self) -> bool:
        """Whether a service item or a policy is named in the message itself."""
        links = self.said.links
        return bool(links.service_items or links.policies)

    def office_named(self) -> str | None:
        """The one office whose name is said."""
        named = [o.id for o in self.at.plan.offices if o.name in self.said.text]
        return named[0] if len(named) == 1 else None

    def reference_said(self) -> str | None:
        """The reference that is said."""
        for match in _REFERENCE.finditer(self.said.text):
            if found := read_reference(match[0]):
                return found
        return None

    def when_said(self) -> bool:
        """Whether a day or a time is named."""
        return self.read(self.said.text) is not None

    def read(self, text: str | None) -> When | NoSuchTime | NotPublished | None:
        """When somebody who says `text` wants to come."""
        if not text or text.startswith("/"):
            return None
        return read_when(text, self.at.now)

    def is_near(self, office: OfficePlan, region: str | None) -> bool:
        """Whether who named `region` may go to `office`."""
        return region is None or self.edition.knowledge.concerns(office.region, region)
