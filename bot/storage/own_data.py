"""What a conversation booked and the phone it left, as its person gets it out or gone.

The conversation comes as its hash, from which the owner hash of the bookings is made.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.bookings.contacts import Contacts
from bot.bookings.desk import Desk
from bot.bookings.owner import owner_hash
from bot.bookings.plan import Plan
from bot.bookings.store import BookingStore
from bot.errors import BookingEnded, StoreUnavailable, TooLateToChange
from bot.sealing import Sealer
from bot.storage.forgetting import BookingsThatEnded


@dataclass(frozen=True)
class OwnBookings:
    """The Bookings of `bot.privacy.stores`; `plan` reads the newest plan."""

    store: BookingStore
    ended: BookingsThatEnded
    plan: Callable[[], Plan | None]
    secret: bytes

    def export(self, conversation: str, now: datetime) -> list[dict[str, Any]]:
        """See Bookings: each booking, then each place on a waiting list."""
        owner = owner_hash(self.secret, conversation)
        booked = [each.seen(now).model_dump(mode="json") for each in self.store.of_owner(owner)]
        waits = [each.model_dump(mode="json") for each in self.store.waitings_of(owner)]
        # The owner hash means nothing to anybody.
        return [
            {name: value for name, value in each.items() if name != "owner"}
            for each in booked + waits
        ]

    def give_back(self, conversation: str, now: datetime) -> int:
        """See Bookings. StoreUnavailable, too, while no plan can be read."""
        plan = self.plan()
        if plan is None:
            raise StoreUnavailable("appointments")
        # Who leaves waits for nothing any more, least of all for the place given back.
        self.ended.forget_owner(owner_hash(self.secret, conversation))
        desk = Desk(self.store, plan, self.secret)
        given = 0
        for booking in desk.mine(conversation, now):
            key = f"erase:{booking.reference}:{booking.start.isoformat()}"
            try:
                desk.cancel(conversation, key, booking.reference, now)
            except (TooLateToChange, BookingEnded):
                continue
            given += 1
        return given

    def forget_conversation(self, conversation: str) -> int:
        """See Bookings."""
        return self.ended.forget_owner(owner_hash(self.secret, conversation))


@dataclass(frozen=True)
class OwnPhone:
    """The Phones of `bot.privacy.stores`."""

    contacts: Contacts
    sealer: Sealer
    secret: bytes

    def of_conversation(self, conversation: str) -> str | None:
        """See Phones. SealBroken."""
        owner = owner_hash(self.secret, conversation)
        contact = self.contacts.of_owners([owner]).get(owner)
        return self.sealer.open(contact.phone) if contact else None

    def remove_phones(self, digests: Collection[str]) -> int:
        """See Phones."""
        return self.contacts.remove_phones(digests)
